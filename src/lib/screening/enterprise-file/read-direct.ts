import { mapOf } from '../../kernel/nested-map';
import type { FileFact, FileSource } from '../../case/enterprise-file-section';
import { type PlainDate, daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive } from '../../kernel/trace';
import type { FileField } from './catalogue';
import { type GapWords, gap } from './fact-gaps';
import { canonicalValue, shownValue } from './fact-values';
import type { FactRead } from './file-reads';
import { type EnterpriseFile, factKey } from './open-file';
import { factLabel, factLeaf, traceUnit } from './sources';

/** Order of code units. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What orders two readings of one fact, whatever the order of their import. */
const orderOf = (fact: FileFact, source: FileSource | null): string =>
  JSON.stringify([
    source?.sha256 ?? '',
    source?.title ?? '',
    source?.sheet ?? '',
    String(fact.from?.row ?? 0).padStart(9, '0'),
    fact.value,
    fact.edit,
  ]);

interface Reading {
  readonly fact: FileFact;
  /** `null`: none is named, it is not in the case, or nothing says what it is. */
  readonly source: FileSource | null;
  readonly value: string | null;
  readonly node: TraceNode;
}

/** A source with a name or a file; a blank line is none. */
const sourceOf = (file: EnterpriseFile, { from }: FileFact): FileSource | null => {
  const source = from === null ? undefined : file.sources.get(from.source);
  return source === undefined ||
    (source.title.trim() === '' && source.sha256 === null && source.attachment === null)
    ? null
    : source;
};

/** Sources whose stored file is no longer in the case. */
const goneTitles = (file: EnterpriseFile, readings: readonly Reading[]): readonly string[] =>
  unique(
    readings.flatMap(({ source }) =>
      source === null ||
      source.attachment === null ||
      file.caseRecord.attachments.some(({ id }) => id === source.attachment)
        ? []
        : [source.title],
    ),
  );

const readingsOf = (file: EnterpriseFile, field: FileField, facts: readonly FileFact[]): readonly Reading[] =>
  facts
    .map((fact) => {
      const source = sourceOf(file, fact);
      const value = canonicalValue(field, fact.value);
      const shown = value === null ? fact.value : shownValue(field, value);
      return { fact, source, value, node: factLeaf(fact, field, source, shown) };
    })
    .sort((a, b) => byText(orderOf(a.fact, a.source), orderOf(b.fact, b.source)));

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort(byText);

/** The readings that stand: those a person settled, when there are any. */
const standing = (readings: readonly Reading[]): readonly Reading[] => {
  const settled = readings.filter(({ fact }) => fact.edit.trim() !== '');
  return settled.length === 0 ? readings : settled;
};

const sourceName = ({ source, node, fact }: Reading): string => {
  const row = fact.from?.row ?? null;
  return `${source?.title ?? '未写来源'}${row === null ? '' : ` 第 ${row} 行`}为 ${node.value ?? fact.value}`;
};

const sourceNames = (readings: readonly Reading[]): string => readings.map(sourceName).join('，');

/** Age of a reading at the valuation date; `null` = its day is not known. Readings from after that date are new. */
const ageOf = (source: FileSource | null, valuationDate: PlainDate): number | null => {
  if (source === null || source.asOf === null) return null;
  const asOf = parsePlainDate(source.asOf);
  return asOf.ok ? daysBetween(asOf.value, valuationDate) : null;
};

const newest = (readings: readonly Reading[]): Reading | undefined =>
  readings.reduce<Reading | undefined>(
    (best, reading) =>
      best === undefined || (reading.source?.asOf ?? '') > (best.source?.asOf ?? '') ? reading : best,
    undefined,
  );

/** Periods of a field kept at a time. */
const KEPT_PERIODS = 256;
const missed = new WeakMap<FileField, Map<string, FactRead>>();

