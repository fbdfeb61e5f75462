import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CollateralOffer, Figure, Finding } from '../../src/lib/case/exchange';
import { FIGURES, FINDINGS, OFFERS } from '../../src/lib/case/results/columns';
import { packResults } from '../../src/lib/case/results/pack-results';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import type { JsonValue } from '../../src/lib/kernel/json';
import { mustBeOk } from '../../src/lib/kernel/result';
import type { SourceRef, TraceNode } from '../../src/lib/kernel/trace';
import { readFigures, readFindings, readOffers } from '../../src/lib/review/results-columns';
import { plainJson } from '../../src/lib/review/plain-json';

/** Few texts, so that much is equal; some that JSON escapes or that could be taken for something else. */
const text = fc.constantFrom('甲', '乙', '', '__proto__', '\\ud800', '"\n', 'yes', 'fen');
const confidence = fc.constantFrom('verified' as const, 'secondary' as const, 'assumption' as const);
const unit = fc.constantFrom('fen' as const, 'text' as const, 'none' as const);

const source: fc.Arbitrary<SourceRef> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), path: text, label: text }),
  fc.record(
    { label: text, path: text, kind: fc.constant('field' as const), by: text },
    { requiredKeys: ['kind', 'path', 'label'] },
  ),
  fc.record({
    kind: fc.constant('cell' as const),
    file: text,
    fileName: text,
    row: fc.nat(9),
    column: text,
  }),
  fc.record({
    kind: fc.constant('parameter' as const),
    id: text,
    effectiveFrom: text,
    region: text,
    citation: fc.record({ instrument: text, article: text }, { requiredKeys: ['instrument'] }),
  }),
);

const { trace } = fc.letrec<{ trace: TraceNode }>((tie) => ({
  trace: fc.record(
    {
      id: text,
      label: text,
      value: fc.option(text),
      unit,
      formula: text,
      method: text,
      rounding: text,
      confidence,
      source,
      note: text,
      children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('trace'), { maxLength: 3 })),
    },
    { requiredKeys: ['id', 'label', 'value', 'unit', 'confidence', 'children'] },
  ),
}));

const subject = fc.record({
  kind: fc.constantFrom('case' as const, 'patent' as const),
  id: text,
  title: text,
});

const figure: fc.Arbitrary<Figure> = fc.record(
  {
    id: text,
    subject,
    label: text,
    value: fc.option(text),
    unit,
    interval: fc.record({ low: text, high: text }),
    method: text,
    confidence,
    trace,
  },
  { requiredKeys: ['id', 'subject', 'label', 'value', 'unit', 'method', 'confidence', 'trace'] },
);
const finding: fc.Arbitrary<Finding> = fc.record({
  rule: text,
  method: text,
  subject,
  title: text,
  verdict: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const),
  severity: fc.constantFrom('block' as const, 'hold' as const, 'note' as const),
  veto: fc.boolean(),
  message: text,
  remedy: text,
  confidence,
  trace,
});
const offer: fc.Arbitrary<CollateralOffer> = fc.record({
  id: text,
  subject,
  assetClass: text,
  valueFen: fc.option(text),
  enteredCreditFen: fc.option(text),
  confidence,
  trace,
});

const parsed = (json: string): JsonValue => JSON.parse(json) as JsonValue;
const plain = (value: unknown): string => canonicalJson(plainJson(value));

test('figures come back from columns as they went in, and stand in canonical JSON', () => {
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 6 }), (figures) => {
      const json = packResults(FIGURES, figures);
      expect(json).toBe(canonicalJson(parsed(json)));
      const { results, tidy } = mustBeOk(readFigures(parsed(json)));
      expect(tidy).toBe(true);
      expect(results.count).toBe(figures.length);
      expect(plain(results.all())).toBe(plain(figures));
    }),
    { numRuns: 200 },
  );
});

test('findings and offers come back too', () => {
  fc.assert(
    fc.property(
      fc.array(finding, { maxLength: 4 }),
      fc.array(offer, { maxLength: 4 }),
      (findings, offers) => {
        const [one, two] = [packResults(FINDINGS, findings), packResults(OFFERS, offers)];
        const [read, other] = [mustBeOk(readFindings(parsed(one))), mustBeOk(readOffers(parsed(two)))];
        expect([read.tidy, other.tidy]).toEqual([true, true]);
        expect(plain(read.results.all())).toBe(plain(findings));
        expect(plain(other.results.all())).toBe(plain(offers));
      },
    ),
    { numRuns: 100 },
  );
});

test('what is packed does not depend on how often a node or a source was made anew', () => {
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 4 }), (figures) => {
      const copies = JSON.parse(JSON.stringify(figures)) as Figure[];
      expect(packResults(FIGURES, copies)).toBe(packResults(FIGURES, figures));
    }),
    { numRuns: 100 },
  );
});

/** Every place of the JSON that holds a number or a list. */
const places = (json: JsonValue, at: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
  if (typeof json === 'number') return [at];
  if (typeof json !== 'object' || json === null) return [];
  const below = Object.entries(json).flatMap(([key, value]) =>
    places(value, [...at, Array.isArray(json) ? Number(key) : key]),
  );
  return Array.isArray(json) ? [at, ...below] : below;
};

const changed = (
  json: JsonValue,
  at: readonly (string | number)[],
  to: (old: unknown) => unknown,
): JsonValue => {
  const copy = structuredClone(json) as Record<string | number, unknown>;
  let holder = copy;
  for (const key of at.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = at.at(-1) ?? '';
  holder[last] = to(holder[last]);
  return copy as JsonValue;
};

test('any changed number or length is refused, untidy, or makes other results: never silently the same', () => {
  const seen = { refused: 0, untidy: 0, other: 0 };
  fc.assert(
    fc.property(
      fc.array(figure, { minLength: 1, maxLength: 3 }),
      fc.nat(),
      fc.constantFrom(-2, -1, 0, 1, 2, 1.5, 1e9),
      (figures, pick, shift) => {
        const json = parsed(packResults(FIGURES, figures));
        const all = places(json).filter((at) => at.length > 0);
        const at = all[pick % all.length] ?? [];
        const bad = changed(json, at, (old) =>
          Array.isArray(old)
            ? [...(old as unknown[]), ...(old as unknown[]).slice(0, 1)]
            : (old as number) + shift,
        );
        if (canonicalJson(bad) === canonicalJson(json)) return;
        const read = readFigures(bad);
        if (!read.ok) seen.refused += 1;
        else if (!read.value.tidy) seen.untidy += 1;
        else {
          seen.other += 1;
          expect(plain(read.value.results.all())).not.toBe(plain(figures));
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(Math.min(seen.refused, seen.untidy, seen.other)).toBeGreaterThan(0);
});
