import type { MethodInput } from '../../case/method';
import { type Result, mapResult, ok } from '../../kernel/result';
import type { Candidates } from '../candidates';
import { recogniserByNumber } from '../earlier-recognition';
import { readRecognitionRules } from '../life/life-rules';
import type { PerfectionStates, Recogniser } from '../perfection';
import { recogniserOn } from '../recognition-on-day';
import {
  STRUCTURE_METHOD,
  STRUCTURE_METHOD_3,
  type SolvedStructureMethod,
  type SourceRecognition,
  type StructureMethod,
} from '../structure-model';

/** How a version decides what counts. Fails where a parameter cannot be read. */
export const recogniserFor = (
  { caseRecord, rules }: MethodInput,
  method: SolvedStructureMethod,
  states: PerfectionStates,
): Result<Recogniser> =>
  method === STRUCTURE_METHOD_3
    ? ok(recogniserByNumber(states, true))
    : mapResult(readRecognitionRules(rules), (parameters) =>
        recogniserOn({ caseRecord, rules, parameters, on: rules.date, dayName: '评估基准日' }),
      );

/** Of everything that may be used, whether it would count now. */
export const recognitionsOf = (
  { assets, support }: Candidates,
  recogniser: Recogniser,
): readonly SourceRecognition[] => [
  ...assets.map(({ asset, assetClass }): SourceRecognition => {
    const { recognised, reason } = recogniser.asset(asset, assetClass);
    return { id: asset.id, itemId: asset.itemId, kind: 'asset', recognised, reason };
  }),
  ...support.map(({ item }): SourceRecognition => {
    const { recognised, reason } = recogniser.support(item);
    return { id: item.id, itemId: item.id, kind: 'support', recognised, reason };
  }),
];

/** What a version counted, in words. */
export const recognisedWords = (method: StructureMethod): { readonly recognisedFormula?: string } =>
  method === STRUCTURE_METHOD
    ? { recognisedFormula: 'Σ 已认定金额：登记号、日期、文件齐全且在评估基准日有效的才计入' }
    : {};
