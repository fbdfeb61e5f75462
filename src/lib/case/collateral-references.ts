import type { Failure } from '../kernel/result';
import { type CasePlace, failureAt, idsOf, inSection } from './case-place';
import type { CaseRecord } from './case-record';
import { type Reference, missing } from './missing-references';

/** References inside the pool: ranks, lines, guarantors, whose loss is made good. */

function* ranks({ sections: { collateral } }: CaseRecord): Generator<Reference> {
  for (const [index, { ranksAfter }] of collateral.items.entries())
    for (const [inner, to] of ranksAfter.entries())
      yield { to, at: inSection('collateral', 'items', index, 'ranksAfter', inner) };
}

function* drawnLines({ sections: { collateral } }: CaseRecord): Generator<Reference> {
  for (const [index, { draws }] of collateral.support.entries())
    for (const [inner, { capacity }] of draws.entries())
      yield { to: capacity, at: inSection('collateral', 'support', index, 'draws', inner, 'capacity') };
}

function* guarantors({ sections: { collateral } }: CaseRecord): Generator<Reference> {
  for (const [index, { guarantor }] of collateral.support.entries())
    if (guarantor !== null)
      yield { to: guarantor, at: inSection('collateral', 'support', index, 'guarantor') };
}

const BANK = 'bank';

function* compensated({ sections: { collateral } }: CaseRecord): Generator<Reference> {
  for (const [index, { loss }] of collateral.support.entries())
    if (loss.party !== null && loss.party !== BANK)
      yield { to: loss.party, at: inSection('collateral', 'support', index, 'loss', 'party') };
}

/** Papers behind searches and disposals. */
export function* lifePapers({ sections: { collateral } }: CaseRecord): Generator<Reference> {
  const papers = function* (
    list: readonly { readonly attachment: string | null }[],
    at: CasePlace,
  ): Generator<Reference> {
    for (const [index, { attachment }] of list.entries())
      if (attachment !== null) yield { to: attachment, at: [...at, index, 'attachment'] };
  };
  for (const [index, { life }] of collateral.items.entries()) {
    const at = inSection('collateral', 'items', index, 'life');
    for (const [inner, { evidence }] of life.searches.entries())
      yield* papers(evidence, [...at, 'searches', inner, 'evidence']);
    if (life.disposal !== null) yield* papers(life.disposal.evidence, [...at, 'disposal', 'evidence']);
  }
}

function* repeatedIds({ sections: { collateral } }: CaseRecord): Generator<Failure> {
  const lists = [
    ['额度', idsOf(collateral.capacities), inSection('collateral', 'capacities')],
    ['担保公司', idsOf(collateral.guarantors), inSection('collateral', 'guarantors')],
    ['融资方案', idsOf(collateral.credit), inSection('collateral', 'credit')],
    ['上下限', idsOf(collateral.ask.limits), inSection('collateral', 'ask', 'limits')],
    ['同进同退', idsOf(collateral.ask.together), inSection('collateral', 'ask', 'together')],
  ] as const;
  for (const [label, ids, at] of lists) {
    const seen = new Set<string>();
    for (const [index, id] of ids.entries()) {
      if (seen.has(id))
        yield failureAt(
          'E_ID_DUPLICATE',
          `${label}的标识“${id}”用了两次`,
          [...at, index, 'id'],
          '请给其中一个改用新的标识',
        );
      seen.add(id);
    }
  }
}

/** `E_REF_MISSING` and `E_ID_DUPLICATE` of what the pool says about itself. */
export function* checkCollateralReferences(caseRecord: CaseRecord): Generator<Failure> {
  const { collateral } = caseRecord.sections;
  yield* missing('押品', ranks(caseRecord), new Set(idsOf(collateral.items)));
  yield* missing('额度', drawnLines(caseRecord), new Set(idsOf(collateral.capacities)));
  yield* missing('担保公司', guarantors(caseRecord), new Set(idsOf(collateral.guarantors)));
  yield* missing('增信', compensated(caseRecord), new Set(idsOf(collateral.support)));
  yield* repeatedIds(caseRecord);
}
