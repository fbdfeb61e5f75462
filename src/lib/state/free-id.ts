type Taken = readonly { readonly id: string }[];

/** `stem-1`, `stem-2`, …: the first that is free, counted from `from` on. */
export const freeId = (stem: string, taken: Taken, from = 1): string => {
  const ids = new Set(taken.map(({ id }) => id));
  let n = from;
  while (ids.has(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
};

/** An id counted on from how many there are, so that one that was removed is not given again at once. */
export const nextId = (stem: string, taken: Taken): string => freeId(stem, taken, taken.length + 1);

/** The id itself while it is free, else `id-2`, `id-3`, … */
export const ownOrFreeId = (id: string, taken: Taken): string =>
  taken.some((one) => one.id === id) ? freeId(id, taken, 2) : id;
