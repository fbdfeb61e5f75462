import { excerpt, foldFullWidth, removeSpaces } from './characters';
import table from './data/gb-t-4754-2017.json';
import { type Result, ok, refuse } from './result';

/** An industry of GB/T 4754-2017《国民经济行业分类》(第1号修改单). */
export interface Industry {
  /** As given, canonical: `C`, `C39`, `C391` or `C3912`. */
  readonly code: string;
  /** 门类 `A`–`T`. */
  readonly section: string;
  /** 大类, two digits. */
  readonly division?: string;
  /** Name of the division, or of the section when none was given. */
  readonly title: string;
}

interface Division {
  readonly section: string;
  readonly title: string;
}

const SECTIONS: ReadonlyMap<string, string> = new Map(table.sections.map((s) => [s.code, s.title]));

const DIVISIONS: ReadonlyMap<string, Division> = new Map(
  table.sections.flatMap((s) =>
    s.divisions.map(([code = '', title = '']): [string, Division] => [code, { section: s.code, title }]),
  ),
);

const refuseCode = (text: string, why: string): Result<never> =>
  refuse(
    'E_INDUSTRY',
    `“${excerpt(text)}”${why}`,
    '',
    '请填写 GB/T 4754-2017 的门类字母与大类数字，例如 C39',
  );

/**
 * Reads an industry code: section (`C`), division (`39`, `C39`), or a 中类/小类 code (`391`, `C3912`), of which only
 * the division is looked up. Fails with `E_INDUSTRY`, also when letter and digits do not belong together.
 */
export const parseIndustryCode = (text: string): Result<Industry> => {
  const plain = text.length > 40 ? '' : removeSpaces(foldFullWidth(text)).toUpperCase();
  const m = /^([A-T]?)(\d{2}\d{0,2})?$/.exec(plain);
  if (m === null || plain === '') return refuseCode(text, '不是行业代码');
  const letter = m[1] ?? '';
  const digits = m[2];
  if (digits === undefined) return ok({ code: letter, section: letter, title: SECTIONS.get(letter) ?? '' });
  const division = DIVISIONS.get(digits.slice(0, 2));
  if (division === undefined) return refuseCode(text, '的大类不存在');
  if (letter !== '' && letter !== division.section)
    return refuseCode(text, `的大类属于门类 ${division.section}`);
  return ok({
    code: `${division.section}${digits}`,
    section: division.section,
    division: digits.slice(0, 2),
    title: division.title,
  });
};

/** All sections with their divisions, in the order of the standard, for a choice list. */
export const INDUSTRY_SECTIONS: readonly {
  readonly code: string;
  readonly title: string;
  readonly divisions: readonly { readonly code: string; readonly title: string }[];
}[] = table.sections.map((s) => ({
  code: s.code,
  title: s.title,
  divisions: s.divisions.map(([code = '', title = '']) => ({ code, title })),
}));
