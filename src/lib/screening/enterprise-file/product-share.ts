import type { FileProduct } from '../../case/enterprise-file-section';
import { Decimal, fenToYuan } from '../../kernel/decimal';
import { parseFenText } from '../../kernel/fen';
import { type TraceNode, leaf } from '../../kernel/trace';
import { type Term, amountStep, ratioStep, shown } from '../../valuation/term';
import { type Computed, divisorFailure, withFacts } from './computed';
import { fileFact } from './file-fact';
import type { EnterpriseFile } from './open-file';
import { byText } from './read-direct';

const LABEL = '专利产品收入占比';

/** What one product says: its revenue uses patents, does not, or nobody has said enough. */
interface ReadProduct {
  readonly carries: boolean | null;
  readonly term: Term | null;
  readonly node: TraceNode;
}

const cellOf = (file: EnterpriseFile, product: FileProduct): TraceNode['source'] => {
  const path = `sections.enterpriseFile.products[${product.id}]`;
  const source = product.from === null ? undefined : file.sources.get(product.from.source);
  const row = product.from?.row ?? null;
  const column = source?.columns['@revenue'];
  if (source === undefined || source.sha256 === null || row === null || column === undefined)
    return { kind: 'field', path, label: product.name, ...(source === undefined ? {} : { by: source.by }) };
  const sheet = source.sheet === null ? {} : { sheet: source.sheet };
  return { kind: 'cell', file: source.sha256, fileName: source.title, ...sheet, row, column };
};

const readProduct = (file: EnterpriseFile, product: FileProduct, known: ReadonlySet<string>): ReadProduct => {
  const { patents, revenueFen, name, year } = product;
  const stray = (patents ?? []).filter((id) => !known.has(id));
  const fen = revenueFen === null ? null : parseFenText(revenueFen);
  const words =
    patents === null
      ? '尚未说明使用哪些专利'
      : stray.length > 0
        ? `所指专利不在案卷中：${stray.join('、')}`
        : patents.length === 0
          ? '不使用案卷中的专利'
          : `使用专利 ${patents.length} 件：${[...patents].sort(byText).join('、')}`;
  const node = leaf({
    id: `field/sections.enterpriseFile.products[${product.id}]`,
    label: `${year ?? '年度未知'} 产品收入 ${name}`,
    value: fen?.ok === true ? (revenueFen ?? null) : null,
    unit: 'fen',
    confidence: product.from === null && product.evidence.length === 0 ? 'assumption' : 'verified',
    source: cellOf(file, product) ?? { kind: 'field', path: product.id, label: name },
    note: words,
  });
  return {
    carries: patents === null || stray.length > 0 ? null : patents.length > 0,
    term: fen?.ok === true ? { value: fenToYuan(fen.value), node } : null,
    node,
  };
};

const sumOf = (terms: readonly Term[]): Decimal =>
  terms.reduce((sum, term) => sum.plus(term.value), new Decimal(0));

/**
 * Share of the revenue of a year that products with patents of the case bring. Products of which nobody has said whether they
 * use patents count at the low end as without; the interval says what they could add. Unknown while no product is known to use
 * patents and not all are known not to. More product revenue than revenue is a contradiction.
 */
export const patentRevenueShare = (file: EnterpriseFile, year: number): Computed => {
  const { enterpriseFile, patents } = file.caseRecord.sections;
  const known = new Set(patents.records.map(({ id }) => id));
  const products = enterpriseFile.products
    .filter((product) => product.year === String(year))
    .sort((a, b) => byText(`${a.name} ${a.id}`, `${b.name} ${b.id}`))
    .map((product) => readProduct(file, product, known));
  const revenue = fileFact(file, 'revenue', String(year));
  const nodes = (): readonly TraceNode[] => products.map(({ node }) => node);
  const carrying = products.flatMap(({ carries, term }) => (carries === true && term !== null ? [term] : []));
  const isSaid =
    carrying.length > 0 ||
    (products.length > 0 && products.every(({ carries, term }) => carries !== null && term !== null));
  if (!isSaid)
    return {
      ok: false,
      failure: {
        code: 'E_MISSING',
        message: `还没有 ${year} 年的产品收入与所用专利的对应`,
        remedy: '在一企一档列出产品、年度、收入和所用专利；不使用专利的产品选“不使用”',
      },
      nodes: () => [...nodes(), revenue.node],
    };
  return withFacts([revenue], ([below]) => {
    if (below === undefined) throw new Error('one fact gives one term');
    if (below.value.lte(0)) return divisorFailure(LABEL, below, () => [...nodes(), below.node]);
    const stated = products.flatMap(({ term }) => (term === null ? [] : [term]));
    if (sumOf(stated).gt(below.value))
      return {
        ok: false,
        failure: {
          code: 'E_CONTRADICTION',
          message: `${year} 年产品收入合计 ${sumOf(stated).toFixed()} 元，超过营业收入 ${shown(below)} 元`,
          remedy: '核对产品收入与营业收入的口径和单位',
        },
        nodes: () => [...nodes(), below.node],
      };
    const above = amountStep({
      id: `accounts/${year}/patent-revenue`,
      label: '使用案卷专利的产品收入合计',
      value: sumOf(carrying),
      formula: carrying.length === 0 ? '没有使用案卷专利的产品' : carrying.map(shown).join(' + '),
      children: nodes,
    });
    const open = products.filter(({ carries, term }) => carries === null || term === null);
    const others = products.flatMap(({ carries, term }) =>
      carries === false && term !== null ? [term] : [],
    );
    const low = above.value.dividedBy(below.value);
    const high = new Decimal(1).minus(sumOf(others).dividedBy(below.value));
    return {
      ok: true,
      term: ratioStep({
        id: `accounts/${year}/patent-revenue-share`,
        label: LABEL,
        value: low,
        formula: () => `使用案卷专利的产品收入合计 ÷ 营业收入 = ${shown(above)} ÷ ${shown(below)}`,
        children: () => [above.node, below.node],
        ...(open.length === 0 ? {} : { note: `${open.length} 个产品未说明收入或所用专利，按低端计` }),
      }),
      ...(open.length === 0 ? {} : { interval: { low, high } }),
    };
  });
};
