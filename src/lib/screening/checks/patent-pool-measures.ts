import { Decimal } from '../../kernel/decimal';
import type { PatentRecord } from '../../case/patents-section';
import type { FieldRef } from '../rule-model';
import type { Nodes, Points } from '../check';
import { collected } from '../lists';
import { columnOf, displayValue } from '../fields';
import type { CheckInput } from './check-input';
import { lacking, numberOf, pointsOf } from './computation-parts';
import { type Blocked, type Measure, blocked, none, points } from './measured-check';

/** The pledged patents; named and blocked when the list points at one that is not in the case. */
const recordsOf = ({ context }: CheckInput): readonly PatentRecord[] | Blocked => {
  const records = collected(context.patents, ({ record }) => record);
  return records.length === context.patents.length
    ? records
    : blocked('E_SUBJECT_MISSING', '质押清单中的专利不在案卷中', '在专利页重新勾选', []);
};

const isBlocked = (value: readonly PatentRecord[] | Blocked): value is Blocked => !Array.isArray(value);

/** A column of the list over all pledged patents; its leaves are made when somebody opens the reason. */
const column = (
  input: CheckInput,
  name: string,
  records: readonly PatentRecord[],
): { readonly values: readonly unknown[]; readonly nodes: Nodes } | Blocked => {
  const ref: FieldRef | undefined = input.loaded.spec.fields[name];
  if (ref === undefined || !ref.path.startsWith('patent.')) return lacking(name);
  return (
    columnOf(ref, records, input.context.caseRecord) ??
    blocked('E_FIELD_UNKNOWN', `案卷中没有字段 ${ref.path}`, '在参数库核对这条规则所读的字段', [])
  );
};

const isColumn = <T extends object>(value: T | Blocked): value is T => !('kind' in value);

/** Mean over the patents, rounded down to whole points. */
const meanDown = (each: readonly Points[]): Points => {
  const end = (key: keyof Points): number =>
    Math.floor(each.reduce((sum, p) => sum + p[key], 0) / each.length);
  return { low: end('low'), high: end('high') };
};

/** P8: 发明, 实用新型 with or without a positive 评价报告, 外观设计; mean over the patents, rounded down. */
export const patentTypes: Measure = (input) => {
  const records = recordsOf(input);
  if (isBlocked(records)) return records;
  if (records.length === 0) return none('案卷中还没有专利');
  const of = {
    invention: pointsOf(input, 'invention'),
    reported: pointsOf(input, 'utility-reported'),
    plain: pointsOf(input, 'utility-plain'),
    design: pointsOf(input, 'design'),
  };
  const { invention, reported, plain, design } = of;
  if (invention === null || reported === null || plain === null || design === null) return lacking('points');
  const types = column(input, 'type', records);
  if (!isColumn(types)) return types;
  const reports = column(input, 'report', records);
  if (!isColumn(reports)) return reports;
  const fixed = (value: number): Points => ({ low: value, high: value });
  const each = records.map((_, i): Points => {
    if (types.values[i] === 'invention') return fixed(invention);
    if (types.values[i] === 'design') return fixed(design);
    const report = reports.values[i];
    if (report === null || report === undefined) return { low: plain, high: reported };
    return fixed(report === true ? reported : plain);
  });
  return points(meanDown(each), () => typeWords(types.values, each), [types.nodes, reports.nodes]);
};

const typeWords = (types: readonly unknown[], each: readonly Points[]): string => {
  const count = (type: string): number => types.filter((t) => t === type).length;
  const open = each.filter((p) => p.low !== p.high).length;
  const parts = ['invention', 'utility-model', 'design'].flatMap((type) =>
    count(type) === 0 ? [] : [`${displayValue(type) ?? type} ${count(type)} 件`],
  );
  const note = open === 0 ? '' : `；实用新型有无评价报告未知 ${open} 件`;
  return `${parts.join('、')}${note}`;
};

interface Signal {
  readonly label: () => string;
  /** `null` = the list does not say. */
  readonly given: boolean | null;
}

const counts = (values: readonly unknown[]): readonly (number | null)[] =>
  values.map((value) => (typeof value === 'number' ? value : null));

/** Mean of a count at or above a limit. Unknown counts may be anything, so they only leave it open. */
const meanReaches = (values: readonly (number | null)[], limit: Decimal): boolean | null => {
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  if (new Decimal(sum).gte(limit.times(values.length))) return true;
  return values.includes(null) ? null : false;
};

const anyReaches = (values: readonly (number | null)[], limit: Decimal): boolean | null => {
  if (values.some((value) => value !== null && limit.lte(value))) return true;
  return values.includes(null) ? null : false;
};

const signalWord = ({ label, given }: Signal): string =>
  `${label()}${given === null ? '未知' : given ? '达到' : '未达到'}`;

/** P11: one point, and one more for citations, for a family abroad, for a licence. */
export const patentInfluence: Measure = (input) => {
  const records = recordsOf(input);
  if (isBlocked(records)) return records;
  if (records.length === 0) return none('案卷中还没有专利');
  const [citations, family, licences] = [
    numberOf(input, 'citations'),
    numberOf(input, 'family'),
    numberOf(input, 'licences'),
  ];
  if (citations === null || family === null || licences === null) return lacking('numbers');
  const columns = (['citations', 'family', 'licences'] as const).map((name) => column(input, name, records));
  const broken = columns.find((c) => !isColumn(c));
  if (broken !== undefined && !isColumn(broken)) return broken;
  const [cited = [], related = [], licensed = []] = columns.map((c) => (isColumn(c) ? counts(c.values) : []));
  const nodes = columns.map((c) => (isColumn(c) ? c.nodes : []));
  if ([cited, related, licensed].every((values) => values.every((v) => v === null)))
    return none('清单没有被引、同族、许可的列', nodes);
  const signals: readonly Signal[] = [
    { label: () => `件均被引 ${citations.toFixed()} 次`, given: meanReaches(cited, citations) },
    { label: () => `同族 ${family.toFixed()} 个以上`, given: anyReaches(related, family) },
    { label: () => `许可 ${licences.toFixed()} 次以上`, given: anyReaches(licensed, licences) },
  ];
  const low = 1 + signals.filter((s) => s.given === true).length;
  const high = 1 + signals.filter((s) => s.given !== false).length;
  return points({ low, high }, () => signals.map(signalWord).join('、'), nodes);
};
