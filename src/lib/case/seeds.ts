import type { CaseRecord } from './case-record';

/** From where the random numbers of a method came. */
export interface Seed {
  /** Place in the case. */
  readonly path: string;
  readonly seed: string;
}

/** Every seed a case states. Simulated prices of data assets take the name of their worksheet and need none. */
export const seedsOf = ({ sections: { patents, collateral } }: CaseRecord): readonly Seed[] => [
  { path: 'sections.collateral.loss.seed', seed: String(collateral.loss.seed) },
  ...patents.forecasts.flatMap(({ id, uncertainty }) =>
    uncertainty === null
      ? []
      : [{ path: `sections.patents.forecasts[${id}].uncertainty.seed`, seed: uncertainty.seed }],
  ),
];
