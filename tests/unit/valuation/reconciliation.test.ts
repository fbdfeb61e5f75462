import { describe, expect, it } from 'vitest';
import { type Result, mustBeOk, ok, refuse } from '../../../src/lib/kernel/result';
import { leaf } from '../../../src/lib/kernel/trace';
import { type ComparedValue, disagreement } from '../../../src/lib/valuation/compare/disagreement';
import { explainGap } from '../../../src/lib/valuation/compare/gap-explanation';
import { type ReconciliationChoice, reconcile } from '../../../src/lib/valuation/compare/reconciliation';
import { readDisagreementBands } from '../../../src/lib/valuation/simulation/uncertainty-rules';
import { patentRules } from '../../fixtures/patent-case';

const valued = (method: string, value: bigint, low = value, high = value): ComparedValue => ({
  method,
  title: `虚构方法 ${method}`,
  valueFen: value,
  lowFen: low,
  highFen: high,
  trace: leaf({ id: method, label: method, value: value.toString(), unit: 'fen', confidence: 'secondary' }),
});

const codeOf = (result: Result<unknown>): string =>
  result.ok ? 'ok' : `${result.failure.code} ${result.failure.path}`;

describe('disagreement', () => {
  const bands = mustBeOk(readDisagreementBands(patentRules()));
  const of = (...values: ComparedValue[]) => disagreement(values, bands, 'd');

  // 100, 120, 200: (200 − 100) / 120 = 0.833333; ln 2 = 0.693147; ln 1.2 = 0.182322; ln (5/3) = 0.510826.
  it('is (max − min) ÷ median with ln of every pair', () => {
    const found = mustBeOk(
      of(valued('c', 200n, 150n, 250n), valued('a', 100n, 80n, 160n), valued('b', 120n)),
    );
    expect(found.spread).toBe('0.833333');
    expect(found.band?.level).toBe('far');
    expect(found.pairs).toEqual([
      { lower: 'a', higher: 'c', logRatio: '0.693147', rangesOverlap: true },
      { lower: 'b', higher: 'c', logRatio: '0.510826', rangesOverlap: false },
      { lower: 'a', higher: 'b', logRatio: '0.182322', rangesOverlap: true },
    ]);
    expect(found.trace).toMatchObject({ value: '0.833333', confidence: 'assumption' });
  });

  it('does not depend on the order of the methods', () => {
    const [a, b, c] = [valued('a', 5n), valued('b', 5n), valued('c', 9n)];
    expect(mustBeOk(of(c, a, b))).toEqual(mustBeOk(of(b, c, a)));
  });

  // 100 and 120: 20 / 110 = 0.1818 close; 90 and 110: 20 / 100 = 0.2, still close; 75 and 125: 0.5, still apart.
  it('a band holds its upper limit; an institution sets its own', () => {
    const level = (a: bigint, b: bigint) => mustBeOk(of(valued('a', a), valued('b', b))).band?.level;
    expect([
      level(100n, 120n),
      level(90n, 110n),
      level(89n, 110n),
      level(75n, 125n),
      level(74n, 126n),
    ]).toEqual(['close', 'close', 'apart', 'apart', 'far']);
    const band = (upTo: string | null) => ({ level: 'far', title: 't', upTo, asks: '' });
    const read = (...rows: ReturnType<typeof band>[]) =>
      codeOf(readDisagreementBands(patentRules({ 'valuation.disagreement-bands': rows }))).split(' ')[0];
    expect(read(band('1.5'), band(null))).toBe('ok');
    expect([read(band('1')), read(band(null), band(null)), read(band('2'), band('1'), band(null))]).toEqual([
      'E_RULE_SHAPE',
      'E_RULE_SHAPE',
      'E_RULE_SHAPE',
    ]);
  });

  it('a zero leaves the ratio unknown, a zero median the spread', () => {
    expect(mustBeOk(of(valued('a', 0n), valued('b', 0n), valued('c', 9n)))).toMatchObject({
      spread: null,
      band: null,
    });
    expect(mustBeOk(of(valued('a', 0n), valued('b', 9n))).pairs[0]?.logRatio).toBeNull();
  });

  it('needs two different methods, none negative', () => {
    expect(codeOf(of(valued('a', 1n)))).toMatch('E_TOO_FEW');
    expect(codeOf(of(valued('a', 1n), valued('a', 2n)))).toMatch('E_TWICE');
    expect(codeOf(of(valued('a', -1n), valued('b', 2n)))).toMatch('E_RANGE');
  });
});

