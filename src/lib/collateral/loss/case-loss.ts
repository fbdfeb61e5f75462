import type { MethodInput } from '../../case/method';
import { multiplyFloor } from '../../kernel/fen';
import { type Failure, type Result, mapResult, ok } from '../../kernel/result';
import { type LossAnalysis, analyseLoss } from './analyse-loss';
import { lossOfCase } from './loss-of-case';
import { readLossClass } from './loss-rules';
import { type LgdCollateral, type LgdFigure, type RegulatoryLgd, regulatoryLgd } from './regulatory-lgd';
import type { StressInput, StressRow } from './stress-table';
import { stressTable } from './stress-table';

/** Everything that is reckoned of the loss of a case besides the draws. */
export interface CaseLoss {
  readonly input: StressInput;
  readonly analysis: LossAnalysis;
  readonly regulatory: Result<RegulatoryLgd>;
  readonly stress: Result<readonly StressRow[]>;
}

/** Collateral as the regulatory methods take it: value × share less prior claims. What has no value counts as nothing there. */
const regulatoryCollateral = (input: StressInput, rules: MethodInput['rules']): readonly LgdCollateral[] =>
  input.assets.flatMap(({ classCode, valueFen, share, priorClaimsFen, traces, path }) => {
    const kind = readLossClass(rules, classCode);
    if (!kind.ok || valueFen === null || share === null || priorClaimsFen === null) return [];
    const owned = multiplyFloor(valueFen, share) - priorClaimsFen;
    return [
      {
        lgdClass: kind.value.lgdClass,
        valueFen: owned > 0n ? owned : 0n,
        ...(traces?.valueFen === undefined ? {} : { trace: traces.valueFen }),
        path,
      },
    ];
  });

const withoutValue = ({ trace }: LgdFigure): LgdFigure => ({
  lgd: null,
  trace: { ...trace, value: null, note: '有押品未知，没有计入下式，实际不高于此' },
});

/** Collateral that could not be read may lower every one of them. */
const unknownLgd = ({ current, earlier, floor, failures }: RegulatoryLgd): RegulatoryLgd => ({
  current: withoutValue(current),
  earlier: withoutValue(earlier),
  floor: withoutValue(floor),
  failures,
});

/** Loss of a case: waterfall, regulatory figures beside it, yearly stress test. Fails as `lossOfCase` and `analyseLoss` do. */
export const caseLoss = (given: MethodInput): Result<CaseLoss> => {
  const { rules } = given;
  const input = lossOfCase(given);
  if (!input.ok) return input;
  const analysis = analyseLoss(input.value, rules);
  if (!analysis.ok) return analysis;
  return ok({
    input: input.value,
    analysis: analysis.value,
    regulatory: mapResult(
      regulatoryLgd(
        analysis.value.eadFen,
        regulatoryCollateral(input.value, rules),
        rules,
        'corporate-senior',
        input.value.traces?.eadFen,
      ),
      (found) => (analysis.value.assetsComplete ? found : unknownLgd(found)),
    ),
    stress: stressTable(input.value, rules),
  });
};

/** Everything that keeps the loss from being complete, each once. */
export const lossFailures = ({ analysis, regulatory, stress }: CaseLoss): readonly Failure[] => {
  const all = [
    ...analysis.failures,
    ...(regulatory.ok ? regulatory.value.failures : [regulatory.failure]),
    ...(stress.ok ? [] : [stress.failure]),
  ];
  const seen = new Set<string>();
  return all.filter(({ code, path, message }) => {
    const key = `${code}\n${path}\n${message}`;
    return seen.has(key) ? false : (seen.add(key), true);
  });
};
