import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineCounts, lineScreener, noCounts } from '../../src/cli/screen-lines';
import { caseJson, parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { runMethods } from '../../src/lib/case/method';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import type { JsonValue } from '../../src/lib/kernel/json';
import { screenCase } from '../../src/lib/screening/screen-case';
import { rulesOfCase } from '../../workers/case-rules';
import { ASSET_METHODS } from '../../workers/methods';
import { generatedCase } from '../bench/screen/generated-cases';
import { readyCase, withSections } from '../fixtures/screening-case';
import { wholeCase } from '../fixtures/whole-case';

/** The screening of many lines against that of one case at a time with traces, figures and all methods before it. */

const ROOM = 240_000;

/** What the long way says of a line, and what it counts. */
const ordinary = (text: string, line: number, counts: LineCounts): string => {
  const read = parseCaseJson(text);
  const rules = read.ok ? rulesOfCase(read.value) : read;
  if (!read.ok || !rules.ok) {
    counts.refused += 1;
    const failure = read.ok ? (rules.ok ? null : rules.failure) : read.failure;
    if (failure === null) throw new Error('a failure expected');
    const { code, message, path, remedy } = failure;
    return JSON.stringify({ line, code, message, path, remedy });
  }
  const prior = runMethods(ASSET_METHODS, read.value, rules.value);
  const { findings, decision } = screenCase({ caseRecord: read.value, rules: rules.value, prior });
  counts.cases += 1;
  counts.decisions[decision.code] += 1;
  for (const { verdict } of findings) counts.verdicts[verdict] += 1;
  return JSON.stringify({
    line,
    case: read.value.id,
    schema: 'zhiya.screen/1',
    rules: findings.map(({ rule, subject, verdict, severity, message, remedy }) => ({
      id: rule,
      subject: subject.id,
      verdict,
      severity,
      message,
      remedy,
    })),
    decision: decision.code,
  });
};

const WHOLE = wholeCase();

/** Nothing stated, something stated, everything stated; two regions' worth of days. */
const caseRecord: fc.Arbitrary<CaseRecord> = fc
  .tuple(
    fc.oneof(
      fc.nat(10_000).map(generatedCase),
      fc.constantFrom(WHOLE, readyCase([])),
      fc
        .nat(10_000)
        .map((n) =>
          withSections(WHOLE, () => ({ enterpriseFile: generatedCase(n).sections.enterpriseFile })),
        ),
    ),
    fc.constantFrom('2026-11-20', '2026-03-10', '2024-02-29'),
  )
  .map(([record, valuationDate]) => ({ ...record, valuationDate }));

type Place = { readonly [key: string]: JsonValue } | readonly JsonValue[];

const isPlace = (value: JsonValue): value is Place => typeof value === 'object' && value !== null;

/** Every place of a document that holds others, with the names in it. */
const placesOf = (value: JsonValue): readonly (readonly [Place, string])[] =>
  isPlace(value)
    ? Object.entries(value).flatMap(([name, below]): readonly (readonly [Place, string])[] => [
        [value, name],
        ...placesOf(below),
      ])
    : [];

/** One value of the document taken away or replaced by another. */
const damaged = (record: CaseRecord, at: number, by: JsonValue | undefined): string => {
  const document = JSON.parse(caseJson(record)) as JsonValue;
  const places = placesOf(document);
  const [place, name] = places[at % places.length] ?? [];
  if (place === undefined || name === undefined) throw new Error('a document with fields expected');
  if (by === undefined) Reflect.deleteProperty(place, name);
  else Reflect.set(place, name, by);
  return canonicalJson(document);
};

const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: caseRecord.map(caseJson) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        caseRecord,
        fc.nat(),
        fc.constantFrom<JsonValue | undefined>(
          undefined,
          null,
          '',
          '0',
          -1,
          1.5,
          [],
          {},
          'dead',
          '2026-02-30',
        ),
      )
      .map(([record, at, by]) => damaged(record, at, by)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(caseRecord, fc.constantFrom('"sections":', '"id":', '"patents":', '"facts":', '"mode":'))
      .map(([record, name]) => caseJson(record).replace(name, `${name}null,${name}`)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(caseRecord, fc.nat()).map(([record, at]) => {
      const text = caseJson(record);
      return text.slice(0, at % text.length);
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom('{}', '[]', 'null', '"\\ud800"', '{"a":1,"a":1}', '-0', '﻿{}') },
);

describe('逐行核查与逐份核查相同', () => {
  it(
    '任何一组案卷，好的、坏的、改过的，逐字相同；只要总数的，总数相同',
    () => {
      fc.assert(
        fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
          const counts = noCounts();
          const expected = lines.map((text, i) => ordinary(text, i + 1, counts));
          const worded = lineScreener();
          const silent = lineScreener((record) => record, true);
          const buffers = lines.map((text) => Buffer.from(text));
          expect(buffers.map((text, i) => worded.screen(text, i + 1))).toEqual(expected);
          expect(worded.counts).toEqual(counts);
          buffers.forEach((text, i) => {
            silent.screen(text, i + 1);
          });
          expect(silent.counts).toEqual(counts);
        }),
        { numRuns: 30 },
      );
    },
    ROOM,
  );
});
