/** Product names that differ only in width, spaces or case are one product. */
export const productKey = (product: string): string =>
  product.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
