import { Decimal } from '../../kernel/decimal';
import type { FileProduct } from '../../case/enterprise-file-section';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { Nodes } from '../check';
import type { CheckInput } from './check-input';
import { lacking, numberOf, percent, stepPoints, stepsOf } from './computation-parts';
import { factFault } from './fact-years';
import { accountYears } from '../enterprise-file/statements';
import { fileFact } from '../enterprise-file/file-fact';
import { useFact } from './file-read';
import { type Blocked, type Measure, type Measured, blocked, none, points } from './measured-check';
import { figurePart } from './ratio-measures';
import { weakestOf } from './weakest-part';

interface Products {
  readonly kind: 'products';
  readonly year: string;
  readonly products: readonly FileProduct[];
  readonly nodes: Nodes;
}

const productNode = (product: FileProduct) => (): TraceNode => {
  const path = `sections.enterpriseFile.products[${product.id}]`;
  const patents = product.patents === null ? '所用专利未知' : `用专利 ${product.patents.length} 件`;
  return leaf({
    id: `field/${path}`,
    label: `${product.year ?? ''} 年产品 ${product.name}`,
    value: product.revenueFen,
    unit: 'fen',
    confidence: 'verified',
    source: { kind: 'field', path, label: product.name },
    note: patents,
  });
};

const sameList = (a: FileProduct, b: FileProduct): boolean =>
  a.revenueFen === b.revenueFen &&
  [...(a.patents ?? ['?'])].sort().join(' ') === [...(b.patents ?? ['?'])].sort().join(' ');

/** Two lines of one product and year that say different things. */
const contradiction = (products: readonly FileProduct[]): Blocked | null => {
  const byName = new Map<string, FileProduct>();
  for (const product of products) {
    const before = byName.get(product.name);
    if (before !== undefined && !sameList(before, product))
      return blocked(
        'E_CONTRADICTION',
        `${product.year ?? ''} 年产品“${product.name}”有两条记载互相矛盾`,
        '在一企一档核对销售明细，删去不对的一条',
        [productNode(before), productNode(product)],
      );
    byName.set(product.name, product);
  }
  return null;
};

const sourceFault = (product: FileProduct, { context }: CheckInput): Blocked | null => {
  const file = context.file();
  const source = product.from === null ? undefined : file.sources.get(product.from.source);
  const gone =
    product.evidence.some((e) => e.attachment !== null && !context.answers.isPresent(e)) ||
    (source !== undefined &&
      source.attachment !== null &&
      !context.caseRecord.attachments.some((a) => a.id === source.attachment));
  if (gone)
    return blocked(
      'E_EVIDENCE_MISSING',
      `产品“${product.name}”所附的文件不在案卷中`,
      '把这份文件重新附到案卷，或改附在案的文件',
      [productNode(product)],
    );
  return source !== undefined || product.evidence.some((e) => context.answers.isPresent(e))
    ? null
    : blocked('E_UNSOURCED', `产品“${product.name}”没有写明来源`, '为产品收入补上销售明细或发票汇总', [
        productNode(product),
      ]);
};

/** The products of the newest year whose accounts may speak, sourced and without contradiction. */
const productsOf = (input: CheckInput): Products | Measured => {
  const { products } = input.context.caseRecord.sections.enterpriseFile;
  if (products.length === 0) return none('没有录入产品收入及所用专利');
  const years = accountYears(input.context.file()).map(String);
  const year = years.find((y) => products.some((p) => p.year === y));
  if (year === undefined) return none(`没有 ${years.join(' 或 ')} 全年的产品收入`);
  const own = products
    .filter((p) => p.year === year)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  const fault = own.map((p) => sourceFault(p, input)).find((f) => f !== null) ?? contradiction(own);
  if (fault !== null) return fault;
  const once = [...new Map(own.map((p) => [p.name, p])).values()];
  return { kind: 'products', year, products: once, nodes: once.map(productNode) };
};

const yuanOf = (fen: string): Decimal => new Decimal(fen);

const bySize = (a: FileProduct, b: FileProduct): number => {
  const order = yuanOf(b.revenueFen ?? '0').comparedTo(yuanOf(a.revenueFen ?? '0'));
  return order !== 0 ? order : a.name < b.name ? -1 : 1;
};