/** Nobody has said: the same for every case, so it is worded once. */
const missing = (field: FileField, period: string | null): FactRead => {
  const periods = mapOf(missed, field);
  const known = periods.get(period ?? '');
  if (known !== undefined) return known;
  const label = factLabel(field, period);
  const read = gap(field, period, {
    why: 'missing',
    code: 'E_MISSING',
    message: `缺${label}`,
    remedy: `在一企一档补录${label}，并注明依据和日期；缺数不按 0 处理`,
  });
  if (periods.size >= KEPT_PERIODS) periods.clear();
  periods.set(period ?? '', read);
  return read;
};

/** What is said of one field and period, without looking at other periods. */
export const readDirect = (file: EnterpriseFile, field: FileField, period: string | null): FactRead => {
  const facts = file.facts.get(factKey(field.code, period)) ?? [];
  if (facts.length === 0) return missing(field, period);
  const all = readingsOf(file, field, facts);
  const label = factLabel(field, period);
  const readings = standing(all);
  const children = all.map(({ node }) => node);
  const values = unique(readings.map(({ fact, value }) => value ?? fact.value));
  const broken = readings.find(({ value }) => value === null);
  if (broken !== undefined)
    return gap(field, period, {
      why: 'invalid',
      code: 'E_VALUE',
      message: `${label}“${broken.fact.value.slice(0, 40)}”不是可用的值`,
      remedy: `在一企一档更正${label}`,
      values,
      children,
    });
  if (values.length > 1)
    return gap(field, period, {
      why: 'contradiction',
      code: 'E_CONTRADICTION',
      message: `${label}互相矛盾：${sourceNames(readings)}`,
      remedy: `在一企一档核对原件，认定其中一个并写明理由；认定之前按未知处理`,
      values,
      children,
    });
  const gone = goneTitles(file, readings);
  if (gone.length > 0)
    return gap(field, period, {
      why: 'unsourced',
      code: 'E_EVIDENCE_MISSING',
      message: `${label}的来源“${gone.join('、')}”不在案卷中`,
      remedy: '把这份文件重新附到案卷，或改用在案的来源',
      values,
      children,
    });
  const sourced = readings.filter(({ source }) => source !== null);
  const best = newest(sourced);
  if (best === undefined || best.value === null)
    return gap(field, period, {
      why: 'unsourced',
      code: 'E_UNSOURCED',
      message: `${label}没有写明来源，或来源不在案卷中`,
      remedy: `为${label}补上来源（文件或纸面依据）`,
      values,
      children,
    });
  const aged = staleWords(file, field, best, label);
  if (aged !== null) return gap(field, period, { ...aged, values, children });
  const node =
    sourced.length === 1 && all.length === 1
      ? best.node
      : derive({
          id: `fact/${field.code}${period === null ? '' : `@${period}`}`,
          label,
          value: best.node.value,
          unit: traceUnit(field),
          formula: readings.length === all.length ? `${all.length} 处记载一致` : '按人工认定的值',
          children,
        });
  return {
    known: true,
    field: field.code,
    label,
    period,
    value: best.value,
    asOf: best.source?.asOf ?? null,
    node,
  };
};

const staleWords = (
  file: EnterpriseFile,
  field: FileField,
  { source }: Reading,
  label: string,
): GapWords | null => {
  if (field.maxAgeDays === undefined) return null;
  const age = ageOf(source, file.valuationDate);
  const title = source?.title ?? '';
  if (age === null)
    return {
      why: 'stale',
      code: 'E_STALE',
      message: `${label}的来源“${title}”没有写明数据日期，不能判断是否过期`,
      remedy: `在一企一档为“${title}”补上数据日期`,
    };
  return age <= field.maxAgeDays
    ? null
    : {
        why: 'stale',
        code: 'E_STALE',
        message: `${label}的数据日期为 ${source?.asOf ?? ''}，到评估基准日 ${file.valuationDate} 已 ${age} 天，超过 ${field.maxAgeDays} 天`,
        remedy: `重新取得${label}并导入`,
      };
};
