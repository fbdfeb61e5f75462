import canonicalize from 'canonicalize';
import type { JsonValue } from './json';

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 code unit, shortest number form, no white space.
 * Equal values give equal bytes. Throws on what JSON cannot carry (NaN, lone surrogates): that is a bug of the caller,
 * because everything from outside has passed `parseStrictJson`.
 */
export const canonicalJson = (value: JsonValue): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('value cannot be written as JSON');
  return text;
};
