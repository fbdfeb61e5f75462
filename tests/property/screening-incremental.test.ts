import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScreener, screenCase, screenVerdicts } from '../../src/lib/screening/screen-case';
import { generatedCase } from '../bench/screen/generated-cases';
import { GROUND, priorOf, rules, verdictAnswer, withSections } from '../fixtures/screening-case';
import { type Removal, type World, inSections, removal, world } from '../fixtures/screening-worlds';

const ROOM = 120_000;
const at = rules();

const input = ({ caseRecord, prior }: World) => ({ caseRecord, prior, rules: at });

/** Edits that say something instead of taking it away. */
const addition: fc.Arbitrary<Removal> = fc.oneof(
  fc
    .tuple(fc.constantFrom('pass' as const, 'fail' as const), fc.constantFrom('p-1', 'p-2', 'p-3'))
    .map(([verdict, id]) =>
      inSections(({ screening }) => ({
        screening: {
          ...screening,
          answers: [...screening.answers, verdictAnswer(`${GROUND}12`, verdict, id)],
        },
      })),
    ),
  fc.constantFrom('流动资金', '购置设备').map((purpose) =>
    inSections(({ enterprise }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, purpose } },
    })),
  ),
  fc.nat(2).map((n) =>
    inSections(({ patents }) => ({
      patents: { ...patents, pledged: patents.records.filter((_, i) => i !== n).map((r) => r.id) },
    })),
  ),
  fc
    .constantFrom('虚构案卷', '虚构案卷改名')
    .map((title): Removal => (w) => ({ ...w, caseRecord: { ...w.caseRecord, title } })),
  fc.nat(40).map((n): Removal => (w) => {
    const other = generatedCase(n).sections;
    return {
      ...w,
      caseRecord: withSections(w.caseRecord, () => ({
        dataAssets: other.dataAssets,
        collateral: other.collateral,
      })),
    };
  }),
);

describe('逐次改动与重新核查相同', () => {
  it(
    '任何改动次序之后，记住的结果等于从头核查',
    () => {
      fc.assert(
        fc.property(
          world,
          fc.array(fc.oneof(removal, addition), { minLength: 1, maxLength: 5 }),
          (start, edits) => {
            const screener = createScreener(at);
            let now = start;
            expect(screener.screen(now.caseRecord, now.prior)).toEqual(screenCase(input(now)));
            for (const edit of edits) {
              now = edit(now);
              expect(screener.screen(now.caseRecord, now.prior)).toEqual(screenCase(input(now)));
            }
          },
        ),
        { numRuns: 15 },
      );
    },
    ROOM,
  );
});

describe('不要依据时与要依据时相同', () => {
  const line = ({
    rule,
    subject,
    verdict,
    severity,
    message,
    remedy,
  }: ReturnType<typeof screenVerdicts>['rules'][number]) => ({
    rule,
    subject,
    verdict,
    severity,
    message,
    remedy,
  });

  it(
    '每条判断、文字与结论逐字相同',
    () => {
      fc.assert(
        fc.property(fc.oneof(world, fc.nat(10_000)), (given) => {
          const caseRecord = typeof given === 'number' ? generatedCase(given) : given.caseRecord;
          const prior =
            typeof given === 'number' ? priorOf(caseRecord.sections.patents.records) : given.prior;
          const whole = screenCase({ caseRecord, rules: at, prior });
          const fast = screenVerdicts({ caseRecord, rules: at, prior });
          expect(fast.rules.map(line)).toEqual(whole.findings.map(line));
          expect(fast.decision).toBe(whole.decision.code);
        }),
        { numRuns: 25 },
      );
    },
    ROOM,
  );
});
