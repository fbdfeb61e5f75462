import type { Failure } from '../kernel/result';
import { failureAt, idsOf, inSection } from './case-place';
import type { CaseRecord } from './case-record';
import { type Reference, missing } from './missing-references';

function* sources({ sections: { filings } }: CaseRecord): Generator<Reference> {
  for (const [index, record] of filings.records.entries())
    for (const [inner, to] of record.sources.entries())
      yield { to, at: inSection('filings', 'records', index, 'sources', inner) };
}

/** `E_REF_MISSING` of what filings are said to cover, `E_ID_DUPLICATE` of the filings themselves. */
export function* checkFilingReferences(caseRecord: CaseRecord): Generator<Failure> {
  const { collateral, dataAssets, patents, filings } = caseRecord.sections;
  const known = new Set([
    ...idsOf(collateral.items),
    ...idsOf(collateral.support),
    ...idsOf(collateral.credit),
    ...idsOf(dataAssets.assets),
    ...idsOf(patents.records),
  ]);
  yield* missing('登记标的', sources(caseRecord), known);
  const seen = new Set<string>();
  for (const [index, { id }] of filings.records.entries()) {
    if (seen.has(id))
      yield failureAt(
        'E_ID_DUPLICATE',
        `登记办理的标识“${id}”用了两次`,
        inSection('filings', 'records', index, 'id'),
        '请删去其中一项办理',
      );
    seen.add(id);
  }
}
