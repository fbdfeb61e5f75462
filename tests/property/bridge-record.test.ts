import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, deltaOf } from '../../src/lib/bridge/record-delta';
import { RecordReceiver, RecordSender } from '../../src/lib/bridge/record-link';
import { mustBeOk } from '../../src/lib/kernel/result';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string({ maxLength: 6 }));
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 8 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie('tree'), { maxKeys: 6 }),
  ),
}));

/** Replaces something somewhere, as the page does: a new object on the way down, everything beside it the same object. */
const replaced = (value: Json, picks: readonly number[], fresh: Json): Json => {
  const [pick = 0, ...rest] = picks;
  if (Array.isArray(value)) {
    const at = value.length === 0 ? 0 : pick % value.length;
    const [way = 0, ...deeper] = rest;
    switch (way % 5) {
      case 0:
        return [...value.slice(0, at), fresh, ...value.slice(at)];
      case 1:
        return value.filter((_, i) => i !== at);
      case 2:
        return [...value].reverse();
      case 3:
        return [...value, ...value];
      default:
        return value.map((item, i) => (i === at ? replaced(item, deeper, fresh) : item));
    }
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    const key = keys[pick % Math.max(keys.length, 1)];
    if (key === undefined || rest.length === 0) return { ...value, added: fresh };
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, fresh) : item]),
    );
  }
  return fresh;
};

const picks = fc.array(fc.nat(40), { minLength: 1, maxLength: 10 });
const copy = (value: unknown): unknown => structuredClone(value);

describe('record delta', () => {
  it('leads from any value to any other', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(applyDelta(copy(before), copy(deltaOf(before, after)) as never)).toEqual(after);
      }),
    );
  });

  it('leads to a value made by replacing parts, across a border that copies', () => {
    fc.assert(
      fc.property(tree, picks, tree, (before, path, fresh) => {
        const after = replaced(before, path, fresh);
        const delta = copy(deltaOf(before, after)) as ReturnType<typeof deltaOf>;
        const arrived = applyDelta(copy(before), delta);
        expect(arrived).toEqual(after);
        expect(JSON.stringify(arrived)).toBe(JSON.stringify(after)); // keys in their order, too
      }),
      { numRuns: 400 },
    );
  });

  it('a link that sees many changes ends with the last record, and leaves earlier ones as they were', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 4 }), tree, { maxKeys: 6 }),
        fc.array(fc.tuple(picks, tree), { maxLength: 6 }),
        (first, changes) => {
          const sender = new RecordSender();
          const receiver = new RecordReceiver();
          let record: Json = first;
          const seen: { at: unknown; text: string }[] = [];
          for (const [path, fresh] of [[[], null] as const, ...changes]) {
            const next: Json = path.length === 0 ? record : replaced(record, path, fresh);
            if (typeof next !== 'object' || next === null) continue;
            record = next;
            const at = mustBeOk(receiver.read(copy(sender.message(next)) as never));
            expect(at).toEqual(next);
            seen.push({ at, text: JSON.stringify(next) });
          }
          for (const { at, text } of seen) expect(JSON.stringify(at)).toBe(text);
        },
      ),
    );
  });
});
