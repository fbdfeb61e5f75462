import type { AuthoringApi, PlainTable } from '../../src/lib/bridge/authoring-contract';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { type Result, ok } from '../../src/lib/kernel/result';
import { scorePatents } from '../../src/lib/patent/score/score-patents';
import { rulesOfCase } from '../case-rules';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import { PATENT_WEIGHTS, type WeightTarget, weightTarget } from './weight-target';

/** How a column that carries a patent dimension may be headed. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['法律', '法律价值', '法律得分', 'legal'],
  ['技术', '技术价值', '技术得分', 'technical'],
  ['经济', '经济价值', '经济得分', 'economic'],
];

/** Other weights are headed by their title or their code. */
const spellingsOf = (target: WeightTarget): readonly (readonly string[])[] =>
  target === PATENT_WEIGHTS
    ? SPELLINGS
    : target.titles.map((title, i) => [plain(title), plain(target.keys[i] ?? '')]);

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** First column that names an object; otherwise objects are called by their record number. */
const LABELS: ReadonlySet<string> = new Set(['对象', '名称', '专利名称', '标题', '申请号', '专利号', 'name']);

const PLACES = 6;
const short = (hash: string): string => hash.slice(0, 12);

/**
 * Takes one column per dimension out of a table. A column is recognised by its exact heading, or chosen; without one for
 * every dimension there is no sample yet. Values stay text: they are read, and refused, when the draft is reviewed.
 */
export const sampleFromTable = (
  table: PlainTable,
  columns: Readonly<Record<string, number>> | null,
  rule: string | null = null,
): AuthoringApi['sampleFromTable']['output'] => {
  const headings = table.header.map(plain);
  const target = (rule === null ? null : weightTarget(rule, ALL_RULES)) ?? PATENT_WEIGHTS;
  const spellings = spellingsOf(target);
  const keys = target.titles.map((title, i) => {
    const chosen = columns?.[title];
    const known = headings.findIndex((heading) => spellings[i]?.includes(heading) === true);
    return { title, column: chosen ?? (known < 0 ? null : known) };
  });
  const places = keys.flatMap(({ column }) => (column === null ? [] : [column]));
  if (places.length < keys.length) return { keys, sample: null };
  const label = headings.findIndex((heading) => LABELS.has(heading));
  return {
    keys,
    sample: {
      source: `${table.fileName}（SHA-256 ${short(table.sha256)}…），列 ${places.map((at) => table.header[at] ?? '').join('、')}`,
      rows: table.rows.map(({ record, cells }) => {
        const name = (label < 0 ? '' : (cells[label] ?? '')).trim();
        return {
          label: `第 ${record} 条${name === '' ? '' : ` ${name.slice(0, 80)}`}`,
          values: places.map((at) => cells[at] ?? null),
        };
      }),
      dropIncomplete: false,
    },
  };
};

const pointText = (value: number): string | null =>
  Number.isFinite(value) ? String(Number(value.toFixed(PLACES))) : null;

/** Dimension scores of every patent of a case that has all three. */
export const sampleFromCase = (caseRecord: CaseRecord): Result<AuthoringApi['sampleFromCase']['output']> => {
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return rules;
  const scores = scorePatents(caseRecord, rules.value);
  if (!scores.ok) return scores;
  const { legal, technical, economic } = scores.value;
  const { records, scheme } = caseRecord.sections.patents;
  const rows = records.map((record, i) => ({
    label: `${record.applicationNumber} ${record.title}`.slice(0, 200),
    values: [legal, technical, economic].map((column) => pointText(column[i] ?? NaN)),
  }));
  const complete = rows.filter(({ values }) => values.every((value) => value !== null));
  const release =
    caseRecord.overlay === null
      ? ''
      : `，机构参数 ${caseRecord.overlay.institution}@${caseRecord.overlay.version}`;
  return ok({
    sample: {
      source: `案卷 ${caseRecord.title}（${caseRecord.id}），方案 ${scheme}，基准日 ${caseRecord.valuationDate}${release}，${complete.length} 件专利的一级得分`,
      rows: complete,
      dropIncomplete: false,
    },
    leftOut: rows.filter((row) => !complete.includes(row)).map(({ label }) => label),
  });
};
