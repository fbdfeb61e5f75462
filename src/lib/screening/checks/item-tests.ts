import { askedCheck } from './asked-check';
import type { CheckTest } from './check-input';
import { creditRecord, otherDebts, premises, solvency } from './credit-measures';
import { adverseRecord, lawfulOperation } from './event-measures';
import { besideAnswer } from './measured-check';
import { patentInfluence, patentTypes } from './patent-pool-measures';
import { productContribution, productRelation } from './product-measures';
import { qualifications } from './qualification-measure';
import { figureRatio, ordersAndCapacity, staffStructure } from './ratio-measures';
import { registerGate } from './register-gate';
import { valueSheet } from './valuation-measures';

/** Items of 三看三评 that are computed where data allow, and asked where not. */
export const ITEM_TESTS: readonly (readonly [string, CheckTest])[] = [
  ['asked', askedCheck],
  ['register-gate', registerGate],
  ['patent-types', besideAnswer(patentTypes)],
  ['patent-influence', besideAnswer(patentInfluence)],
  ['product-relation', besideAnswer(productRelation)],
  ['product-contribution', besideAnswer(productContribution)],
  ['value-sheet', besideAnswer(valueSheet)],
  ['figure-ratio', besideAnswer(figureRatio)],
  ['staff-structure', besideAnswer(staffStructure)],
  ['orders-and-capacity', besideAnswer(ordersAndCapacity)],
  ['qualifications', besideAnswer(qualifications)],
  ['lawful-operation', besideAnswer(lawfulOperation)],
  ['premises', besideAnswer(premises)],
  ['credit-record', besideAnswer(creditRecord)],
  ['adverse-record', besideAnswer(adverseRecord)],
  ['solvency', besideAnswer(solvency)],
  ['other-debts', besideAnswer(otherDebts)],
];
