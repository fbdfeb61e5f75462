import type { Decimal } from '../../kernel/decimal';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { NOT_NEGATIVE } from '../domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../entered';
import { type Term, amountStep, shown } from '../term';

/** More units sold: (Q1 − Q0) · (price − unit cost). Quantities in units, prices in 元 per unit. */
export interface VolumeIncrement {
  readonly kind: 'volume';
  readonly quantityBefore: Entered;
  readonly quantityAfter: Entered;
  readonly price: Entered;
  readonly unitCost: Entered;
}

/** A higher price: (P1 − P0) · Q. */
export interface PriceIncrement {
  readonly kind: 'price';
  readonly priceBefore: Entered;
  readonly priceAfter: Entered;
  readonly quantity: Entered;
}

/** A lower unit cost: (C0 − C1) · Q. */
export interface CostIncrement {
  readonly kind: 'cost';
  readonly costBefore: Entered;
  readonly costAfter: Entered;
  readonly quantity: Entered;
}

export type Increment = VolumeIncrement | PriceIncrement | CostIncrement;

const KIND_LABEL: Readonly<Record<Increment['kind'], string>> = {
  volume: '销量增加',
  price: '售价提高',
  cost: '成本节约',
};

const LABELS = {
  quantityBefore: '原销量 Q0（件）',
  quantityAfter: '新销量 Q1（件）',
  price: '单价（元/件）',
  unitCost: '单位成本（元/件）',
  priceBefore: '原单价 P0（元/件）',
  priceAfter: '新单价 P1（元/件）',
  costBefore: '原单位成本 C0（元/件）',
  costAfter: '新单位成本 C1（元/件）',
  quantity: '销量 Q（件）',
} as const;

const step = (
  place: Place,
  kind: Increment['kind'],
  year: number,
  value: Decimal,
  formula: string,
  terms: readonly Term[],
): Term =>
  amountStep({
    id: `${place.id}/year-${year}/${kind}`,
    label: `第 ${year} 年增量收益（${KIND_LABEL[kind]}）`,
    value,
    formula,
    children: terms.map(({ node }) => node),
  });

/** Δ of one increment before tax, 元 unrounded; negative when the patents made it worse. */
export const readIncrement = (
  place: Place,
  path: string,
  year: number,
  increment: Increment,
): Result<Term> => {
  const read = (name: keyof typeof LABELS, entered: Entered): Result<Term> =>
    readEntered(
      place,
      {
        field: `${path}.${name}`,
        label: `第 ${year} 年${LABELS[name]}`,
        domain: NOT_NEGATIVE,
        unit: 'none',
      },
      entered,
    );
  switch (increment.kind) {
    case 'volume':
      return mapResult(
        allOf({
          before: read('quantityBefore', increment.quantityBefore),
          after: read('quantityAfter', increment.quantityAfter),
          price: read('price', increment.price),
          cost: read('unitCost', increment.unitCost),
        }),
        ({ before, after, price, cost }) =>
          step(
            place,
            'volume',
            year,
            after.value.minus(before.value).times(price.value.minus(cost.value)),
            `(${shown(after)} − ${shown(before)}) 件 × (${shown(price)} − ${shown(cost)}) 元`,
            [before, after, price, cost],
          ),
      );
    case 'price':
      return mapResult(
        allOf({
          before: read('priceBefore', increment.priceBefore),
          after: read('priceAfter', increment.priceAfter),
          quantity: read('quantity', increment.quantity),
        }),
        ({ before, after, quantity }) =>
          step(
            place,
            'price',
            year,
            after.value.minus(before.value).times(quantity.value),
            `(${shown(after)} − ${shown(before)}) 元 × ${shown(quantity)} 件`,
            [before, after, quantity],
          ),
      );
    case 'cost':
      return mapResult(
        allOf({
          before: read('costBefore', increment.costBefore),
          after: read('costAfter', increment.costAfter),
          quantity: read('quantity', increment.quantity),
        }),
        ({ before, after, quantity }) =>
          step(
            place,
            'cost',
            year,
            before.value.minus(after.value).times(quantity.value),
            `(${shown(before)} − ${shown(after)}) 元 × ${shown(quantity)} 件`,
            [before, after, quantity],
          ),
      );
  }
};

/** Whether two entered numbers may stand for the same thing; gaps and faults are found when they are read. */
const same = (a: Entered | undefined, b: Entered | undefined): boolean =>
  a === undefined || b === undefined || a.value === null || b.value === null || a.value === b.value;

/**
 * Increments of one year add up only if they share their corner: new volume at the old margin, price and cost changes on
 * the new volume. Then Σ Δ = (P1 − C1)·Q1 − (P0 − C0)·Q0, with nothing counted twice.
 * Fails with `E_INCREMENT_TWICE` (a kind twice) or `E_INCREMENT_OVERLAP`.
 */
export const incrementsAgree = (
  place: Place,
  field: string,
  year: readonly Increment[],
): Result<undefined> => {
  const path = fieldPath(place, field);
  if (new Set(year.map(({ kind }) => kind)).size !== year.length)
    return refuse('E_INCREMENT_TWICE', '同一年内同类增量写了两次', path, '每年每类增量只写一次');
  const volume = year.find((one) => one.kind === 'volume');
  const price = year.find((one) => one.kind === 'price');
  const cost = year.find((one) => one.kind === 'cost');
  const after = volume?.quantityAfter ?? price?.quantity;
  const agree =
    same(price?.quantity, after) &&
    same(cost?.quantity, after) &&
    same(volume?.price, price?.priceBefore) &&
    same(volume?.unitCost, cost?.costBefore);
  return agree
    ? ok(undefined)
    : refuse(
        'E_INCREMENT_OVERLAP',
        '同一年的几项增量口径不一致，相加会重复或遗漏',
        path,
        '销量增量按原单价、原成本计，价格和成本增量按新销量计，请统一后再填',
      );
};