describe('what explains a gap', () => {
  const inputs = [
    { key: 'sales', label: '收入' },
    { key: 'rate', label: '许可费率' },
  ] as const;
  type Key = (typeof inputs)[number]['key'];
  // First: 100 × 2 = 200. Second: 150 × 3 with 30 on top = 480.
  const at = (swapped: ReadonlySet<Key>): Result<bigint> =>
    ok((swapped.has('sales') ? 150n : 100n) * (swapped.has('rate') ? 3n : 2n));

  // Alone: +100 each. Together 450 − 200 = 250: each 100 + half of the joint 50 = 125. Rest of 280: 30 is the method's.
  it('swaps inputs one by one and in every order', () => {
    const found = mustBeOk(explainGap({ fromFen: 200n, toFen: 480n, inputs }, at));
    expect(found).toEqual({
      gapFen: '280',
      parts: [
        { key: 'rate', label: '许可费率', aloneFen: '100', shareFen: '125' },
        { key: 'sales', label: '收入', aloneFen: '100', shareFen: '125' },
      ],
      methodFen: '30',
    });
  });

  // Three inputs, product of 1+swap each: 8 − 1 = 7 over three equal inputs, 2.33 each; whole 分 sum to 7.
  it('whole shares sum to the gap', () => {
    const three = ['a', 'b', 'c'].map((key) => ({ key, label: key }));
    const found = mustBeOk(
      explainGap({ fromFen: 1n, toFen: 8n, inputs: three }, (swapped) => ok(1n << BigInt(swapped.size))),
    );
    expect(found.parts.map(({ shareFen }) => shareFen)).toEqual(['3', '2', '2']);
    expect(found.methodFen).toBe('0');
  });

  it('an input without effect has no share; falling values count as well', () => {
    const found = mustBeOk(
      explainGap({ fromFen: 10n, toFen: 4n, inputs }, (swapped) => ok(swapped.has('rate') ? 3n : 10n)),
    );
    expect(found.parts.map(({ key, shareFen }) => [key, shareFen])).toEqual([
      ['rate', '-7'],
      ['sales', '0'],
    ]);
    expect(found.methodFen).toBe('1');
  });

  it('refuses what it cannot compare', () => {
    expect(codeOf(explainGap({ fromFen: 199n, toFen: 1n, inputs }, at, 'p'))).toBe('E_BASE_VALUE p');
    expect(codeOf(explainGap({ fromFen: 200n, toFen: 1n, inputs: [...inputs, ...inputs] }, at))).toMatch(
      'E_TWICE',
    );
    const nine = Array.from({ length: 9 }, (_, i) => ({ key: String(i), label: '' }));
    expect(codeOf(explainGap({ fromFen: 1n, toFen: 1n, inputs: nine }, () => ok(1n)))).toMatch('E_TOO_MANY');
    const mixture = explainGap({ fromFen: 200n, toFen: 1n, inputs }, (swapped) =>
      swapped.size === 1 ? refuse('E_INCOME_PAST_LIFE', '超过年限', 'x', '') : at(swapped),
    );
    expect(mixture.ok ? '' : mixture.failure.message).toBe('换入收入后不能估值：超过年限');
  });
});

describe('reconciliation', () => {
  const values = [valued('a', 100n, 80n, 130n), valued('b', 205n, 150n, 300n), valued('c', 900n, 50n, 1000n)];
  const choice: ReconciliationChoice = {
    weights: [
      { method: 'a', weight: '0.7', reason: '收入有合同' },
      { method: 'b', weight: '0.3', reason: '可比案例较少' },
      { method: 'c', weight: '0', reason: '可比案例不成立，不采用' },
    ],
    reason: '以收益法为主',
    by: '虚构经办',
  };
  const of = (changes: Partial<ReconciliationChoice>) =>
    reconcile(values, { ...choice, ...changes }, 'r', 'p');
  const weights = (...all: [string, string, string]) =>
    choice.weights.map((weight, i) => ({ ...weight, weight: all[i] ?? '' }));

  // 0.7·100 + 0.3·205 = 131.5 → 132; low 0.7·80 + 0.3·150 = 101; high 0.7·130 + 0.3·300 = 181; c carries nothing.
  it('weighs values and ranges, and shows what weighing hides', () => {
    const found = mustBeOk(of({}));
    expect(found).toMatchObject({
      valueFen: '132',
      lowFen: '101',
      highFen: '181',
      envelopeLowFen: '80',
      envelopeHighFen: '300',
    });
    expect(found.trace).toMatchObject({
      id: 'r',
      value: '132',
      confidence: 'assumption',
      note: '以收益法为主',
    });
    expect(found.trace.children.map(({ note }) => note)).toEqual(choice.weights.map(({ reason }) => reason));
    expect(found.trace.children[1]?.children[0]?.source).toMatchObject({
      path: 'p.weights[1].weight',
      by: '虚构经办',
    });
  });

  it('needs a written reason, for the whole and for every weight', () => {
    for (const empty of ['', '   ', '……', '\u3000\n', '--'])
      expect(codeOf(of({ reason: empty }))).toBe('E_REASON p.reason');
    const silent = choice.weights.map((weight, i) => (i === 2 ? { ...weight, reason: ' ' } : weight));
    expect(codeOf(of({ weights: silent }))).toBe('E_REASON p.weights[2].reason');
  });

  it('needs somebody who answers for it', () => {
    expect(codeOf(of({ by: ' ' }))).toBe('E_MISSING p.by');
  });

  it('needs weights that sum to exactly 1', () => {
    expect(codeOf(of({ weights: weights('0.7', '0.3', '0.0000000001') }))).toBe('E_WEIGHTS_SUM p.weights');
    expect(codeOf(of({ weights: weights('0.7', '0.2', '0') }))).toBe('E_WEIGHTS_SUM p.weights');
    expect(codeOf(of({ weights: weights('0.1', '0.2', '0.7') }))).toBe('ok');
    expect(codeOf(of({ weights: weights('1.5', '-0.5', '0') }))).toBe('E_WEIGHT p.weights[0].weight');
    expect(codeOf(of({ weights: weights('7e-1', '0.3', '0') }))).toBe('E_WEIGHT p.weights[0].weight');
  });

  it('needs one weight for every method and no other', () => {
    expect(codeOf(of({ weights: choice.weights.slice(0, 2) }))).toBe('E_MISSING p.weights');
    expect(codeOf(of({ weights: [...choice.weights, ...choice.weights.slice(2)] }))).toBe(
      'E_TWICE p.weights',
    );
    const other = { method: 'z', weight: '0', reason: '无' };
    expect(codeOf(of({ weights: [...choice.weights, other] }))).toBe('E_UNKNOWN_METHOD p.weights[3]');
    expect(codeOf(reconcile([], { ...choice, weights: [] }, 'r'))).toMatch('E_TOO_FEW');
  });
});
