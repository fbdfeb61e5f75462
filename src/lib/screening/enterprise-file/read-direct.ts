import { mapOf } from '../../kernel/nested-map';
import type { FileFact, FileSource } from '../../case/enterprise-file-section';
import { type PlainDate, daysBetween, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive } from '../../kernel/trace';
import type { FileField } from './catalogue';
import { type GapWords, gap } from './fact-gaps';
import { canonicalValue, shownValue } from './fact-values';
import type { FactRead, KnownFact } from './file-reads';
import { type EnterpriseFile, factsAt } from './open-file';
import { factLabel, factLeaf } from './sources';
import { StatedFact } from './stated-fact';

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

/** One fact with its source; its leaf is made when somebody looks. */
class Reading {
  private made: TraceNode | null = null;

  constructor(
    readonly fact: FileFact,
    /** `null`: none is named, it is not in the case, or nothing says what it is. */
    readonly source: FileSource | null,
    readonly value: string | null,
    private readonly field: FileField,
  ) {}

  get node(): TraceNode {
    const { fact, field, source, value } = this;
    return (this.made ??= factLeaf(
      fact,
      field,
      source,
      value === null ? fact.value : shownValue(field, value),
    ));
  }
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
  readings.every(({ source }) => source === null || source.attachment === null)
    ? []
    : unique(
        readings.flatMap(({ source }) =>
          source === null ||
          source.attachment === null ||
          file.caseRecord.attachments.some(({ id }) => id === source.attachment)
            ? []
            : [source.title],
        ),
      );

const readingsOf = (
  file: EnterpriseFile,
  field: FileField,
  facts: readonly FileFact[],
): readonly Reading[] => {
  const readings = facts.map(
    (fact) => new Reading(fact, sourceOf(file, fact), canonicalValue(field, fact.value), field),
  );
  return readings.length < 2
    ? readings
    : readings.sort((a, b) => byText(orderOf(a.fact, a.source), orderOf(b.fact, b.source)));
};

const unique = (values: readonly string[]): string[] => [...new Set(values)].sort(byText);

/** The readings that stand: those a person settled, when there are any. */
const standing = (readings: readonly Reading[]): readonly Reading[] => {
  if (readings.length === 1) return readings;
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
  const facts = factsAt(file, field.code, period);
  if (facts === undefined || facts.length === 0) return missing(field, period);
  const all = readingsOf(file, field, facts);
  const readings = standing(all);
  const words = gapWords(file, field, period, readings);
  const sourced = readings.filter(({ source }) => source !== null);
  const best = newest(sourced);
  if (words !== null || best === undefined || best.value === null)
    return gap(field, period, {
      ...(words ?? unsourcedWords(factLabel(field, period))),
      values: valuesOf(readings),
      children: () => all.map(({ node }) => node),
    });
  const aged = staleWords(file, field, best, period);
  if (aged !== null)
    return gap(field, period, {
      ...aged,
      values: valuesOf(readings),
      children: () => all.map(({ node }) => node),
    });
  const explain = ({ label, unit }: KnownFact): TraceNode =>
    sourced.length === 1 && all.length === 1
      ? best.node
      : derive({
          id: `fact/${field.code}${period === null ? '' : `@${period}`}`,
          label,
          value: best.node.value,
          unit,
          formula: readings.length === all.length ? `${all.length} 处记载一致` : '按人工认定的值',
          children: all.map(({ node }) => node),
        });
  return new StatedFact(field, period, best.value, best.source?.asOf ?? null, explain);
};

const valuesOf = (readings: readonly Reading[]): readonly string[] =>
  unique(readings.map(({ fact, value }) => value ?? fact.value));

const unsourcedWords = (label: string): GapWords => ({
  why: 'unsourced',
  code: 'E_UNSOURCED',
  message: `${label}没有写明来源，或来源不在案卷中`,
  remedy: `为${label}补上来源（文件或纸面依据）`,
});

/** Why the readings that stand cannot be used; `null` when nothing is wrong with them. */
const gapWords = (
  file: EnterpriseFile,
  field: FileField,
  period: string | null,
  readings: readonly Reading[],
): GapWords | null => {
  const broken = readings.find(({ value }) => value === null);
  if (broken !== undefined) {
    const label = factLabel(field, period);
    return {
      why: 'invalid',
      code: 'E_VALUE',
      message: `${label}“${broken.fact.value.slice(0, 40)}”不是可用的值`,
      remedy: `在一企一档更正${label}`,
    };
  }
  if (readings.length > 1 && valuesOf(readings).length > 1)
    return {
      why: 'contradiction',
      code: 'E_CONTRADICTION',
      message: `${factLabel(field, period)}互相矛盾：${sourceNames(readings)}`,
      remedy: `在一企一档核对原件，认定其中一个并写明理由；认定之前按未知处理`,
    };
  const gone = goneTitles(file, readings);
  return gone.length === 0
    ? null
    : {
        why: 'unsourced',
        code: 'E_EVIDENCE_MISSING',
        message: `${factLabel(field, period)}的来源“${gone.join('、')}”不在案卷中`,
        remedy: '把这份文件重新附到案卷，或改用在案的来源',
      };
};

const staleWords = (
  file: EnterpriseFile,
  field: FileField,
  { source }: Reading,
  period: string | null,
): GapWords | null => {
  if (field.maxAgeDays === undefined) return null;
  const age = ageOf(source, file.valuationDate);
  if (age !== null && age <= field.maxAgeDays) return null;
  const title = source?.title ?? '';
  const label = factLabel(field, period);
  if (age === null)
    return {
      why: 'stale',
      code: 'E_STALE',
      message: `${label}的来源“${title}”没有写明数据日期，不能判断是否过期`,
      remedy: `在一企一档为“${title}”补上数据日期`,
    };
  return {
    why: 'stale',
    code: 'E_STALE',
    message: `${label}的数据日期为 ${source?.asOf ?? ''}，到评估基准日 ${file.valuationDate} 已 ${age} 天，超过 ${field.maxAgeDays} 天`,
    remedy: `重新取得${label}并导入`,
  };
};
