import { Decimal } from '../kernel/decimal';

/** Whether stated weights sum to exactly 1. */
export const weightsSumToOne = (rows: readonly { readonly weight: string }[]): boolean =>
  rows.reduce((sum, { weight }) => sum.plus(weight), new Decimal(0)).eq(1);
