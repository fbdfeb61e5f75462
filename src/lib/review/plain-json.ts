import type { JsonValue } from '../kernel/json';

/** JSON of plain data, absent optional fields left out: the form in which packages carry results. */
export const plainJson = (value: unknown): JsonValue => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object') throw new Error(`${typeof value} cannot be written as JSON`);
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, plainJson(item)]));
};
