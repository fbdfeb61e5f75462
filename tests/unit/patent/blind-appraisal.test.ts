import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  type BlindAppraisal,
  compareAppraisals,
  sealOf,
} from '../../../src/lib/patent/appraisal/blind-appraisal';
import { readScheme } from '../../../src/lib/patent/scheme/scheme';
import { settle, settledAnswers } from '../../../src/lib/patent/appraisal/settlement';
import { numberAnswer, optionAnswer, patentRules } from '../../fixtures/patent-case';

const scheme = mustBeOk(readScheme(patentRules(), 'gbt-42748-framework')).value;
const FIVE = ['T1.1', 'T1.3', 'E2.1', 'E2.2'] as const;

/** Answers on the five-level scale: A 100, B 80, C 60, D 40, E 20. */
const appraisal = (by: string, options: string): BlindAppraisal => ({
  by,
  answers: FIVE.map((code, i) => ({ ...optionAnswer('p-1', code, options[i] ?? ''), by })),
});

describe('two blind appraisals', () => {
  it('agree as the textbook κ of five categories says', () => {
    // Categories 4 3 2 1 and 4 3 2 2. Linear: Σ|d| = 1; Σ over all 16 pairs = 18 → 1 − 4/18. Quadratic: 1 and 32 → 1 − 4/32.
    const compared = mustBeOk(
      compareAppraisals(scheme, appraisal('虚构甲', 'BCDE'), appraisal('虚构乙', 'BCDD')),
    );
    expect(compared.overall.linear.kappa).toBeCloseTo(1 - 4 / 18, 12);
    expect(compared.overall.quadratic.kappa).toBeCloseTo(0.875, 12);
    expect(compared.overall.linear).toMatchObject({ pairs: 4, same: 0.75 });
    expect(compared.dimensions.map((d) => [d.key, d.linear.pairs])).toEqual([
      ['legal', 0],
      ['technical', 2],
      ['economic', 2],
    ]);
    expect(compared.dimensions[0]?.linear.kappa).toBeNull();
  });

  it('lists every difference, largest first, and what only one of them answered', () => {
    const second: BlindAppraisal = {
      by: '虚构乙',
      answers: [
        optionAnswer('p-1', 'T1.1', 'C'),
        optionAnswer('p-1', 'T1.3', 'A'),
        optionAnswer('p-2', 'E2.1', 'B'),
      ],
    };
    const compared = mustBeOk(compareAppraisals(scheme, appraisal('虚构甲', 'BCDE'), second));
    expect(compared.differences.map((d) => [d.patent, d.indicator, d.gap])).toEqual([
      ['p-1', 'T1.3', -40],
      ['p-1', 'T1.1', 20],
      ['p-1', 'E2.1', null],
      ['p-1', 'E2.2', null],
      ['p-2', 'E2.1', null],
    ]);
  });

  it('counts different numbers of one band as a difference without a gap in points', () => {
    const one = { by: '虚构甲', answers: [numberAnswer('p-1', 'E3.2', '12')] };
    const two = { by: '虚构乙', answers: [numberAnswer('p-1', 'E3.2', '18')] };
    const compared = mustBeOk(compareAppraisals(scheme, one, two));
    expect(compared.differences.map((d) => d.gap)).toEqual([0]);
  });

  it('keeps faulty and doubled answers out, and names them', () => {
    const first: BlindAppraisal = {
      by: '虚构甲',
      answers: [
        optionAnswer('p-1', 'T1.1', 'Z'),
        optionAnswer('p-1', 'X9', 'A'),
        optionAnswer('p-1', 'T1.3', 'A'),
        optionAnswer('p-1', 'T1.3', 'B'),
      ],
    };
    const compared = mustBeOk(compareAppraisals(scheme, first, appraisal('虚构乙', 'AAAA')));
    expect(compared.failures.map((f) => f.code)).toEqual([
      'E_ANSWER_OPTION',
      'E_ANSWER_UNKNOWN',
      'E_ANSWER_TWICE',
    ]);
    expect(compared.overall.linear.pairs).toBe(0);
  });

  it('must be of two people', () => {
    const same = compareAppraisals(scheme, appraisal('虚构甲', 'AAAA'), appraisal('虚构甲 ', 'BBBB'));
    expect(same.ok ? 'ok' : same.failure.code).toBe('E_SAME_APPRAISER');
  });

  it('are sealed whatever the order, and any change breaks the seal', async () => {
    const one = appraisal('虚构甲', 'BCDE');
    const seal = await sealOf(one);
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    expect(await sealOf({ ...one, answers: [...one.answers].reverse() })).toBe(seal);
    expect(await sealOf(appraisal('虚构甲', 'BCDD'))).not.toBe(seal);
    expect(await sealOf({ ...one, by: '虚构乙' })).not.toBe(seal);
  });
});

describe('a settlement', () => {
  const first = appraisal('虚构甲', 'BCDE');
  const { differences } = mustBeOk(compareAppraisals(scheme, first, appraisal('虚构乙', 'BCDD')));
  const [difference] = differences;
  if (difference === undefined) throw new Error('no difference');
  const decision = {
    settled: { kind: 'option', option: 'D' },
    reason: '对照检索报告，竞争者可绕开',
    by: '虚构丙',
    evidence: [],
  } as const;
  const attempt = (change: Partial<typeof decision> | { settled: { kind: 'option'; option: string } }) => {
    const done = settle(scheme, difference, { ...decision, ...change, evidence: [] });
    return done.ok ? 'ok' : done.failure.code;
  };

  it('keeps both answers and needs a reason, a person and a fitting answer', () => {
    const settled = mustBeOk(settle(scheme, difference, { ...decision, evidence: [] }));
    expect([settled.first?.by, settled.second?.by, settled.by]).toEqual(['虚构甲', '虚构乙', '虚构丙']);
    expect(attempt({ settled: { kind: 'option', option: 'Z' } })).toBe('E_ANSWER_OPTION');
    expect(settle(scheme, difference, { ...decision, evidence: [], reason: ' ' }).ok).toBe(false);
    expect(settle(scheme, difference, { ...decision, evidence: [], by: '' }).ok).toBe(false);
  });

  it('takes the place of the disputed answer; open ones stay out', () => {
    const none = settledAnswers(first.answers, differences, []);
    expect([none.answers.length, none.open.length]).toEqual([3, 1]);
    const settled = mustBeOk(settle(scheme, difference, { ...decision, evidence: [] }));
    const done = settledAnswers(first.answers, differences, [settled]);
    expect(done.open).toEqual([]);
    expect(done.answers.find((a) => a.indicator === 'E2.2')).toMatchObject({
      answer: { kind: 'option', option: 'D' },
      by: '虚构丙',
    });
  });
});
