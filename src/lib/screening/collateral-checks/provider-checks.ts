import { type Check, check, quiet } from '../check';
import { foldName } from '../checks/register-checks';
import { withField } from '../fields';
import { type ItemInput, type ItemTest, proven } from './item-check';

const EXEMPT: ReadonlySet<string> = new Set(['exempt-financial', 'exempt-subsidiary', 'exempt-two-thirds']);

/** 公司法 art. 15: whoever secures a shareholder or a controller needs the shareholders' meeting. */
const byWhom = (input: ItemInput, code: string, label: string): Check =>
  withField(input.facts.flag('related'), (related, node) => {
    const facts = { choice: label };
    if (code === 'none') return check('fail', 'fail', facts, [node]);
    if (EXEMPT.has(code)) return proven(input, 'exempt', check('pass', 'pass.exempt', facts, [node]));
    if (related && code === 'board') return check('fail', 'fail.related', facts, [node]);
    return proven(input, 'main', check('pass', 'pass', facts, [node]));
  });

/** A third party that is a company decides by its board or its shareholders (公司法 art. 15, 担保制度解释 arts. 7–10). */
export const providerResolved: ItemTest = (input) =>
  withField(input.facts.text('provider'), (provider, providerNode) =>
    withField(input.fields.text('borrower'), (borrower, borrowerNode) => {
      const nodes = [providerNode, borrowerNode];
      const facts = { provider, borrower };
      if (provider === borrower) return check('pass', 'pass.own', facts, nodes);
      if (foldName(provider) === foldName(borrower)) return check('unknown', 'unknown.similar', facts, nodes);
      return withField(input.facts.choice('kind'), (kind, kindNode) => {
        if (kind.code === 'borrower')
          return check('unknown', 'unknown.contradiction', facts, [...nodes, kindNode]);
        if (kind.code === 'person') return check('pass', 'pass.person', facts, [...nodes, kindNode]);
        return withField(input.facts.choice('resolution'), (resolution, node) => {
          const result = byWhom(input, resolution.code, resolution.label);
          return { ...result, nodes: [...nodes, kindNode, node, ...result.nodes] };
        });
      });
    }),
  );

/** Nobody else owns it, or everybody else agrees, the spouse of a person included. */
export const coOwnersAgree: ItemTest = (input) =>
  withField(input.facts.flag('shared'), (shared, node) =>
    withField(input.facts.text('share'), (share, shareNode) => {
      const nodes = [node, shareNode];
      if (!shared && Number(share) < 1) return check('unknown', 'unknown.contradiction', { share }, nodes);
      if (!shared) return proven(input, 'main', check('pass', 'pass.single', {}, nodes));
      return withField(input.facts.choice('consent'), (consent, consentNode) => {
        const all = [...nodes, consentNode];
        if (consent.code === 'refused') return check('fail', 'fail', { choice: consent.label }, all);
        return proven(input, 'consent', check('pass', 'pass.consent', { choice: consent.label }, all));
      });
    }),
  );

/** A person answers what no fact says: refusal ground “other”. An adverse remark blocks. */
export const nothingElse: ItemTest = (input) =>
  withField(input.facts.flag('other'), (other, node) => {
    if (!other) return quiet('pass', [node]);
    const remark = input.facts.text('remark');
    const words = remark.known ? remark.value : '没有写明是什么情形';
    return check('fail', 'fail', { remark: words }, [
      node,
      ...(remark.known ? [remark.node] : remark.check.nodes),
    ]);
  });
