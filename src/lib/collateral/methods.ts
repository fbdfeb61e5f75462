import type { Method } from '../case/method';
import { COST_METHOD, costFigures } from './credit-cost/cost-method';
import { LOSS_METHOD, lossFigures } from './loss/loss-method';
import type { MilpSolver } from './optimiser/milp';
import { optimiseCase } from './optimised/optimise-case';
import { structureCase } from './structure-case';
import {
  type EnumeratedStructureMethod,
  STRUCTURE_METHOD,
  STRUCTURE_METHOD_1,
  STRUCTURE_METHOD_2,
  STRUCTURE_METHOD_3,
  type SolvedStructureMethod,
} from './structure-model';

const enumerated = (id: EnumeratedStructureMethod, needs: readonly string[]): Method => ({
  id,
  title: '押品组合：以最低年成本覆盖融资需求',
  needs,
  run: (input) => ({ figures: structureCase(input, id).figures, findings: [], offers: [] }),
});

const VALUES = ['patent.relief-from-royalty', 'patent.reconciliation'];
const GRADED = [...VALUES, 'screening.three-views'];

const solved = (id: SolvedStructureMethod, solver: MilpSolver): Method => ({
  id,
  title: '押品组合：按所选目标求得并证明的最优组合',
  needs: GRADED,
  run: (input) => ({ figures: optimiseCase(input, solver, id).figures, findings: [], offers: [] }),
});

/** Released versions that a newer one has replaced: they run only where a package names them. */
export const earlierCollateralMethods = (solver: MilpSolver): readonly Method[] => [
  enumerated(STRUCTURE_METHOD_1, VALUES),
  enumerated(STRUCTURE_METHOD_2, GRADED),
  solved(STRUCTURE_METHOD_3, solver),
];

const LOSS: Method = {
  id: LOSS_METHOD,
  title: '违约损失：回收、分担、监管口径对照与年度压力测试',
  needs: [...GRADED, 'collateral.structure'],
  run: (input) => ({ figures: lossFigures(input), findings: [], offers: [] }),
};

const COST: Method = {
  id: COST_METHOD,
  title: '融资成本：利息、按付费方的费用、贴息与年化综合成本',
  needs: [],
  run: (input) => ({ figures: costFigures(input), findings: [], offers: [] }),
};

/** Released methods of this part, in their order. A changed formula becomes a new version beside the old one. */
export const collateralMethods = (solver: MilpSolver): readonly Method[] => [
  solved(STRUCTURE_METHOD, solver),
  LOSS,
  COST,
];