/** The largest products that together make up at least `share` of the revenue. */
const mainOf = (products: readonly FileProduct[], share: Decimal): readonly FileProduct[] => {
  const total = products.reduce((sum, p) => sum.plus(p.revenueFen ?? '0'), new Decimal(0));
  const main: FileProduct[] = [];
  let covered = new Decimal(0);
  for (const product of [...products].sort(bySize)) {
    if (main.length > 0 && covered.gte(total.times(share))) break;
    main.push(product);
    covered = covered.plus(product.revenueFen ?? '0');
  }
  return main;
};

const shareRange = (input: CheckInput, low: Decimal, high: Decimal): { low: number; high: number } | null => {
  const [a, b] = [stepPoints(low, stepsOf(input)), stepPoints(high, stepsOf(input))];
  return a === null || b === null ? null : { low: Math.min(a, b), high: Math.max(a, b) };
};

const shareText = (low: Decimal, high: Decimal): string =>
  low.eq(high) ? percent(low) : `${percent(low)} 至 ${percent(high)}`;

const pledgedOf = ({ context }: CheckInput): ReadonlySet<string> =>
  new Set(context.patents.map(({ subject }) => subject.id));

/**
 * Why the products stated may not be the main ones: they bring less of the revenue of the year than the main ones do, or nobody
 * knows what the year brought.
 */
const mainUnsettled = (
  { context }: CheckInput,
  { products, year }: Products,
  share: Decimal,
): string | null => {
  const revenue = fileFact(context.file(), 'revenue', year);
  if (!revenue.known)
    return context.earlier?.mainWithoutRevenue === true
      ? null
      : `没有 ${year} 年营业收入，列出的产品是不是主营产品未定`;
  const stated = products.reduce((sum, p) => sum.plus(p.revenueFen ?? '0'), new Decimal(0));
  return stated.lt(share.times(revenue.value))
    ? `${year} 年列出的产品只占营业收入的 ${percent(stated.dividedBy(revenue.value))}，主营产品未定`
    : null;
};

/** P9: how many of the pledged patents are used in the main products. */
export const productRelation: Measure = (input) => {
  const pledged = pledgedOf(input);
  if (pledged.size === 0) return none('案卷中还没有专利');
  const share = numberOf(input, 'main-share');
  if (share === null) return lacking('main-share');
  const found = productsOf(input);
  if (found.kind !== 'products') return found;
  if (found.products.some((p) => p.revenueFen === null))
    return points({ low: 0, high: 4 }, `${found.year} 年有产品没有收入，主营产品未定`, found.nodes);
  const main = mainOf(found.products, share);
  const used = new Set(main.flatMap((p) => p.patents ?? []).filter((id) => pledged.has(id)));
  const open = main.some((p) => p.patents === null);
  const of = (count: number): Decimal => new Decimal(count).dividedBy(pledged.size);
  const [low, high] = [of(used.size), of(open ? pledged.size : used.size)];
  const range = shareRange(input, low, high);
  if (range === null) return lacking('steps');
  const missing = mainUnsettled(input, found, share);
  if (missing !== null) {
    const open = shareRange(input, new Decimal(0), new Decimal(1));
    return open === null ? lacking('steps') : points(open, missing, found.nodes);
  }
  const names = main.map((p) => `“${p.name}”`).join('、');
  return points(
    range,
    `${found.year} 年主营产品${names}用到质押专利 ${used.size} 件，占 ${pledged.size} 件的 ${shareText(low, high)}`,
    found.nodes,
  );
};

/** P12: revenue of the products that use a patent of the case over the revenue of the year. */
export const productContribution: Measure = (input) => {
  const found = productsOf(input);
  if (found.kind !== 'products') return found;
  return (
    factFault(input) ??
    revenueFault(input, found) ??
    weakestOf([figurePart(input, { name: 'share', steps: stepsOf(input) })], 0)
  );
};

/** More product revenue than revenue: one of the two is wrong. */
const revenueFault = (input: CheckInput, { products, year, nodes }: Products): Blocked | null => {
  const revenue = useFact(input, 'revenue', year);
  if (revenue.state === 'blocked') return revenue.measured;
  if (revenue.state === 'absent') return null;
  const stated = products.reduce((sum, p) => sum.plus(p.revenueFen ?? '0'), new Decimal(0));
  return stated.gt(revenue.value)
    ? blocked(
        'E_CONTRADICTION',
        `${year} 年各产品收入合计大于营业收入`,
        '核对产品收入是否含税、是否与报表同一口径',
        [revenue.node, ...nodes],
      )
    : null;
};
