import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import { newSupportItem } from '../../../src/lib/case/new-collateral';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { mergeOutputs } from '../../../src/lib/case/method';
import { optimiseCase } from '../../../src/lib/collateral/optimised/optimise-case';
import { nodeSolver } from '../../../workers/highs-node';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { repaymentOutputs, screenCase } from '../../../src/lib/screening/screen-case';
import { assetOutputs } from '../../../workers/asset-outputs';
import { rulesOfCase } from '../../../workers/case-rules';
import { readyFile, readyRepayment, wanFen } from '../../fixtures/ready-file';
import { pointsAnswer, readyCase, screen, view, withSections } from '../../fixtures/screening-case';

const SOLVER = await nodeSolver();

const sample = (name: string): CaseRecord => {
  const url = new URL(`../../../static/samples/${name}-case.json`, import.meta.url);
  return mustBeOk(parseCaseJson(readFileSync(url, 'utf8')));
};

const judged = (caseRecord: CaseRecord) => {
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const input = { caseRecord, rules, prior: assetOutputs(caseRecord, rules) };
  const prior = mergeOutputs(input.prior, repaymentOutputs(input));
  return { screening: screenCase(input), structure: optimiseCase({ ...input, prior }, SOLVER) };
};

const FIVE = ['C1', 'C2', 'C3', 'C4', 'C5'];

describe('公开案例', () => {
  it.each(['lanyu', 'anasak'])('%s：押品能覆盖多少都一样，第一还款来源没有数就暂缓', (name) => {
    const record = withSections(sample(name), ({ screening }) => ({
      enterpriseFile: { sources: [], facts: [], events: [], searches: [], products: [] },
      screening: {
        ...screening,
        repayment: {
          ...readyRepayment(),
          debtService: { fen: null, source: '', evidence: [] },
          bankDebt: { fen: null, source: '', evidence: [] },
        },
      },
    }));
    const { screening, structure } = judged(record);
    expect(screening.repayment.verdict).not.toBe('pass');
    expect(['held', 'declined']).toContain(screening.decision.code);
    expect(structure.repayment).toMatchObject({ held: true });
    expect(structure.repayment.reasons.length).toBeGreaterThan(0);
  });

  it('鑫诺：没有押品、只有政策性担保；第一还款来源查明了就不挡，没查明就挡', () => {
    const record = withSections(readyCase([]), ({ enterprise, collateral }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: wanFen(300) } },
      enterpriseFile: readyFile(),
      collateral: {
        ...collateral,
        support: [
          {
            ...newSupportItem('s-1', 'guarantee', '（虚构）政策性担保'),
            provider: '（虚构）政府性融资担保公司',
            capacityFen: wanFen(300),
            capacitySource: '（虚构）担保意向书',
            feeRate: '0.003',
            feeSource: '（虚构）担保意向书',
            use: 'may',
            details: {},
            evidence: [],
          },
        ],
      },
    }));
    const { structure } = judged(record);
    // 300 万 carried by the guarantee alone at 0.3 % a year: 0.9 万
    expect([structure.status, structure.residualFen, structure.costFen]).toEqual(['optimal', '0', '900000']);
    expect(structure.repayment).toEqual({ verdict: 'pass', held: false, reasons: [] });
    const unknown = withSections(record, ({ screening }) => ({
      screening: {
        ...screening,
        repayment: {
          ...screening.repayment,
          group: { related: null, exposure: { fen: null, source: '', evidence: [] } },
        },
      },
    }));
    const held = judged(unknown).structure;
    expect([held.status, held.residualFen]).toEqual(['optimal', '0']);
    expect(held.repayment).toMatchObject({ verdict: 'unknown', held: true });
  });

  it('没有人核查过第一还款来源：押品组合也要写明', () => {
    const record = readyCase();
    const rules = mustBeOk(rulesOfCase(record));
    const { repayment } = optimiseCase(
      { caseRecord: record, rules, prior: assetOutputs(record, rules) },
      SOLVER,
    );
    expect(repayment).toEqual({ verdict: null, held: true, reasons: ['第一还款来源尚未核查'] });
  });

  it('绍兴五项标准：五项都通过才通得过；一项不通过就不予通过，一项未知就暂缓', () => {
    const verdicts = (record: CaseRecord) =>
      screen(record)
        .threeViews.dimensions.flatMap((d) => d.items)
        .filter((i) => i.loaded.spec.look === 'five')
        .map((i) => i.finding.verdict);
    const record = readyCase();
    expect(verdicts(record)).toEqual(FIVE.map(() => 'pass'));
    expect(screen(record).decision.code).toBe('passed');
    for (const code of FIVE) {
      const answers = (points: 0 | 1 | null) =>
        withSections(record, ({ screening }) => ({
          screening: {
            ...screening,
            answers: [
              ...screening.answers.filter((a) => a.rule !== view(code)),
              ...(points === null ? [] : [pointsAnswer(view(code), points)]),
            ],
          },
        }));
      expect([code, screen(answers(1)).decision.code]).toEqual([code, 'declined']);
      expect([code, screen(answers(null)).decision.code]).toEqual([code, 'held']);
    }
  });
});
