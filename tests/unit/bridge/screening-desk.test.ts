import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import { runMethods } from '../../../src/lib/case/method';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { screenCase } from '../../../src/lib/screening/screen-case';
import { assetOutputs } from '../../../workers/asset-outputs';
import { rulesOfCase } from '../../../workers/case-rules';
import { ASSET_METHODS } from '../../../workers/methods';
import { judgedAnew, screeningOf } from '../../../workers/screening';
import { pointsAnswer, view, withSections } from '../../fixtures/screening-case';

const SAMPLES = ['lanyu', 'anasak'].map((name) => `static/samples/${name}-case.json`);

describe.each(SAMPLES)('%s：工作线程逐次核查', (path) => {
  const caseRecord = mustBeOk(parseCaseJson(readFileSync(path, 'utf8')));
  const rules = mustBeOk(rulesOfCase(caseRecord));

  it('前序结果与直接运行方法相同，可以过线程边界', () => {
    const outputs = assetOutputs(caseRecord, rules);
    expect(structuredClone(outputs)).toEqual(runMethods(ASSET_METHODS, caseRecord, rules));
  });

  it('改一个答复：前序结果不重算，只核查一项，结果等于从头核查', () => {
    screeningOf(caseRecord, rules);
    const prior = assetOutputs(caseRecord, rules);
    const edited = withSections(caseRecord, ({ screening }) => ({
      screening: { ...screening, answers: [...screening.answers, pointsAnswer(view('T7'), 3)] },
    }));
    const after = screeningOf(edited, rules);
    expect(judgedAnew()).toBe(1);
    expect(assetOutputs(edited, rules)).toBe(prior);
    expect(structuredClone(after)).toEqual(screenCase({ caseRecord: edited, rules, prior }));
  });

  it('换了基准日，全部重新核查', () => {
    const later = { ...caseRecord, valuationDate: '2027-03-01' };
    const at = mustBeOk(rulesOfCase(later));
    const after = screeningOf(later, at);
    expect(judgedAnew()).toBeGreaterThan(30);
    const prior = runMethods(ASSET_METHODS, later, at);
    expect(after).toEqual(screenCase({ caseRecord: later, rules: at, prior }));
  });
});
