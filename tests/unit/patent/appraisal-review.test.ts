import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type {
  Appraisal,
  ExpertAnswer,
  PatentsSection,
  Settlement,
} from '../../../src/lib/case/patents-section';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { reviewAppraisals, settleDifference } from '../../../src/lib/patent/appraisal/appraisal-review';
import { sealOf } from '../../../src/lib/patent/appraisal/blind-appraisal';
import { sealAppraisal } from '../../../src/lib/patent/appraisal/seal-check';
import { readScheme } from '../../../src/lib/patent/scheme/scheme';
import { blankPatent, numberAnswer, optionAnswer, patentCase, patentRules } from '../../fixtures/patent-case';

const rules = patentRules();
const scheme = mustBeOk(readScheme(rules, 'gbt-42748-framework')).value;
const CODES = ['T1.1', 'T1.3', 'E2.1', 'E2.2'] as const;

const answers = (by: string, options: string): ExpertAnswer[] =>
  [...options].map((option, i) => ({ ...optionAnswer('p-1', CODES[i] ?? '', option), by }));
const sealed = async (by: string, given: ExpertAnswer[]): Promise<Appraisal> => ({
  by,
  seal: await sealOf({ by, answers: given }),
  answers: given,
});
const caseWith = (appraisals: Appraisal[], section: Partial<PatentsSection> = {}): CaseRecord =>
  patentCase({ records: [blankPatent('p-1')], pledged: ['p-1'], appraisals, ...section });
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);

// 100, 80, 60, 40, 20 for A–E: three agree, T1.3 differs by 60 and E2.2 by 20.
const two = async (): Promise<Appraisal[]> => [
  await sealed('虚构甲', answers('虚构甲', 'BACE')),
  await sealed('虚构乙', answers('虚构乙', 'BDCD')),
];

const DECISION = {
  settled: { kind: 'option', option: 'B' },
  reason: '虚构理由',
  by: '虚构丙',
  evidence: [],
} as const;
const decide = (record: CaseRecord, change: Partial<Settlement> = {}): Promise<Result<Settlement>> =>
  settleDifference(
    record,
    rules,
    { patent: 'p-1', indicator: 'T1.3' },
    { ...DECISION, evidence: [], ...change },
  );

describe('two sealed appraisals', () => {
  it('are opened: κ with its word, differences largest first, agreed answers only', async () => {
    const review = mustBeOk(await reviewAppraisals(caseWith(await two()), rules));
    expect(review.names).toEqual(['虚构甲', '虚构乙']);
    expect(review.agreement.map(({ title, pairs }) => [title, pairs])).toEqual([
      ['全部指标', 4],
      ['法律价值', 0],
      ['技术价值', 2],
      ['经济价值', 2],
    ]);
    // Points 80 100 60 20 and 80 40 60 40: Σ|d| = 60 + 20 = 80; all 16 pairs: 20+20+40+40, 0+40+60+60 … = 440 → 1 − 80·4/440.
    const all = (a: number[], b: number[]): number =>
      a.reduce((sum, x) => sum + b.reduce((s, y) => s + Math.abs(x - y), 0), 0);
    const expected = all([80, 100, 60, 20], [80, 40, 60, 40]);
    expect(review.agreement[0]?.linear.kappa).toBe((1 - (80 * 4) / expected).toFixed(4));
    expect(review.agreement[0]?.linear.word).toBe('一般');
    expect(review.agreement[1]?.linear).toMatchObject({ kappa: null, word: '不能计算' });
    expect(review.differences.map((d) => [d.indicator, d.gap, d.firstText?.slice(-6)])).toEqual([
      ['T1.3', 60, '（100 分）'.slice(-6)],
      ['E2.2', -20, '（20 分）'.slice(-6)],
    ]);
    expect([review.agreed, review.open, review.adoptable.length]).toEqual([2, 2, 2]);
    expect(review.failures).toEqual([]);
  });

  it('every κ ends in both sheets and in the table of words', async () => {
    const review = mustBeOk(await reviewAppraisals(caseWith(await two()), rules));
    const trace = review.agreement[0]?.quadratic.trace;
    expect(trace?.children.map(({ source }) => source?.kind)).toEqual(['field', 'field', 'parameter']);
  });

  it('a settlement with reason and name lets the answer in; the open difference stays out', async () => {
    const record = caseWith(await two());
    const settlement = mustBeOk(await decide(record));
    const review = mustBeOk(
      await reviewAppraisals(caseWith(await two(), { settlements: [settlement] }), rules),
    );
    expect(review.adoptable.map((a) => [a.indicator, a.answer, a.by])).toEqual([
      ['E2.1', { kind: 'option', option: 'C' }, '虚构甲'],
      ['T1.1', { kind: 'option', option: 'B' }, '虚构甲'],
      ['T1.3', { kind: 'option', option: 'B' }, '虚构丙'],
    ]);
    expect(review.open).toBe(1);
  });

  it('a settlement without reason, name or a fitting answer is refused, as is one where both agree', async () => {
    const record = caseWith(await two());
    expect(codeOf(await decide(record, { reason: ' ' }))).toBe('E_SETTLEMENT_REASON');
    expect(codeOf(await decide(record, { by: '' }))).toBe('E_SETTLEMENT_BY');
    expect(codeOf(await decide(record, { settled: { kind: 'option', option: 'Z' } }))).toBe(
      'E_ANSWER_OPTION',
    );
    expect(codeOf(await decide(record, { settled: { kind: 'number', number: '1' } }))).toBe('E_ANSWER_KIND');
    const agreed = await settleDifference(
      record,
      rules,
      { patent: 'p-1', indicator: 'T1.1' },
      { ...DECISION, evidence: [] },
    );
    expect(codeOf(agreed)).toBe('E_NO_DIFFERENCE');
  });

  it('a number that is none is refused before it can spoil the case', async () => {
    const pair = [
      await sealed('虚构甲', [{ ...numberAnswer('p-1', 'E3.2', '12'), by: '虚构甲' }]),
      await sealed('虚构乙', [{ ...numberAnswer('p-1', 'E3.2', '18'), by: '虚构乙' }]),
    ];
    const settle = (number: string): Promise<Result<Settlement>> =>
      settleDifference(
        caseWith(pair),
        rules,
        { patent: 'p-1', indicator: 'E3.2' },
        {
          ...DECISION,
          evidence: [],
          settled: { kind: 'number', number },
        },
      );
    expect(codeOf(await settle('1e1'))).toBe('E_SETTLEMENT_SHAPE');
    expect(codeOf(await settle('abc'))).toBe('E_SETTLEMENT_SHAPE');
    expect(codeOf(await settle('15'))).toBe('ok');
  });

  it('a settlement of what was not said is named and has no effect', async () => {
    const settlement = mustBeOk(await decide(caseWith(await two())));
    const other = [await sealed('虚构甲', answers('虚构甲', 'BBCE')), (await two())[1]].filter(
      (a) => a !== undefined,
    );
    const review = mustBeOk(await reviewAppraisals(caseWith(other, { settlements: [settlement] }), rules));
    expect(review.failures.map((f) => f.code)).toEqual(['E_SETTLEMENT_STALE']);
    expect(review.open).toBe(2);
  });
});

