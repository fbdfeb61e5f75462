import { askedCheck } from './asked-check';
import type { CheckTest } from './check-input';
import { creditRecord, otherDebts, premises, solvency } from './credit-measures';
import { adverseRecord, lawfulOperation } from './event-measures';
import { besideAnswer } from './measured-check';
import { ofFile } from './measured-of-file';
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
  ['figure-ratio', besideAnswer(ofFile(figureRatio))],
  ['staff-structure', besideAnswer(ofFile(staffStructure))],
  ['orders-and-capacity', besideAnswer(ofFile(ordersAndCapacity))],
  ['qualifications', besideAnswer(ofFile(qualifications))],
  ['lawful-operation', besideAnswer(ofFile(lawfulOperation))],
  ['premises', besideAnswer(ofFile(premises))],
  ['credit-record', besideAnswer(ofFile(creditRecord))],
  ['adverse-record', besideAnswer(ofFile(adverseRecord))],
  ['solvency', besideAnswer(ofFile(solvency))],
  ['other-debts', besideAnswer(otherDebts)],
];
