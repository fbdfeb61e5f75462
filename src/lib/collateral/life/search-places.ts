/** Ways of giving notice that nobody can look into: delivery, control, none at all. */
const NO_REGISTER: readonly string[] = ['DELIVERY', 'BANK_CONTROL', 'NONE'];

/** Those places of a class that keep a register which can be searched. */
export const searchable = <T extends { readonly id: string }>(places: readonly T[]): readonly T[] =>
  places.filter(({ id }) => !NO_REGISTER.includes(id));
