import { Decimal } from '../../kernel/decimal';
import type { Nodes } from '../check';
import { collected } from '../lists';
import { factsAt } from '../enterprise-file/open-file';
import { accountYears } from '../enterprise-file/statements';
import type { CheckInput } from './check-input';
import { type FactUse, useFact } from './file-read';
import type { Blocked } from './measured-check';

const codeOf = ({ loaded }: CheckInput, name: string): string =>
  loaded.spec.fields[name]?.path.replace(/^file\./, '') ?? '';

const YEARS_BACK = 2;

/** Whether a period lies in the years that may still speak for the enterprise: the current one and two before. */
const speaks = (period: string | null, { caseRecord }: CheckInput['context']): boolean => {
  if (period === null) return true;
  const last = Number(caseRecord.valuationDate.slice(0, 4));
  const year = Number(period.slice(0, 4));
  return year <= last && year >= last - YEARS_BACK;
};

/** The last calendar year for which anybody stated one of these facts. `null` when nobody stated any lately. */
export const lastYear = (input: CheckInput, names: readonly string[]): string | null => {
  const codes = new Set(names.map((name) => codeOf(input, name)));
  const years = collected(input.context.caseRecord.sections.enterpriseFile.facts, ({ field, period }) =>
    codes.has(field) && period !== null && period.length === 4 && speaks(period, input.context)
      ? period
      : null,
  );
  return years.sort().at(-1) ?? null;
};

/** The newest year whose accounts may speak for the enterprise and for which anybody stated one of these facts. */
export const accountYear = (input: CheckInput, names: readonly string[]): string | null => {
  const file = input.context.file();
  const codes = names.map((name) => codeOf(input, name));
  const year = accountYears(file).find((y) =>
    codes.some((code) => factsAt(file, code, String(y)) !== undefined),
  );
  return year === undefined ? null : String(year);
};

type Fields = CheckInput['loaded']['spec']['fields'];

const named = new WeakMap<Fields, ReadonlyMap<string, string>>();

/** Facts that a rule reads: code → the name under which it reads it. */
const factNames = (fields: Fields): ReadonlyMap<string, string> => {
  const before = named.get(fields);
  if (before !== undefined) return before;
  const names = Object.entries(fields).flatMap(([name, { path }]) =>
    path.startsWith('file.') ? [[path.slice('file.'.length), name] as const] : [],
  );
  const byCode = new Map(names);
  named.set(fields, byCode);
  return byCode;
};

/**
 * What is wrong with a fact that the rule reads, in any period that may speak: contradicted, without a source, its file
 * gone, no value, no such field. A figure made of it is not used.
 */
export const factFault = (input: CheckInput): Blocked | null => {
  const byCode = factNames(input.loaded.spec.fields);
  if (byCode.size === 0) return null;
  const { catalogue } = input.context.file();
  for (const [code, name] of byCode)
    if (catalogue?.fields.has(code) !== true) {
      const use = useFact(input, name);
      if (use.state === 'blocked') return use.measured;
    }
  for (const { field, period } of input.context.caseRecord.sections.enterpriseFile.facts) {
    const name = byCode.get(field);
    if (name === undefined || !speaks(period, input.context)) continue;
    const use = useFact(input, name, period);
    if (use.state === 'blocked') return use.measured;
  }
  return null;
};

/** Facts that a measure needs together: all known, some absent, or one that is wrong. */
export type Facts<K extends string> =
  | {
      readonly state: 'known';
      readonly values: Readonly<Record<K, Decimal>>;
      readonly nodes: Nodes;
    }
  | { readonly state: 'absent'; readonly why: string; readonly nodes: Nodes }
  | Blocked;

const isBlocked = (use: FactUse): use is Extract<FactUse, { state: 'blocked' }> => use.state === 'blocked';

/** Reads numbers that are needed together. */
export const factNumbers = <K extends string>(
  input: CheckInput,
  wanted: Readonly<Record<K, readonly [name: string, period: string | null]>>,
): Facts<K> => {
  const uses = Object.entries<readonly [string, string | null]>(wanted).map(([key, [name, period]]) => ({
    key,
    use: useFact(input, name, period),
  }));
  for (const { use } of uses) if (isBlocked(use)) return use.measured;
  const nodes = collected(uses, ({ use }) => (isBlocked(use) ? null : use.node));
  const gaps = collected(uses, ({ use }) => (use.state === 'absent' ? use.message : null));
  if (gaps.length > 0) return { state: 'absent', why: gaps.join('、'), nodes };
  const values = Object.fromEntries(
    uses.map(({ key, use }) => [key, new Decimal(use.state === 'known' ? use.value : '0')]),
  ) as Record<K, Decimal>;
  return { state: 'known', values, nodes };
};

export const isBlockedFacts = <K extends string>(facts: Facts<K>): facts is Blocked => 'kind' in facts;
