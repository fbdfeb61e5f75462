import type { CatalogueMatch, ProductLine } from '../lib/bridge/products-contract';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { onCase, wan } from './case-commands';
import { type Answer, type Command, textOption } from './command';
import { plain } from './plain-json';
import { readBytes } from './read-input';

const WORD: Readonly<Record<ProductLine['verdict'], string>> = { yes: '可办', unknown: '待补', no: '不可办' };

const lineOf = (line: ProductLine) => ({
  id: line.id,
  record: line.record,
  bank: line.bank,
  name: line.name,
  verdict: line.verdict,
  reason: line.headline,
  counts: { ...line.counts },
  limitLowFen: line.lowFen,
  limitHighFen: line.highFen,
  limitComplete: line.limitComplete,
  rateLow: line.rateLow,
  rateHigh: line.rateHigh,
  coversNeed: line.covers,
});

const tally = ({ counts, lines, otherProducts, banks }: CatalogueMatch): string =>
  `信贷产品 ${lines.length} 个（${banks} 家机构），其他产品 ${otherProducts} 个：可办 ${counts.yes}，待补 ${counts.unknown}，不可办 ${counts.no}`;

const documentOf = (match: CatalogueMatch, summary: boolean): Answer['document'] => ({
  schema: summary ? 'zhiya.products-summary/1' : 'zhiya.products/1',
  catalogue: { fileName: match.fileName, sha256: match.sha256 },
  creditProducts: match.lines.length,
  otherProducts: match.otherProducts,
  banks: match.banks,
  verdicts: { ...match.counts },
  questions: match.questions.map(({ message }) => message),
  unmapped: match.unmapped.map(({ header }) => header),
  failures: plain(match.failures),
  ...(summary
    ? {}
    : {
        products: match.lines.map(lineOf),
        facts: match.facts.map(({ key, label, shown, note, remedy }) => ({
          key,
          label,
          shown,
          note,
          remedy,
        })),
      }),
});

const textOf = (match: CatalogueMatch, summary: boolean): string =>
  [
    tally(match),
    ...match.questions.map(({ message }) => `待答：${message}`),
    ...(match.unmapped.length === 0
      ? []
      : [`没有读的列：${match.unmapped.map(({ header }) => header).join('、')}`]),
    ...match.failures.map(({ path, message, remedy }) => `${path}：${message}。${remedy}`),
    ...(summary
      ? []
      : match.lines.map(
          (line) =>
            `${WORD[line.verdict]}  ${line.bank} ${line.name}  ${line.highFen === null ? '额度未知' : `至多 ${wan(line.highFen)}`}  ${line.headline}`,
        )),
  ].join('\n');

/**
 * Holds the products of a catalogue (CSV, XLSX) against a case: a verdict and its reason each, by verdict and then as the catalogue lists
 * them. Exit status 1 when no product fits, a line of the catalogue was refused or a column is in doubt.
 */
export const productsCommand: Command = {
  usage: 'products CASE --catalogue FILE [--summary]',
  run: onCase('products', async ({ caseRecord }, { bridge, options }): Promise<Result<Answer>> => {
    const path = textOption(options, 'catalogue');
    if (path === undefined)
      return refuse(
        'E_USAGE',
        '没有给出产品目录',
        '--catalogue',
        '请写成 zhiya products 案卷.zhiya --catalogue 目录.csv',
      );
    const file = await readBytes(path);
    if (!file.ok) return file;
    const match = await bridge.call('collateral', 'matchCatalogue', {
      fileName: file.value.name,
      bytes: file.value.bytes,
      caseRecord,
      answers: '{}',
    });
    if (!match.ok) return match;
    const summary = options['summary'] === true;
    const { counts, failures, questions } = match.value;
    return ok({
      document: documentOf(match.value, summary),
      text: textOf(match.value, summary),
      finding: counts.yes === 0 || failures.length > 0 || questions.length > 0,
    });
  }),
};
