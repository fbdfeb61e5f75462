import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Method, type MethodInput, NO_OUTPUTS } from '../../src/lib/case/method';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import type { JsonValue } from '../../src/lib/kernel/json';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { filingCompleteness, filingCompleteness2 } from '../../src/lib/registration/filings/completeness';
import { plainJson } from '../../src/lib/registration/form-json';
import type { ResolvedRule } from '../../src/lib/rulebook/model';
import { rulesFromRecord } from '../../src/lib/rulebook/resolver';

/**
 * Cases, the rules that `registration.completeness@2` read, and what it found when it was released: mixed classes in one filing, two data
 * assets with one card, another owner, an agent and none, later acts. All 虚构. Traces stand as the SHA-256 of their canonical JSON.
 */
interface ReleasedCase {
  readonly caseRecord: JsonValue;
  readonly findings: readonly JsonValue[];
  /** Places in `rules` of those that were read. */
  readonly rules: readonly number[];
}

interface Released {
  readonly cases: readonly ReleasedCase[];
  readonly rules: readonly ResolvedRule[];
}

const RELEASED = JSON.parse(
  gunzipSync(
    readFileSync(new URL('../fixtures/packages/completeness-2.json.gz', import.meta.url)),
  ).toString('utf8'),
) as Released;

const inputOf = ({ caseRecord: json, rules }: ReleasedCase): MethodInput => {
  const caseRecord = mustBeOk(parseCaseJson(canonicalJson(json)));
  const read = rules.flatMap((at) => RELEASED.rules[at] ?? []);
  const date = mustBeOk(parsePlainDate(caseRecord.valuationDate));
  return { caseRecord, rules: rulesFromRecord(read, date, caseRecord.region), prior: NO_OUTPUTS };
};

it.each(RELEASED.cases.map((one, at) => [at + 1, one] as const))(
  'case %i: the released method finds what it always found, word for word, trace for trace',
  async (_, released) => {
    const { findings } = filingCompleteness2.run(inputOf(released));
    const now = await Promise.all(
      findings.map(async ({ trace, ...finding }) => ({
        ...finding,
        trace: await sha256Hex(encodeUtf8(canonicalJson(plainJson(trace)))),
      })),
    );
    expect(plainJson(now)).toEqual(released.findings);
  },
);

it('the present method says something else of the same cases, so the test above is about something', () => {
  const words = (method: Method): string =>
    RELEASED.cases
      .flatMap((one) => method.run(inputOf(one)).findings)
      .map(({ rule, verdict, message }) => `${rule} ${verdict} ${message}`)
      .join('\n');
  expect(words(filingCompleteness)).not.toBe(words(filingCompleteness2));
});
