import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import type { ScreeningAnswer } from '../../src/lib/case/screening-section';
import { EARLIER_SCREENING_METHODS } from '../../src/lib/screening/methods';
import { readyDataCase } from '../fixtures/data-asset-gates';
import { answered, asking, conditionOf } from '../fixtures/handling-case';
import {
  GROUND,
  findingOf,
  paper,
  pointsAnswer,
  readyCase,
  rules,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../fixtures/screening-case';

/** Answers that nobody stands for: empty names, blanks, tabs, ideographic spaces. */
const NOBODY = ['', ' ', '\t', '　', '\n '] as const;

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

  it('不利的答复没有署名也算数', () => {
    const found = findingOf(screen(saying([{ ...pointsAnswer(item, 0), by: '' }])), item, 'case');
    expect(found.verdict).toBe('fail');
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
