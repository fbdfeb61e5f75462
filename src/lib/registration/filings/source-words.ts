import type { RulesAt } from '../../rulebook/model';
import { registryOf } from './class-registry';
import { type DetailWord, detailWords } from './detail-words';
import type { Filing, FilingSource } from './filing';

/** Which facts the catalogue asks of a source: those of its own class, never those of another that is filed beside it. */

const NONE: ReadonlySet<string> = new Set();

/** Code of the registry matrix under which the facts of a source stand; empty = none are asked. */
const matrixCode = (rules: RulesAt, filing: Filing, { support, item }: FilingSource): string => {
  if (support !== null)
    return support.kind === 'insurance' ? 'INSURANCE' : support.kind === 'guarantee' ? 'GUARANTEE' : '';
  const own = item === null || filing.reading === 2 ? null : registryOf(rules, item.assetClass);
  return own ?? filing.index.classes[0] ?? '';
};

export const wordsOf = (
  rules: RulesAt,
  filing: Filing,
  source: FilingSource,
): ReadonlyMap<string, DetailWord> => detailWords(rules, matrixCode(rules, filing, source));

/**
 * Codes of facts that the other classes of the registry have and this asset has not, such as the invoice of a future receivable. They
 * are neither asked for nor missed.
 */
export const foreignCodes = (rules: RulesAt, filing: Filing, source: FilingSource): ReadonlySet<string> => {
  if (filing.reading === 2 || source.item === null) return NONE;
  const own = wordsOf(rules, filing, source);
  const others = filing.index.classes.flatMap((code) => [...detailWords(rules, code).keys()]);
  return new Set(others.filter((code) => !own.has(code)).map((code) => `detail.${code}`));
};
