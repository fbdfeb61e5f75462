/**
 * What was worked out for one case, by name. It lies in the object it was worked out from and not in a map of the module: a
 * long-lived map keeps every case that passes through it alive until the next full collection.
 */
export type KeptValues = Map<string, unknown>;

/** The value kept under `name`, made when first asked for. One name is used by one caller only. */
export const keptOnce = <T>({ kept }: { readonly kept: KeptValues }, name: string, make: () => T): T => {
  const known = kept.get(name);
  // Kept by the same caller: of its type.
  if (known !== undefined) return known as T;
  const value = make();
  kept.set(name, value);
  return value;
};
