import * as v from 'valibot';
import { type Result, ok, refuse } from '../../kernel/result';
import type { ProductAnswers } from './product-columns';
import { PRODUCT_FIELDS } from './product-model';

const byColumn = <const S extends v.GenericSchema>(value: S) =>
  v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^\d{1,5}$/)), value));

const productAnswers = v.strictObject({
  fields: byColumn(v.nullable(v.picklist(PRODUCT_FIELDS))),
  moneyUnits: byColumn(v.picklist(['yuan', 'wan', 'yi'])),
  rateUnits: byColumn(v.picklist(['percent', 'ratio'])),
  timeUnits: byColumn(v.picklist(['year', 'month'])),
});

const unreadable = (): Result<never> =>
  refuse('E_ANSWERS', '对目录列名和单位的答复无法识别', '产品目录', '请重新导入这份目录并答复');

/** Answers as they are kept beside a catalogue: JSON. `E_ANSWERS` when it is something else. */
export const parseProductAnswers = (text: string): Result<ProductAnswers> => {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    return unreadable();
  }
  if (Array.isArray(tree)) return unreadable();
  const parsed = v.safeParse(productAnswers, tree);
  return parsed.success ? ok(parsed.output) : unreadable();
};
