import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { STEPS, STEP_TITLE, type StepId, gapsOf, stepsOf } from '../../../src/lib/state/steps';
import { emptyCase } from '../case/sample';
import { smallCase } from '../../fixtures/small-case';
import { type Answers, finding, results } from './stand-ins';

/** Engines that answered and found nothing amiss. */
const CLEAN: Answers = {
  screening: [finding('a', 'pass')],
  residualFen: '0',
  registration: [finding('r', 'pass', 'registration.completeness@1')],
};

const stateOf = (step: StepId, record: CaseRecord, answers: Answers): string | undefined =>
  stepsOf(record, results(answers)).find(({ id }) => id === step)?.state;

const noteOf = (step: StepId, record: CaseRecord, answers: Answers): string | undefined =>
  stepsOf(record, results(answers)).find(({ id }) => id === step)?.note;

const textsAt = (step: StepId, record: CaseRecord, answers: Answers): readonly string[] =>
  gapsOf(record, results(answers))
    .filter((gap) => gap.step === step)
    .map(({ text }) => text);

describe('steps of a case', () => {
  it('are the six steps in their order, each with a title', () => {
    expect(stepsOf(emptyCase(), results({})).map(({ id }) => id)).toEqual(STEPS);
    expect(STEPS.map((id) => STEP_TITLE[id])).toEqual([
      '案情',
      '专利',
      '数据资产',
      '三看三评',
      '押品组合',
      '登记包',
    ]);
  });

  it('stand open while nobody has begun', () => {
    const states = stepsOf(emptyCase(), results({})).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['open']));
  });

  it('are done when everything is said and every engine answered well', () => {
    const states = STEPS.map((step) => stateOf(step, smallCase(), CLEAN));
    expect(states).toEqual(['done', 'done', 'open', 'done', 'done', 'done']);
  });

  it.each(['screening', 'pool', 'package'] as const)(
    'never show %s as done while its engine has not answered: unknown is no pass',
    (step) => {
      expect(stateOf(step, smallCase(), {})).not.toBe('done');
    },
  );

  it('do not call the pool done when the residual could not be computed', () => {
    expect(stateOf('pool', smallCase(), { ...CLEAN, residualFen: null })).not.toBe('done');
  });

  it('count patents and leave the data step plainly empty', () => {
    expect([noteOf('patents', smallCase(), CLEAN), noteOf('data', smallCase(), CLEAN)]).toEqual([
      '2 件',
      '—',
    ]);
  });
});

describe('what is still missing', () => {
  it('names each fact nobody has filled in', () => {
    expect(textsAt('facts', emptyCase(), {})).toEqual([
      '企业名称未填',
      '资金需求未填',
      '债务履行期限未填',
      '质权人未填',
    ]);
    expect(textsAt('facts', smallCase(), {})).toEqual([]);
  });

  it('tells a missing list from a list without a choice', () => {
    const listed = smallCase();
    const patents = { ...listed.sections.patents, pledged: [] };
    const unchosen = { ...listed, sections: { ...listed.sections, patents } };
    expect(textsAt('patents', emptyCase(), {})).toEqual(['专利清单未导入']);
    expect(textsAt('patents', unchosen, {})).toEqual(['还没有选定质押的专利']);
    expect(textsAt('patents', listed, {})).toEqual([]);
  });

  it('keeps failed and unknown checks apart and counts each check once, over however many patents', () => {
    const screening = [
      finding('a', 'fail'),
      finding('a', 'fail'),
      finding('b', 'unknown'),
      finding('c', 'unknown'),
      finding('d', 'pass'),
    ];
    expect(textsAt('screening', smallCase(), { ...CLEAN, screening })).toEqual([
      '1 项检查不通过',
      '2 项检查未知',
    ]);
    expect(stateOf('screening', smallCase(), { ...CLEAN, screening })).toBe('hold');
  });

  it.each([
    ['unknown', ['估值方式的条件未齐']],
    ['fail', ['估值方式不符合办理条件']],
    ['pass', []],
  ] as const)('asks for the route of valuing where it is %s', (verdict, texts) => {
    const registration = [finding('patent.appraisal-route', verdict, 'patent.appraisal-route@1')];
    expect(textsAt('patents', smallCase(), { ...CLEAN, registration })).toEqual(texts);
    expect(textsAt('package', smallCase(), { ...CLEAN, registration })).toEqual([]);
  });

  it('counts papers of the registration only', () => {
    const registration = [
      finding('r1', 'unknown', 'registration.completeness@1'),
      finding('r2', 'fail', 'registration.completeness@1'),
      finding('s', 'fail', 'screening.three-views@1'),
    ];
    expect(textsAt('package', smallCase(), { ...CLEAN, registration })).toEqual(['登记材料 2 处待补']);
  });

  it('shows the open residual in 万元: 60,000,000 分 = 60 万元', () => {
    const answers = { ...CLEAN, residualFen: '60000000' };
    expect(textsAt('pool', smallCase(), answers).join()).toMatch(/^60(\.00)? 万元没有押品或增信来源$/);
    expect([stateOf('pool', smallCase(), answers), noteOf('pool', smallCase(), answers)]).toEqual([
      'hold',
      '缺 60 万',
    ]);
  });

  it.each([
    ['500000', '0.50'],
    ['199990000', '199.99'],
  ])('does not shorten a residual of %s 分 to a smaller one in the note', (residualFen, wan) => {
    // 500,000 分 = 5,000 元 = 0.50 万元; 199,990,000 分 = 1,999,900 元 = 199.99 万元.
    expect(noteOf('pool', smallCase(), { ...CLEAN, residualFen })).toContain(wan);
  });
});