describe('what must not be opened', () => {
  it('one sheet, an open sheet, two sheets of one person', async () => {
    const [first, second] = await two();
    if (first === undefined || second === undefined) throw new Error('two sheets');
    const review = async (appraisals: Appraisal[]): Promise<string> =>
      codeOf(await reviewAppraisals(caseWith(appraisals), rules));
    expect(await review([])).toBe('E_APPRAISAL_MISSING');
    expect(await review([first])).toBe('E_APPRAISAL_MISSING');
    expect(await review([first, { ...second, seal: null }])).toBe('E_NOT_SEALED');
    const again = await sealed('虚构甲 ', answers('虚构甲 ', 'BDCD'));
    expect(await review([first, again])).toBe('E_SAME_APPRAISER');
  });

  it('a sealed answer that was changed: the seal breaks, and whose it is is named', async () => {
    const [first, second] = await two();
    if (first === undefined || second === undefined) throw new Error('two sheets');
    const changed = { ...second, answers: answers('虚构乙', 'BACD') };
    const review = await reviewAppraisals(caseWith([first, changed]), rules);
    expect(codeOf(review)).toBe('E_SEAL_BROKEN');
    expect(review.ok ? '' : review.failure.message).toContain('虚构乙');
    const reasoned = { ...second, answers: second.answers.map((a) => ({ ...a, reason: '后来补的理由' })) };
    expect(codeOf(await reviewAppraisals(caseWith([first, reasoned]), rules))).toBe('E_SEAL_BROKEN');
  });
});

describe('sealing', () => {
  const seal = async (by: string, given: ExpertAnswer[]): Promise<string> =>
    codeOf(await sealAppraisal({ by, answers: given }, scheme, caseWith([])));

  it.each<[string, ExpertAnswer[], string]>([
    ['good answers', answers('虚构甲', 'AB'), 'ok'],
    ['nothing', [], 'E_APPRAISAL_EMPTY'],
    ['an answer of another person', answers('虚构乙', 'A'), 'E_ANSWER_BY'],
    ['an option outside the scheme', answers('虚构甲', 'Z'), 'E_ANSWER_OPTION'],
    ['an unknown indicator', [{ ...optionAnswer('p-1', 'X9', 'A'), by: '虚构甲' }], 'E_ANSWER_UNKNOWN'],
    ['an unknown patent', [{ ...optionAnswer('p-9', 'T1.1', 'A'), by: '虚构甲' }], 'E_ANSWER_UNKNOWN'],
    ['one question twice', [...answers('虚构甲', 'A'), ...answers('虚构甲', 'B')], 'E_ANSWER_TWICE'],
  ])('%s', async (_what, given, code) => {
    expect(await seal('虚构甲', given)).toBe(code);
  });
});
