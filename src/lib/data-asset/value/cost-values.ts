import { type Result, fail } from '../../kernel/result';
import { type Entered, allOf } from '../../valuation/entered';
import type { MethodValue } from '../../valuation/method-value';
import { type Sheet, choice, contextOf, entered, enteredFen, rowsOf } from '../../valuation/sheet/sheet';
import type { Term } from '../../valuation/term';
import { adjustedCost } from '../pricing/adjusted-cost';
import { deyangValue } from '../pricing/deyang';
import { type ModifiedCostValue, modifiedCost } from '../pricing/modified-cost';
import { circulation, monopoly, realisationRisk } from '../pricing/utility-parts';
import { costOf, enteredOr, inputsOf } from './opened-sheet';

/** Worksheets of the cost approach → the engines. */

const CIRCULATION = [
  'open',
  'published',
  'shared',
  'unshared',
  'reachOpen',
  'reachPublished',
  'reachShared',
] as const;

const circulationOf = (sheet: Sheet): Result<Term> => {
  const read = inputsOf(sheet, CIRCULATION);
  return read.ok ? circulation(read.value, contextOf(sheet)) : read;
};

const monopolyOf = (sheet: Sheet): Result<Term> => {
  const read = inputsOf(sheet, ['ownVolume', 'industryVolume']);
  return read.ok ? monopoly(read.value, contextOf(sheet)) : read;
};

/** Scores by the item of a prescribed list. */
export const scoresOf = (sheet: Sheet): Result<Readonly<Record<string, Entered>>> => {
  const scores: Record<string, Entered> = {};
  for (const place of rowsOf(sheet, 'riskScores')) {
    const score = entered(sheet, 'score', place);
    if (!score.ok) return fail(score.failure);
    scores[place.row] = score.value;
  }
  return { ok: true, value: scores };
};

const riskOf = (sheet: Sheet): Result<Term> => {
  const scores = scoresOf(sheet);
  return scores.ok ? realisationRisk({ scores: scores.value }, contextOf(sheet)) : scores;
};

/** P = TC·(1+R)·U with the four parts of U. Errors: those of reading the worksheet and of the engine, at its fields. */
export const valueModifiedCost = (sheet: Sheet): Result<ModifiedCostValue> => {
  const read = allOf({
    cost: costOf(sheet),
    returnOnCost: entered(sheet, 'returnOnCost'),
    quality: entered(sheet, 'quality'),
    circulation: enteredOr(sheet, 'circulation', 'circulationBy', () => circulationOf(sheet)),
    monopoly: enteredOr(sheet, 'monopoly', 'monopolyBy', () => monopolyOf(sheet)),
    risk: enteredOr(sheet, 'risk', 'riskBy', () => riskOf(sheet)),
  });
  return read.ok ? modifiedCost(read.value, contextOf(sheet)) : read;
};

/** Cost times adjustment factors. Errors: those of reading the worksheet and of the engine, at its fields. */
export const valueAdjustedCost = (sheet: Sheet): Result<MethodValue> => {
  const read = allOf({
    cost: costOf(sheet),
    quality: entered(sheet, 'quality'),
    remainingYears: entered(sheet, 'remainingYears'),
    totalYears: entered(sheet, 'totalYears'),
  });
  return read.ok ? adjustedCost(read.value, contextOf(sheet)) : read;
};

/** 德阳 model, a reference for negotiation. Errors: those of reading the worksheet and of the engine, at its fields. */
export const valueDeyang = (sheet: Sheet): Result<MethodValue> => {
  const read = allOf({
    directCost: enteredFen(sheet, 'directCost'),
    labourCost: enteredFen(sheet, 'labourCost'),
    equipmentCost: enteredFen(sheet, 'equipmentCost'),
    difficulty: entered(sheet, 'difficulty'),
    flows: entered(sheet, 'flows'),
    conditions: entered(sheet, 'conditions'),
    sceneValue: entered(sheet, 'sceneValue'),
    sceneLevel: choice(sheet, 'sceneLevel'),
  });
  return read.ok ? deyangValue(read.value, contextOf(sheet)) : read;
};
