import type { JsonValue } from '../lib/kernel/json';

/** What an answer says as a document says it: plain JSON values, nothing that is `undefined`. */
export const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;
