import * as v from 'valibot';
import { region } from '../../case/schema-parts';
import { INDUSTRY_SECTIONS } from '../../kernel/industry';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { readAssetClass } from '../asset-class';
import { PRODUCT_FIELDS, type ProductField } from './product-model';

const texts = v.array(v.string());
const field = v.picklist(PRODUCT_FIELDS);
const columns = v.record(field, texts);
const ambiguous = v.record(v.string(), v.array(field));
const lists = v.record(v.string(), texts);
const words = v.object({
  any: texts,
  enterpriseTypes: lists,
  securities: lists,
  classes: lists,
  kinds: v.object({ credit: texts, other: texts }),
});
const regions = v.record(v.string(), region);

/** Key of a word: full width and spaces folded, quotes left out. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s"“”'‘’]+/g, '')
    .toLowerCase();

/** Everything a catalogue is read with. Maps are keyed by folded words. */
export interface ProductWords {
  readonly headings: ReadonlyMap<string, { readonly field: ProductField; readonly rank: number }>;
  readonly doubtful: ReadonlyMap<string, readonly ProductField[]>;
  /** Headings of columns that hold no condition. */
  readonly plain: ReadonlySet<string>;
  readonly any: ReadonlySet<string>;
  readonly enterpriseTypes: ReadonlyMap<string, string>;
  readonly securities: ReadonlyMap<string, string>;
  readonly classes: ReadonlyMap<string, readonly string[]>;
  readonly kinds: ReadonlyMap<string, 'credit' | 'other'>;
  /** Names, longest first. */
  readonly regions: readonly (readonly [name: string, code: string])[];
}

const byWord = (table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(table).flatMap(([meaning, names]) =>
      names.map((name): [string, string] => [fold(name), meaning]),
    ),
  );

/** Reads `collateral.products.*`. Fails as rules do. */
export const readProductWords = (rules: RulesAt): Result<ProductWords> => {
  const heads = readTyped(rules, 'collateral.products.columns', columns);
  if (!heads.ok) return heads;
  const doubts = readTyped(rules, 'collateral.products.ambiguous-columns', ambiguous);
  if (!doubts.ok) return doubts;
  const plain = readTyped(rules, 'collateral.products.other-columns', texts);
  if (!plain.ok) return plain;
  const used = readTyped(rules, 'collateral.products.words', words);
  if (!used.ok) return used;
  const places = readTyped(rules, 'collateral.products.regions', regions);
  if (!places.ok) return places;
  const headings = new Map<string, { field: ProductField; rank: number }>();
  for (const name of PRODUCT_FIELDS)
    (heads.value.value[name] ?? []).forEach((heading, rank) => {
      const key = fold(heading);
      if (!headings.has(key)) headings.set(key, { field: name, rank });
    });
  const { any, enterpriseTypes, securities, classes, kinds } = used.value.value;
  return ok({
    headings,
    doubtful: new Map(Object.entries(doubts.value.value).map(([heading, fields]) => [fold(heading), fields])),
    plain: new Set(plain.value.value.map(fold)),
    any: new Set(any.map(fold)),
    enterpriseTypes: byWord(enterpriseTypes),
    securities: byWord(securities),
    classes: new Map(Object.entries(classes).map(([word, codes]) => [fold(word), codes])),
    kinds: new Map([
      ...kinds.credit.map((word): [string, 'credit'] => [fold(word), 'credit']),
      ...kinds.other.map((word): [string, 'other'] => [fold(word), 'other']),
    ]),
    regions: Object.entries(places.value.value)
      .map(([name, code]) => [fold(name), code] as const)
      .sort((a, b) => b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1)),
  });
};

/** Code of a place named from the outside in (`浙江省丽水市莲都区`), or by its own name. `null` = not in the table. */
export const regionCode = ({ regions: names }: ProductWords, text: string): string | null => {
  let rest = fold(text).replace(/(范围内|全域|辖区内?|行政区域内|境内|内)$/, '');
  let code: string | null = null;
  while (rest !== '') {
    const found = names.find(([name]) => rest.startsWith(name));
    if (found === undefined) return null;
    const [name, next] = found;
    // A place must lie inside the one named before it.
    if (code !== null && code !== 'cn' && !next.startsWith(code)) return null;
    code = next;
    rest = rest.slice(name.length);
  }
  return code;
};

/** What codes are called on the page. */
export interface ProductLabels {
  readonly type: (code: string) => string;
  readonly security: (code: string) => string;
  readonly assetClass: (code: string) => string;
  readonly region: (code: string) => string;
  readonly industry: (code: string) => string;
}

const asIs = (code: string): string => code;
export const CODES_ONLY: ProductLabels = {
  type: asIs,
  security: asIs,
  assetClass: asIs,
  region: asIs,
  industry: asIs,
};

const industryName = (code: string): string => {
  const section = INDUSTRY_SECTIONS.find((one) => one.code === code.slice(0, 1));
  const division = section?.divisions.find((one) => one.code === code.slice(1, 3));
  const title = division?.title ?? section?.title;
  return title === undefined ? code : `${code} ${title}`;
};

/** The first word of the rules for each code; the code itself where there is none. */
export const readProductLabels = (rules: RulesAt): ProductLabels => {
  const used = readTyped(rules, 'collateral.products.words', words);
  const places = readTyped(rules, 'collateral.products.regions', regions);
  const first = (table: Readonly<Record<string, readonly string[]>>) => (code: string) =>
    (Object.hasOwn(table, code) ? table[code]?.[0] : undefined) ?? code;
  const names = new Map<string, string>();
  if (places.ok)
    for (const [name, code] of Object.entries(places.value.value))
      if (!names.has(code)) names.set(code, name);
  return {
    type: used.ok ? first(used.value.value.enterpriseTypes) : asIs,
    security: used.ok ? first(used.value.value.securities) : asIs,
    assetClass: (code) => {
      const read = readAssetClass(rules, code);
      return read.ok ? read.value.name : code;
    },
    region: (code) => names.get(code) ?? code,
    industry: industryName,
  };
};
