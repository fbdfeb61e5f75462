import { PRODUCT_FIELDS } from '../../src/lib/collateral/products/product-model';
import { ok } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../case-rules';
import { catalogueOf, detailsOfProduct, matchOfCase } from '../products';
import type { HandlersOf } from './types';

/** 金融计算器: product catalogues held against a case. */
export const productHandlers: Pick<
  HandlersOf<'collateral'>,
  'readCatalogue' | 'matchCatalogue' | 'productDetails'
> = {
  readCatalogue: async (input) => {
    const rules = rulesOfCase(input.caseRecord);
    if (!rules.ok) return rules;
    const read = await catalogueOf(input, rules.value);
    if (!read.ok) return read;
    const { fileName, sha256, products, otherProducts, banks, failures, questions, columns, unmapped } =
      read.value;
    return ok({
      fileName,
      sha256,
      products: products.length,
      otherProducts,
      banks,
      failures,
      questions,
      columns: columns.map(({ header, field }) => ({ header, field })),
      unmapped,
      fields: PRODUCT_FIELDS,
    });
  },

  matchCatalogue: (input) => matchOfCase(input),

  productDetails: (input) => detailsOfProduct(input),
};
