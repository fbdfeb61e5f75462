import { EARLIER_SCREENING_METHODS, SCREENING_METHODS } from './methods';

const wordsOf = (id: string, title: string): string => `${title}（第 ${id.slice(id.indexOf('@') + 1)} 版）`;

/** `screening.three-views@4` → `三看三评核查与结论（第 4 版）`, for every method of screening that was released. */
export const METHOD_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  [...SCREENING_METHODS, ...EARLIER_SCREENING_METHODS].map(({ id, title }) => [id, wordsOf(id, title)]),
);
