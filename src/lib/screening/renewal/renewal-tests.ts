import type { Evidence } from '../../case/schema-parts';
import type { Renewal } from '../../case/screening-section';
import { formatWan, parseFenText } from '../../kernel/fen';
import { type PlainDate, daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, leaf } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Check, allOf, check, failed } from '../check';
import { answerCheck } from '../checks/answer-check';
import type { CheckInput, CheckTest } from '../checks/check-input';
import { withField } from '../fields';
import { dayCount } from '../rule-model';
import { unaskedOwners, unrankedSecurity } from './held-assets';

type Provider = Renewal['providers'][number];
type Ranking = Renewal['ranking'][number];

const renewalOf = ({ context }: CheckInput): Renewal | null => context.caseRecord.sections.screening.renewal;

const isBacked = (evidence: readonly Evidence[], { context }: CheckInput): boolean =>
  evidence.some((e) => context.answers.isPresent(e));

const node = (path: string, label: string, value: string | null): TraceNode =>
  leaf({
    id: `field/sections.screening.renewal.${path}`,
    label,
    value,
    unit: 'text',
    confidence: 'verified',
    source: { kind: 'field', path: `sections.screening.renewal.${path}`, label },
  });

/** N1, N2: a fact about the old loan; a favourable one counts only with a paper. */
const flag: CheckTest = (input) =>
  withField(input.fields.flag('flag'), (holds, at) => {
    if (!holds) return check('fail', 'fail', {}, [at]);
    return isBacked(renewalOf(input)?.evidence ?? [], input)
      ? check('pass', 'pass', {}, [at])
      : check('unknown', 'unknown.evidence', {}, [at]);
  });

const wan = (text: string): string | null => {
  const fen = parseFenText(text);
  return fen.ok ? formatWan(fen.value).replace(/\.00$/, '') : null;
};

/** N3: not more than is repaid; the same amount passes. */
const amount: CheckTest = ({ fields }) =>
  withField(fields.text('old'), (old, oldNode) =>
    withField(fields.text('new'), (asked, newNode) => {
      const facts = { old: wan(old), new: wan(asked) };
      if (facts.old === null || facts.new === null) return failed('E_FIELD_TYPE', '新旧贷款本金不是整数分');
      const verdict = BigInt(asked) <= BigInt(old) ? 'pass' : 'fail';
      return check(verdict, verdict, { old: facts.old, new: facts.new }, [oldNode, newNode]);
    }),
  );

/** N4: asked for before the old loan falls due; the day it falls due still counts. */
const due: CheckTest = ({ fields, context }) =>
  withField(fields.date('end'), (end, at) => {
    const verdict = end >= context.filingDate ? 'pass' : 'fail';
    return check(verdict, verdict, { end, filingDate: context.filingDate }, [at]);
  });

/** One provider: knows that the new loan repays the old one, agrees in writing, and the paper is there. */
export const providerCheck = (
  provider: Pick<Provider, 'id' | 'name' | 'knows' | 'consents'>,
  backed: boolean,
): Check => {
  const { name, knows, consents } = provider;
  const said = (value: boolean | null): string | null => (value === null ? null : value ? '是' : '否');
  const nodes = [
    node(`providers[${provider.id}].knows`, `${name} 知悉以新还旧`, said(knows)),
    node(`providers[${provider.id}].consents`, `${name} 书面同意`, said(consents)),
  ];
  const at = (verdict: Check['verdict'], key: string): Check => check(verdict, key, { name }, nodes);
  if (knows === false) return at('fail', 'fail.knows');
  if (consents === false) return at('fail', 'fail.consents');
  if (knows === null) return at('unknown', 'unknown.knows');
  if (consents === null) return at('unknown', 'unknown.consents');
  return backed ? { verdict: 'pass', reasons: [], nodes } : at('unknown', 'unknown.evidence');
};

/** Nobody listed: a person may say, with the old contract, that there is none. */
const none = (input: CheckInput): Check => {
  const answered = answerCheck(input);
  const { verdict, reasons, nodes } = answered;
  if (verdict === 'pass')
    return { verdict, reasons: reasons.map(({ facts }) => ({ verdict, key: 'pass.answer', facts })), nodes };
  const unnamed = reasons.find((r) => r.key === 'unknown.unnamed');
  if (unnamed !== undefined) return { verdict, reasons: [unnamed], nodes };
  const said = reasons.some((r) => r.key === 'unknown.evidence');
  return check('unknown', said ? 'unknown.answer' : 'unknown', {}, nodes);
};

