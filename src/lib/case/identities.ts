import type { Failure } from '../kernel/result';
import { type CasePlace, failureAt, idsOf, inSection } from './case-place';
import type { CaseRecord } from './case-record';
import { productKey } from './product-key';
import { jsonPath } from './schema-failures';

/** Every identity of a case is used once: ids, application numbers, members of lists, answers. */

/** Subject ids that stand for something other than a record of the case. */
export const RESERVED_SUBJECTS: readonly string[] = ['case', 'enterprise', 'patent-pool', 'package'];

/** One list of things with ids: what they are called, where they stand, their ids in order. */
interface Listing {
  readonly label: string;
  readonly at: CasePlace;
  readonly ids: readonly string[];
}

const subjectListings = ({ sections }: CaseRecord): readonly Listing[] => [
  { label: '专利', at: inSection('patents', 'records'), ids: idsOf(sections.patents.records) },
  { label: '专利收益预测', at: inSection('patents', 'forecasts'), ids: idsOf(sections.patents.forecasts) },
  { label: '估值工作表', at: inSection('patents', 'worksheets'), ids: idsOf(sections.patents.worksheets) },
  { label: '数据资产', at: inSection('dataAssets', 'assets'), ids: idsOf(sections.dataAssets.assets) },
  { label: '押品', at: inSection('collateral', 'items'), ids: idsOf(sections.collateral.items) },
  { label: '增信', at: inSection('collateral', 'support'), ids: idsOf(sections.collateral.support) },
];

const privateListings = (caseRecord: CaseRecord): readonly Listing[] => [
  ...caseRecord.sections.dataAssets.assets.map(({ pricing }, index): Listing => ({
    label: '数据估值工作表',
    at: inSection('dataAssets', 'assets', index, 'pricing', 'worksheets'),
    ids: idsOf(pricing.worksheets),
  })),
  { label: '附件', at: ['attachments'], ids: idsOf(caseRecord.attachments) },
  { label: '导入批次', at: inSection('patents', 'imports'), ids: idsOf(caseRecord.sections.patents.imports) },
];

/** Ids of one name space: a second use of an id is reported at its place and names the first. */
function* repeatedIds(listings: readonly Listing[], reserved: readonly string[]): Generator<Failure> {
  const first = new Map<string, string>();
  for (const id of reserved) first.set(id, '本程序保留的对象');
  for (const { label, at, ids } of listings)
    for (const [index, id] of ids.entries()) {
      const place = [...at, index, 'id'];
      const taken = first.get(id);
      if (taken === undefined) first.set(id, `${label}（${jsonPath(place)}）`);
      else
        yield failureAt(
          'E_ID_DUPLICATE',
          `${label}的标识“${id}”已被${taken}使用`,
          place,
          '请给其中一个改用新的标识',
        );
    }
}

function* repeatedPatents({ sections }: CaseRecord): Generator<Failure> {
  const first = new Map<string, number>();
  for (const [index, record] of sections.patents.records.entries()) {
    const earlier = first.get(record.applicationNumber);
    if (earlier === undefined) first.set(record.applicationNumber, index);
    else
      yield failureAt(
        'E_PATENT_DUPLICATE',
        `申请号 ${record.applicationNumber} 已在第 ${earlier + 1} 件专利出现，同一专利不能计两次`,
        inSection('patents', 'records', index, 'applicationNumber'),
        '请合并或删除其中一件',
      );
  }
}

function* repeatedIn(
  label: string,
  listing: readonly string[],
  at: CasePlace,
  keyOf: (id: string) => string = (id) => id,
): Generator<Failure> {
  const seen = new Set<string>();
  for (const [index, id] of listing.entries()) {
    if (seen.has(keyOf(id)))
      yield failureAt('E_REF_DUPLICATE', `${label}中“${id}”列了两次`, [...at, index], '请删除重复的一项');
    seen.add(keyOf(id));
  }
}

function* repeatedReferences({ sections: { patents } }: CaseRecord): Generator<Failure> {
  yield* repeatedIn('质押清单', patents.pledged, inSection('patents', 'pledged'));
  for (const [index, forecast] of patents.forecasts.entries())
    yield* repeatedIn('专利组合', forecast.patents, inSection('patents', 'forecasts', index, 'patents'));
  for (const [index, worksheet] of patents.worksheets.entries())
    yield* repeatedIn('专利组合', worksheet.patents, inSection('patents', 'worksheets', index, 'patents'));
  yield* repeatedIn(
    '调和的产品',
    patents.reconciliations.map((r) => r.product),
    inSection('patents', 'reconciliations'),
    productKey,
  );
  const seen = new Set<string>();
  for (const [index, { patent, indicator }] of patents.answers.entries()) {
    const key = JSON.stringify([patent, indicator]);
    if (seen.has(key))
      yield failureAt(
        'E_ANSWER_DUPLICATE',
        `专利“${patent}”的指标“${indicator}”答了两次`,
        inSection('patents', 'answers', index),
        '请只保留一个答案',
      );
    seen.add(key);
  }
}

/** Every id that a figure, a finding or an answer of this case can be about. */
export const subjectIdsOf = (caseRecord: CaseRecord): ReadonlySet<string> =>
  new Set([...RESERVED_SUBJECTS, ...subjectListings(caseRecord).flatMap((listing) => listing.ids)]);

/** Codes `E_ID_DUPLICATE`, `E_PATENT_DUPLICATE`, `E_REF_DUPLICATE`, `E_ANSWER_DUPLICATE`. */
export const checkIdentities = (caseRecord: CaseRecord): readonly Failure[] => [
  ...repeatedIds(subjectListings(caseRecord), RESERVED_SUBJECTS),
  ...privateListings(caseRecord).flatMap((listing) => [...repeatedIds([listing], [])]),
  ...repeatedPatents(caseRecord),
  ...repeatedReferences(caseRecord),
];
