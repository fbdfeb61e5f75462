import { derive } from '../../kernel/trace';
import type { FieldValue } from '../form-model';
import type { SourceRow } from './source-row';

/** A fact that stands once on a form and that every asset of the filing has of its own. */

const found = (rows: readonly SourceRow[], code: string): readonly FieldValue[] =>
  rows.flatMap(({ values }) => values.get(code) ?? []);

/** The first source that says something under a code; else that of the first source. */
export const firstOf = (rows: readonly SourceRow[], code: string): FieldValue | undefined => {
  const all = found(rows, code);
  return all.find(({ value }) => value !== null) ?? all[0];
};

/**
 * What all sources say under a code: the one word they agree on, else each with its name (`虚构厂房：是；虚构车间：否`). Sources that
 * are silent are left out; `null` when all are. `undefined`: none has such a fact.
 */
export const factsOfAll = (rows: readonly SourceRow[], code: string): FieldValue | undefined => {
  const first = firstOf(rows, code);
  if (first === undefined || first.value === null) return first;
  const told = rows.flatMap(({ source, values }) => {
    const own = values.get(code);
    return own === undefined || own.value === null ? [] : [{ title: source.title, own, value: own.value }];
  });
  if (told.length === found(rows, code).length && told.every(({ value }) => value === first.value))
    return first;
  if (first.trace.unit === 'fen') return first;
  const value = told.map((one) => `${one.title}：${one.value}`).join('；');
  const trace = derive({
    id: `field/each/${code}`,
    label: told.map(({ own }) => own.trace.label).join('、'),
    value,
    unit: 'text',
    formula: '逐项列出',
    children: told.map(({ own }) => own.trace),
  });
  return { value, trace };
};

/** The first asset that has such a fact and is silent; what is required of each of them is open while there is one. */
export const silentOf = (rows: readonly SourceRow[], code: string): FieldValue | undefined =>
  found(rows, code).find(({ value }) => value === null);
