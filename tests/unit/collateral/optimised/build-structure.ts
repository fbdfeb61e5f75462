import type { CollateralSection } from '../../../../src/lib/case/collateral-section';
import type { MethodInput } from '../../../../src/lib/case/method';
import { optimiseCase } from '../../../../src/lib/collateral/optimised/optimise-case';
import type { Structure } from '../../../../src/lib/collateral/structure-model';
import { nodeSolver } from '../../../../workers/highs-node';
import { inputOf } from '../build-case';

export const SOLVER = await nodeSolver();

type Setting = Parameters<typeof inputOf>[0];

/** A case whose pool says more than items and support. */
export const askOfCase = (
  setting: Setting,
  pool: Partial<Omit<CollateralSection, 'items' | 'support'>> = {},
): MethodInput => {
  const input = inputOf(setting);
  const { sections } = input.caseRecord;
  return {
    ...input,
    caseRecord: {
      ...input.caseRecord,
      sections: { ...sections, collateral: { ...sections.collateral, ...pool } },
    },
  };
};

export const solved = (
  setting: Setting,
  pool: Partial<Omit<CollateralSection, 'items' | 'support'>> = {},
): Structure => optimiseCase(askOfCase(setting, pool), SOLVER);

/** `id amount` of what is used, in 万元. */
export const usedWan = ({ items }: Structure): readonly string[] =>
  items.map(({ id, amountFen }) => `${id} ${Number(amountFen) / 1e6}`);

/** `id code` of what is left out. */
export const outCodes = ({ leftOut }: Structure): readonly string[] =>
  leftOut.map(({ id, code }) => `${id} ${code}`);
