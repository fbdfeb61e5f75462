import type { Method } from '../case/method';
import { structureCase } from './structure-case';
import { STRUCTURE_METHOD, STRUCTURE_METHOD_1, type StructureMethod } from './structure-model';

const structureMethod = (id: StructureMethod, needs: readonly string[]): Method => ({
  id,
  title: '押品组合：以最低年成本覆盖融资需求',
  needs,
  run: (input) => ({ figures: structureCase(input, id).figures, findings: [], offers: [] }),
});

const VALUES = ['patent.relief-from-royalty', 'patent.reconciliation'];

/** Released versions that a newer one has replaced: they run only where a package names them. */
export const EARLIER_COLLATERAL_METHODS: readonly Method[] = [structureMethod(STRUCTURE_METHOD_1, VALUES)];

/** Released methods of this part. A changed formula becomes a new version beside the old one. */
export const COLLATERAL_METHODS: readonly Method[] = [
  structureMethod(STRUCTURE_METHOD, [...VALUES, 'screening.three-views']),
];