/** Guarantees of the case that the renewal does not list: nobody asked them. */
const unlisted = (input: CheckInput, listed: readonly Provider[]): readonly Check[] =>
  input.context.caseRecord.sections.collateral.support
    .filter((s) => s.kind === 'guarantee' && s.use !== 'never')
    .filter((s) => !listed.some((p) => p.subject === s.id || (s.provider !== '' && p.name === s.provider)))
    .map((s) =>
      check('unknown', 'unknown.unlisted', { name: s.provider === '' ? s.title : s.provider }, [
        node(`providers`, '续贷列出的担保人', null),
      ]),
    );

/** The first version asked only for what the renewal lists. */
const asListed = ({ context }: CheckInput): boolean => context.earlier?.ownersAsListed === true;

const kindOf = (rule: string): Provider['kind'] =>
  rule === 'cn.renewal.owners' ? 'asset-owner' : 'guarantor';

/** N5, N6: every provider of one kind, and everybody whom the case shows to be one. */
const providers: CheckTest = (input) => {
  const kind = kindOf(input.loaded.id);
  const listed = (renewalOf(input)?.providers ?? []).filter((p) => p.kind === kind);
  const open =
    kind === 'guarantor'
      ? unlisted(input, listed)
      : asListed(input)
        ? []
        : unaskedOwners(input.context, listed);
  if (listed.length === 0 && open.length === 0) return none(input);
  const judged = listed.map((p) => providerCheck(p, isBacked(p.evidence, input)));
  const all = allOf([...judged, ...open]);
  return all.verdict === 'pass'
    ? { ...check('pass', 'pass', { count: String(listed.length) }), nodes: all.nodes }
    : all;
};

const dateOf = (text: string | null): PlainDate | null => {
  const parsed = text === null ? null : parsePlainDate(text);
  return parsed?.ok === true ? parsed.value : null;
};

/** The security whose rank is asked about, as people call it. */
const nameOf = ({ subject }: Ranking, { context }: CheckInput): string => {
  const { collateral, patents } = context.caseRecord.sections;
  return (
    collateral.items.find((i) => i.id === subject)?.title ??
    patents.records.find((p) => p.id === subject)?.title ??
    subject
  );
};

/**
 * Kept: no creditor who came in between goes before, as long as the owner agrees to go on (解释第十六条第二款).
 * Registered anew: ranks by the new registration (民法典 414), so a search must show nobody in between.
 */
const rankingCheck = (entry: Ranking, input: CheckInput, days: number): Check => {
  const name = nameOf(entry, input);
  const { filingDate } = input.context;
  const searchedOn = dateOf(entry.searchedOn);
  const facts = { name, filingDate, days: String(days), searchedOn: searchedOn ?? '' };
  const nodes = [
    node(`ranking[${entry.subject}].registration`, `${name} 的登记`, entry.registration),
    node(`ranking[${entry.subject}].searchedOn`, `${name} 查询日`, searchedOn),
  ];
  const at = (verdict: Check['verdict'], key: string): Check => check(verdict, key, facts, nodes);
  if (entry.registration === null) return at('unknown', 'unknown.registration');
  if (entry.registration === 'kept') {
    const owner = (renewalOf(input)?.providers ?? []).find(
      (p) => p.kind === 'asset-owner' && p.subject === entry.subject,
    );
    const agrees = owner?.knows === true && owner.consents === true && isBacked(owner.evidence, input);
    return agrees ? at('pass', 'pass.kept') : at('unknown', 'unknown.owner');
  }
  if (entry.intervening === null) return at('unknown', 'unknown.intervening');
  if (entry.intervening) return at('fail', 'fail.intervening');
  if (searchedOn === null || !isBacked(entry.evidence, input)) return at('unknown', 'unknown.search');
  return Math.abs(daysBetween(searchedOn, filingDate)) > days
    ? at('unknown', 'unknown.stale')
    : at('pass', 'pass.anew');
};

/** N7: every registered security of the old loan keeps its rank; what the case shows registered is asked about. */
const ranking: CheckTest = (input) => {
  const limit = readTyped(input.context.rules, input.loaded.spec.parameters['maxAge'] ?? '', dayCount);
  if (!limit.ok) return failed(limit.failure.code, limit.failure.message);
  const entries = renewalOf(input)?.ranking ?? [];
  const open = asListed(input) ? [] : unrankedSecurity(input.context, entries);
  if (entries.length === 0 && open.length === 0) return none(input);
  const all = allOf([...entries.map((entry) => rankingCheck(entry, input, limit.value.value)), ...open]);
  return { ...all, nodes: [...all.nodes, () => ruleLeaf(limit.value.rule)] };
};

export const RENEWAL_TESTS: readonly (readonly [string, CheckTest])[] = [
  ['renewal-flag', flag],
  ['renewal-amount', amount],
  ['renewal-due', due],
  ['renewal-providers', providers],
  ['renewal-ranking', ranking],
];
