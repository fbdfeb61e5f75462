import type { Method } from '../case/method';
import { structureCase } from './structure-case';
import { STRUCTURE_METHOD } from './structure-model';

/** Released methods of this part. A changed formula becomes a new version beside the old one. */
export const COLLATERAL_METHODS: readonly Method[] = [
  {
    id: STRUCTURE_METHOD,
    title: '押品组合：以最低年成本覆盖融资需求',
    needs: ['patent.relief-from-royalty', 'patent.reconciliation'],
    run: (input) => ({ figures: structureCase(input).figures, findings: [], offers: [] }),
  },
];
