import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import type { ScreeningAnswer } from '../../src/lib/case/screening-section';
import { EARLIER_SCREENING_METHODS } from '../../src/lib/screening/methods';
import { readyDataCase } from '../fixtures/data-asset-gates';
import { answered, asking, conditionOf } from '../fixtures/handling-case';
import { fact, wanFen, withFacts } from '../fixtures/ready-file';
import {
  GROUND,
  findingOf,
  paper,
  patent,
  pointsAnswer,
  readyCase,
  rules,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../fixtures/screening-case';

/** Answers that nobody stands for: empty names, blanks, tabs, ideographic spaces, posts that the pages once wrote. */
const NOBODY = ['', ' ', '\t', '　', '\n ', '经办', '审查人', ' 经办 '] as const;

const changing = (
  caseRecord: CaseRecord,
  change: (answer: ScreeningAnswer) => readonly ScreeningAnswer[],
): CaseRecord =>
  withSections(caseRecord, ({ screening }) => ({
    screening: { ...screening, answers: screening.answers.flatMap(change) },
  }));

const verdictsOf = (caseRecord: CaseRecord): ReadonlyMap<string, string> =>
  new Map(screen(caseRecord).findings.map((f) => [`${f.rule}@${f.subject.id}`, f.verdict]));

describe.each([
  ['专利案卷', readyCase()],
  ['数据案卷', readyDataCase()],
] as const)('%s：没有署名的有利答复', (_, whole) => {
  it.each(NOBODY)('署名为 %j：与没有答复一样，从不由未知变成通过', (by) => {
    const none = verdictsOf(changing(whole, () => []));
    const unnamed = verdictsOf(changing(whole, (answer) => [{ ...answer, by }]));
    const better = [...unnamed].filter(([key, verdict]) => verdict === 'pass' && none.get(key) !== 'pass');
    expect(better).toEqual([]);
    expect([...verdictsOf(whole)].some(([key, v]) => v === 'pass' && none.get(key) === 'unknown')).toBe(true);
  });
});

describe('逐条', () => {
  const saying = (answers: readonly ScreeningAnswer[]): CaseRecord =>
    withSections(readyCase(), ({ screening }) => ({
      screening: {
        ...screening,
        answers: [...screening.answers.filter((a) => a.rule !== answers[0]?.rule), ...answers],
      },
    }));
  const item = view('T1');
  const named = pointsAnswer(item, 4);

  it('写明了要署名', () => {
    const found = findingOf(screen(saying([{ ...named, by: '' }])), item, 'case');
    expect([found.verdict, found.points]).toEqual(['unknown', { low: 0, high: 4 }]);
    expect(found.message).toContain('没有写明由谁答复');
    expect(found.remedy).toContain('由谁答复');
  });

  it.each(['经办', '审查人'])('网页从前代写的“%s”不是署名；写明是谁的算数', (by) => {
    const found = findingOf(screen(saying([{ ...named, by }])), item, 'case');
    expect(found.verdict).toBe('unknown');
    expect(found.message).toContain('没有写明由谁答复');
    const told = saying([{ ...named, by: `${by}（虚构）` }]);
    expect(findingOf(screen(told), item, 'case').verdict).toBe('pass');
  });

  /** Leased premises whose lease ends nobody knows when: 0–3 points. 虚构. */
  const leased = (answer: Partial<ScreeningAnswer>): CaseRecord =>
    withSections(saying([{ ...pointsAnswer(view('C2'), 3), ...answer }]), ({ enterpriseFile }) => ({
      enterpriseFile: withFacts(enterpriseFile, fact('premises', 'lease')),
    }));
  const premises = (answer: Partial<ScreeningAnswer>) =>
    findingOf(screen(leased(answer)), view('C2'), 'case');

  it.each(['', '经办'])('数据之外的有利答复署名为 %j：说缺的是署名，不是证据', (by) => {
    expect(premises({}).verdict).toBe('pass');
    const found = premises({ by });
    expect(found.verdict).toBe('unknown');
    expect(found.message).toContain('没有写明由谁答复');
    expect(found.remedy).toContain('由谁答复');
    expect(found.remedy).not.toContain('附上证据');
    expect(premises({ evidence: [] }).remedy).toContain('附上证据');
  });

  it('与数据一起说的话里没有空的括号', () => {
    const T4 = view('T4');
    const file = (record: CaseRecord): CaseRecord =>
      withSections(record, ({ enterpriseFile }) => ({
        enterpriseFile: withFacts(enterpriseFile, fact('orders', wanFen(5000))),
      }));
    const said = (...points: readonly (0 | 1 | 3 | 4)[]) =>
      findingOf(screen(file(saying(points.map((p) => ({ ...pointsAnswer(T4, p), by: '' }))))), T4, 'case')
        .message;
    const texts = [said(3), said(0), said(0, 3)];
    for (const text of texts) {
      expect(text).toContain('未署名');
      expect(text).not.toMatch(/，）|（）/);
    }
    expect(texts[0]).toContain('一致');
    expect(texts[1]).toContain('从严');
    expect(texts[2]).toContain('E_ANSWERS_DIFFER');
  });

  it.each(['', '经办', '审查人'])('不利的答复没有署名（%j）也算数，写明未署名', (by) => {
    const found = findingOf(screen(saying([{ ...pointsAnswer(item, 0), by }])), item, 'case');
    expect(found.verdict).toBe('fail');
    expect(found.message).not.toContain('（）');
  });

  it.each(['', '经办', '审查人'])('第 11 项的声明署名为 %j：不算声明', (by) => {
    const rule = `${GROUND}11`;
    const declaring = (who: string): CaseRecord =>
      withSections(readyCase([patent(1, { invalidationPending: true })]), ({ screening }) => ({
        screening: {
          ...screening,
          declarations: [{ rule, subject: 'p-1', statement: '双方知悉（虚构）', by: who, evidence: [paper] }],
        },
      }));
    expect(findingOf(screen(declaring('虚构甲')), rule, 'p-1').verdict).toBe('pass');
    expect(findingOf(screen(declaring(by)), rule, 'p-1').verdict).toBe('fail');
  });

  it('另有署名的答复仍然有效；没有署名的不能抬高', () => {
    const both = saying([{ ...named, by: '' }, pointsAnswer(item, 4)]);
    expect(findingOf(screen(both), item, 'case').verdict).toBe('pass');
    const higher = saying([{ ...named, by: '' }, pointsAnswer(item, 2)]);
    expect(findingOf(screen(higher), item, 'case').verdict).not.toBe('pass');
  });

  it('第 12 项由审查人署名', () => {
    const rule = `${GROUND}12`;
    const answers = ['p-1', 'p-2'].map((id) => ({ ...verdictAnswer(rule, 'pass', id), by: '' }));
    expect(findingOf(screen(saying(answers)), rule, 'p-1').verdict).toBe('unknown');
  });

  it('续贷“没有保证人”的答复要署名', () => {
    const base = answered(asking({}), { 'cn.renewal.guarantors': 'pass' }, [paper]);
    expect(conditionOf(base, 'cn.renewal.guarantors').verdict).toBe('pass');
    const unnamed = changing(base, (answer) => [{ ...answer, by: '' }]);
    const found = conditionOf(unnamed, 'cn.renewal.guarantors');
    expect(found.verdict).toBe('unknown');
    expect(found.message).toContain('没有写明由谁答复');
  });

  it('旧版方法照旧', () => {
    const caseRecord = changing(readyDataCase(), (answer) => [{ ...answer, by: '' }]);
    const run = (id: string) =>
      EARLIER_SCREENING_METHODS.find((m) => m.id === id)?.run({
        caseRecord,
        rules: rules(),
        prior: NO_OUTPUTS,
      }).findings ?? [];
    const passes = (id: string) => run(id).filter((f) => f.verdict === 'pass').length;
    expect(passes('screening.data-asset-gates@2')).toBeGreaterThan(
      screen(caseRecord).gates.findings.filter((f) => f.verdict === 'pass').length,
    );
  });
});
