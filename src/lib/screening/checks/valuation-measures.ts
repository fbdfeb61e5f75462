import { reference } from '../figure-parts';
import type { Nodes } from '../check';
import { collected } from '../lists';
import { lacking, pointsOf } from './computation-parts';
import { type Measure, none, points } from './measured-check';

/** Value of one product that counts, and the ends that only a reconciliation of several methods leaves. */
const PRODUCT = /^patent-product\/[^/]+$/;

/** P14: whether the internal value sheet is there, complete, and its methods reconciled. */
export const valueSheet: Measure = (input) => {
  const { figures } = input.context;
  const products = collected([...figures.keys()], (id) => (PRODUCT.test(id) ? figures.get(id) : null));
  if (products.length === 0) return none('没有内部估值底稿');
  const [reconciled, single, open] = [
    pointsOf(input, 'reconciled'),
    pointsOf(input, 'single'),
    pointsOf(input, 'open'),
  ];
  if (reconciled === null || single === null || open === null) return lacking('points');
  const nodes: Nodes = products.map((f) => () => reference(f.id, f.label, f.value, f.unit, f.confidence));
  const unvalued = products.filter((f) => f.value === null).length;
  if (unvalued > 0)
    return points(
      { low: open, high: open },
      `内部估值底稿有 ${products.length} 个产品，其中 ${unvalued} 个没有定值`,
      nodes,
    );
  const joined = products.filter(({ id }) => figures.has(`${id}/low`)).length;
  const all = joined === products.length;
  const value = all ? reconciled : single;
  return points(
    { low: value, high: value },
    all
      ? `内部估值底稿 ${products.length} 个产品，都由多种方法调和定值`
      : `内部估值底稿 ${products.length} 个产品，${products.length - joined} 个只有一种方法`,
    nodes,
  );
};
