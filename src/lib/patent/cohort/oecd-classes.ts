import { type Lists, classLists, listAt, listCount, listsOf } from './class-lists';
import type { RadicalnessVariant } from './cohort-rules';

/**
 * Indicators over the classes of citing and cited patents. Squicciarini, Dernis, Criscuolo, OECD STI WP 2013/03, formulas
 * from two public implementations. Undefined is NaN, never 0. Neither the order of patents nor the numbering of classes
 * moves a digit: counts are whole numbers and the terms of a sum are added in ascending order.
 */

/** An indicator with the number of citing or cited patents it rests on (those whose classes are known). */
export interface ClassIndicator {
  readonly value: Float64Array;
  readonly used: Int32Array;
}

const indicator = (rows: number): ClassIndicator => ({
  value: new Float64Array(rows).fill(NaN),
  used: new Int32Array(rows),
});

const sumAscending = (terms: Float64Array): number => {
  let sum = 0;
  for (const term of terms.sort()) sum += term;
  return sum;
};

/** More codes than a document can carry. */
const SPAN = 1_048_576;

/** Σ_j ((1/N) Σ_i β_ji)²; each entry of `pairs` is class × SPAN + number of codes of the citing patent. */
const concentration = (pairs: Float64Array, citers: number): number => {
  pairs.sort();
  const squares: number[] = [];
  let at = 0;
  while (at < pairs.length) {
    const classNumber = Math.floor((pairs[at] ?? 0) / SPAN);
    let shares = 0;
    while (at < pairs.length && Math.floor((pairs[at] ?? 0) / SPAN) === classNumber) {
      const pair = pairs[at] ?? 0;
      const from = at;
      while (pairs[at] === pair) at += 1;
      shares += (at - from) / (pair - classNumber * SPAN);
    }
    squares.push((shares / citers) * (shares / citers));
  }
  return sumAscending(Float64Array.from(squares));
};

/**
 * Generality: 1 − Σ_j [(1/N) Σ_i β_ji]², β_ji = share of citing patent i's codes that are of class j, N citing patents with
 * known classes. 0 = all in one class. Documents may not carry 2²⁰ codes or more.
 */
export const generality = (citers: Lists, classes: Lists): ClassIndicator => {
  const out = indicator(listCount(citers));
  let scratch = new Float64Array(64);
  for (let row = 0; row < out.value.length; row++) {
    let used = 0;
    let length = 0;
    for (const citer of listAt(citers, row)) {
      const codes = listAt(classes, citer);
      if (codes.length === 0) continue;
      used += 1;
      for (const code of codes) {
        if (length === scratch.length) {
          const wider = new Float64Array(length * 2);
          wider.set(scratch);
          scratch = wider;
        }
        scratch[length++] = code * SPAN + codes.length;
      }
    }
    out.used[row] = used;
    if (used > 0) out.value[row] = Math.max(0, 1 - concentration(scratch.subarray(0, length), used));
  }
  return out;
};

/** Codes per class over the cited patents of a row. */
const pooled = (
  cited: Int32Array,
  classes: Lists,
): { readonly counts: ReadonlyMap<number, number>; readonly total: number; readonly used: number } => {
  const counts = new Map<number, number>();
  let total = 0;
  let used = 0;
  for (const document of cited) {
    const codes = listAt(classes, document);
    if (codes.length > 0) used += 1;
    total += codes.length;
    for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return { counts, total, used };
};

/** Originality: 1 − Σ_j s_j², s_j = share of class j among all codes of the cited patents. */
export const originality = (cited: Lists, classes: Lists): ClassIndicator => {
  const out = indicator(listCount(cited));
  for (let row = 0; row < out.value.length; row++) {
    const { counts, total, used } = pooled(listAt(cited, row), classes);
    out.used[row] = used;
    if (total === 0) continue;
    let squares = 0;
    for (const count of counts.values()) squares += count * count;
    out.value[row] = (total * total - squares) / (total * total);
  }
  return out;
};

const radicalAt = (
  variant: RadicalnessVariant,
  cited: Int32Array,
  classes: Lists,
  own: ReadonlySet<number>,
): number => {
  const { counts, total, used } = pooled(cited, classes);
  if (total === 0 || own.size === 0) return NaN;
  if (variant === 'patent-share') {
    const apart = [...cited].filter((document) => {
      const codes = listAt(classes, document);
      return codes.length > 0 && codes.every((code) => !own.has(code));
    });
    return apart.length / used;
  }
  const foreign = [...counts].filter(([code]) => !own.has(code));
  return variant === 'class-count'
    ? foreign.length
    : foreign.reduce((sum, [, count]) => sum + count, 0) / total;
};

/**
 * Radicalness over the cited patents, by a recorded variant: `code-share` = codes of classes the patent itself lacks ÷ all
 * codes; `patent-share` = cited patents with no class in common ÷ cited patents with classes; `class-count` = distinct
 * classes it lacks. `own` = classes of each patent itself, in the same numbering; undefined without them.
 */
export const radicalness = (
  cited: Lists,
  classes: Lists,
  own: Lists,
  variant: RadicalnessVariant,
): ClassIndicator => {
  const out = indicator(listCount(cited));
  for (let row = 0; row < out.value.length; row++) {
    const documents = listAt(cited, row);
    out.used[row] = pooled(documents, classes).used;
    out.value[row] = radicalAt(variant, documents, classes, new Set(listAt(own, row)));
  }
  return out;
};

const single = ({ value }: ClassIndicator): number | null => {
  const first = value[0] ?? NaN;
  return Number.isNaN(first) ? null : first;
};

const everyDocument = (documents: readonly unknown[]): Lists => listsOf([documents.map((_, i) => i)]);

/** Generality of one patent from the subclasses of its citing patents (one entry per code); `null` when undefined. */
export const generalityOf = (citers: readonly (readonly string[])[]): number | null =>
  single(generality(everyDocument(citers), classLists(citers)));

/** Originality of one patent from the subclasses of its cited patents; `null` when undefined. */
export const originalityOf = (cited: readonly (readonly string[])[]): number | null =>
  single(originality(everyDocument(cited), classLists(cited)));

/** Radicalness of one patent from its own subclasses and those of its cited patents; `null` when undefined. */
export const radicalnessOf = (
  own: readonly string[],
  cited: readonly (readonly string[])[],
  variant: RadicalnessVariant,
): number | null => {
  const all = classLists([...cited, own]);
  return single(radicalness(everyDocument(cited), all, listsOf([[...listAt(all, cited.length)]]), variant));
};
