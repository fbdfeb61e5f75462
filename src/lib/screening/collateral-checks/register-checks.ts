import { formatWan } from '../../kernel/fen';
import { daysBetween } from '../../kernel/plain-date';
import { check } from '../check';
import { filingDateLeaf } from '../checks/check-input';
import { foldName } from '../checks/register-checks';
import { withParameter } from '../data-asset-checks/asset-check';
import { withField } from '../fields';
import { dayCount } from '../rule-model';
import { type ItemTest, proven } from './item-check';

/** The provider is who the register or the licence names. Names must be equal; near ones are left to a person. */
export const itemOwnerMatches: ItemTest = (input) =>
  withField(input.facts.text('registered'), (registered, registeredNode) =>
    withField(input.facts.text('owner'), (owner, ownerNode) => {
      const nodes = [registeredNode, ownerNode];
      const facts = { owner, registered };
      const names = registered
        .split(/[;；、\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== '');
      if (names.includes(owner)) return proven(input, 'main', check('pass', 'pass', facts, nodes));
      return names.some((name) => foldName(name) === foldName(owner))
        ? check('unknown', 'unknown.similar', facts, nodes)
        : check('fail', 'fail', facts, nodes);
    }),
  );

/** The register was searched close enough to the planned filing day. */
export const itemSearchFresh: ItemTest = (input) =>
  withParameter(input, 'days', dayCount, (days, rule) =>
    withField(input.facts.date('searched'), (searched, node) => {
      const { filingDate } = input.context;
      const facts = { searched, filingDate, days: String(days) };
      const nodes = [node, rule, filingDateLeaf(input.context)];
      const age = daysBetween(searched, filingDate);
      if (age > days) return check('unknown', 'unknown.stale', facts, nodes);
      if (age < -days) return check('unknown', 'unknown.ahead', facts, nodes);
      return proven(input, 'main', check('pass', 'pass', facts, nodes));
    }),
  );

/** What is registered before us is counted: no entry and no prior claim, or both. */
export const itemPriorClaims: ItemTest = (input) =>
  withField(input.facts.count('entries'), (entries, entriesNode) =>
    withField(input.facts.fen('claims'), (claims, claimsNode) => {
      const nodes = [entriesNode, claimsNode];
      const facts = { entries: String(entries), claims: formatWan(claims) };
      if (entries === 0 && claims > 0n) return check('unknown', 'unknown.contradiction', facts, nodes);
      if (entries > 0 && claims === 0n) return check('fail', 'fail', facts, nodes);
      const key = entries === 0 ? 'pass.none' : 'pass.entered';
      return proven(input, 'main', check('pass', key, facts, nodes));
    }),
  );

/** 担保制度解释 art. 50: the land grant fee comes first out of allocated land, so it must stand among the prior claims. */
export const grantFeeDeducted: ItemTest = (input) =>
  withField(input.facts.choice('right'), (right, rightNode) => {
    if (right.code !== 'allocated')
      return proven(input, 'main', check('pass', 'pass.none', { choice: right.label }, [rightNode]));
    return withField(input.facts.fen('fee'), (fee, feeNode) =>
      withField(input.facts.fen('claims'), (claims, claimsNode) => {
        const facts = { fee: formatWan(fee), claims: formatWan(claims) };
        const nodes = [rightNode, feeNode, claimsNode];
        return claims < fee
          ? check('fail', 'fail', facts, nodes)
          : proven(input, 'fee', check('pass', 'pass.deducted', facts, nodes));
      }),
    );
  });
