import * as v from 'valibot';

/** What a value must be like to be taken for the name of a person, and how many such values make a column one of names. */
export const nameScreenRule = v.strictObject({
  /** Single-character surnames in one text. */
  surnames: v.pipe(v.string(), v.minLength(1)),
  doubleSurnames: v.array(v.pipe(v.string(), v.regex(/^\p{Script=Han}{2}$/u))),
  /** Ordinary words that begin like a name. */
  words: v.array(v.pipe(v.string(), v.minLength(1))),
  /** Last characters of places, units and measures, in one text. */
  endings: v.string(),
  /** Different names, and their share of the different values in hundredths, from which a column is suspected. */
  distinct: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  sharePercent: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)),
});
export type NameScreenRule = v.InferOutput<typeof nameScreenRule>;

export interface NameScreen {
  /** Whether a value looks like a Chinese personal name: surname and one or two characters. Says nothing certain. */
  readonly isLike: (value: string) => boolean;
  /** Whether so many different values that look like names, of so many different values, make a column suspected. */
  readonly isEnough: (alike: number, different: number) => boolean;
  /**
   * Whether values look like names of people.
   * @param values different values with how often each occurs
   * @returns occurrences that look like names; 0 when the column is not suspected
   */
  readonly suspected: (values: readonly { readonly text: string; readonly count: number }[]) => number;
}

const HAN = /^\p{Script=Han}{2,4}$/u;

export const nameScreen = (rule: NameScreenRule): NameScreen => {
  const single = new Set(rule.surnames);
  const double = new Set(rule.doubleSurnames);
  const words = new Set(rule.words);
  const endings = new Set(rule.endings);
  const isLike = (value: string): boolean => {
    const text = value.trim();
    if (!HAN.test(text) || words.has(text)) return false;
    const characters = [...text];
    if (endings.has(characters.at(-1) ?? '')) return false;
    return double.has(characters.slice(0, 2).join(''))
      ? characters.length >= 3
      : characters.length <= 3 && single.has(characters[0] ?? '');
  };
  const isEnough = (alike: number, different: number): boolean =>
    alike >= rule.distinct && alike * 100 >= different * rule.sharePercent;
  return {
    isLike,
    isEnough,
    suspected: (values) => {
      const alike = values.filter(({ text }) => isLike(text));
      return isEnough(alike.length, values.length) ? alike.reduce((sum, { count }) => sum + count, 0) : 0;
    },
  };
};
