import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';
import { type Result, ok } from '../kernel/result';
import { type StrictJsonLimits, parseStrictJson } from '../kernel/strict-json';

export interface CanonicalReading {
  readonly value: JsonValue;
  /** Whether the text is the one form of its value (RFC 8785). */
  readonly canonical: boolean;
}

/** What only the strict reader judges: keys it forbids, and escapes that may stand for half a character. */
const DOUBTFUL = /"(?:__proto__|constructor|prototype)"|\\ud/;

/** Whether every object has its keys in order, and nothing nests deeper. */
const inOrder = (value: JsonValue, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    // Most lists hold numbers or texts, thousands of them.
    for (const item of value as readonly JsonValue[])
      if (typeof item === 'object' && !inOrder(item, depth - 1)) return false;
    return true;
  }
  let last: string | null = null;
  for (const [key, item] of Object.entries(value)) {
    if ((last !== null && key <= last) || !inOrder(item, depth - 1)) return false;
    last = key;
  }
  return true;
};

/**
 * The value where the engine's own writer gives back the very text it was read from: then no key stands twice, no number or
 * string is written otherwise, nothing follows. `null` = not so, or not certain.
 */
const readBack = (text: string, maxDepth: number): JsonValue | null => {
  if (DOUBTFUL.test(text)) return null;
  try {
    const value = JSON.parse(text) as JsonValue;
    return JSON.stringify(value) === text && inOrder(value, maxDepth) ? value : null;
  } catch {
    return null;
  }
};

/**
 * Reads JSON strictly and says whether it stands in its canonical form. Text in that form, which is what this program writes,
 * is read by the engine and proved by writing it again, many times faster; all other text goes to the strict reader.
 */
export const readCanonical = (text: string, limits: Required<StrictJsonLimits>): Result<CanonicalReading> => {
  const value = text.length > limits.maxLength ? null : readBack(text, limits.maxDepth);
  if (value !== null) return ok({ value, canonical: true });
  const strict = parseStrictJson(text, limits);
  return strict.ok ? ok({ value: strict.value, canonical: canonicalJson(strict.value) === text }) : strict;
};
