import { collateralMethods, earlierCollateralMethods } from '../src/lib/collateral/methods';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import { checkStructure } from '../src/lib/collateral/optimised/check-structure';
import { STRUCTURE_METHOD, STRUCTURE_METHOD_3 } from '../src/lib/collateral/structure-model';
import { DATA_ASSET_METHODS, EARLIER_DATA_ASSET_METHODS } from '../src/lib/data-asset/methods';
import { type Method, type MethodRegistry, registryOf } from '../src/lib/case/method';
import { EARLIER_PATENT_METHODS, PATENT_CHECKS, PATENT_METHODS } from '../src/lib/patent/methods';
import { EARLIER_REGISTRATION_METHODS, REGISTRATION_METHODS } from '../src/lib/registration/methods';
import { EARLIER_SCREENING_METHODS, SCREENING_METHODS } from '../src/lib/screening/methods';
import type { PackagedCheck } from '../src/lib/review/rerun-methods';
import { UNASKED } from './no-solver';

/** What the assets are worth and until when. */
export const ASSET_METHODS: readonly Method[] = [...PATENT_METHODS, ...DATA_ASSET_METHODS];

/** What a process computes and recomputes with, once it has a solver. */
export interface Methods {
  /** Everything in the order in which it runs; later methods read what earlier ones left. */
  readonly all: readonly Method[];
  /** `method@version` → method, earlier versions included: what a verifier recomputes with. */
  readonly registry: MethodRegistry;
}

export const methodsWith = (solver: MilpSolver): Methods => {
  const all = [
    ...ASSET_METHODS,
    ...PATENT_CHECKS,
    ...SCREENING_METHODS,
    ...collateralMethods(solver),
    ...REGISTRATION_METHODS,
  ];
  return {
    all,
    registry: registryOf([
      ...all,
      ...EARLIER_PATENT_METHODS,
      ...EARLIER_SCREENING_METHODS,
      ...EARLIER_DATA_ASSET_METHODS,
      ...earlierCollateralMethods(solver),
      ...EARLIER_REGISTRATION_METHODS,
    ]),
  };
};

/** For a verifier without a solver: what has to be solved again is not in it, and `structureChecks` looks at its results. */
export const registryWithoutSolver = (): MethodRegistry => {
  const { registry } = methodsWith(UNASKED);
  return new Map([...registry].filter(([id]) => id !== STRUCTURE_METHOD && id !== STRUCTURE_METHOD_3));
};

/** Cost and feasibility of a packaged structure in whole numbers, for a verifier without a solver. */
export const structureChecks = (): ReadonlyMap<string, PackagedCheck> => {
  const { registry } = methodsWith(UNASKED);
  return new Map(
    ([STRUCTURE_METHOD, STRUCTURE_METHOD_3] as const).map((id) => [
      id,
      { needs: registry.get(id)?.needs ?? [], look: checkStructure(id) },
    ]),
  );
};
