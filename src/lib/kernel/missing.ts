const WORDS: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '---',
  '—',
  '——',
  '–',
  '－',
  '－－',
  '/',
  '／',
  '\\',
  'N/A',
  'NA',
  '#N/A',
  'NULL',
  'NONE',
  '无',
  '暂无',
  '待定',
  '未知',
  '不详',
  '空',
]);

/**
 * Whether a cell says that there is no value (`''`, spaces, `-`, `—`, `/`, `无`, `N/A`, `待定` …).
 * Missing is `null`, never 0.
 */
export const isMissing = (text: string): boolean => text.length <= 40 && WORDS.has(text.trim().toUpperCase());
