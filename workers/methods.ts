import { COLLATERAL_METHODS, EARLIER_COLLATERAL_METHODS } from '../src/lib/collateral/methods';
import { DATA_ASSET_METHODS, EARLIER_DATA_ASSET_METHODS } from '../src/lib/data-asset/methods';
import { type Method, registryOf } from '../src/lib/case/method';
import { EARLIER_PATENT_METHODS, PATENT_CHECKS, PATENT_METHODS } from '../src/lib/patent/methods';
import { REGISTRATION_METHODS } from '../src/lib/registration/methods';
import { EARLIER_SCREENING_METHODS, SCREENING_METHODS } from '../src/lib/screening/methods';

/** What the assets are worth and until when. */
export const ASSET_METHODS: readonly Method[] = [...PATENT_METHODS, ...DATA_ASSET_METHODS];

/** Everything in the order in which it runs; later methods read what earlier ones left. */
export const ALL_METHODS: readonly Method[] = [
  ...ASSET_METHODS,
  ...PATENT_CHECKS,
  ...SCREENING_METHODS,
  ...COLLATERAL_METHODS,
  ...REGISTRATION_METHODS,
];

/** `method@version` → method, earlier versions included: what a verifier recomputes with. */
export const METHOD_REGISTRY = registryOf([
  ...ALL_METHODS,
  ...EARLIER_PATENT_METHODS,
  ...EARLIER_SCREENING_METHODS,
  ...EARLIER_DATA_ASSET_METHODS,
  ...EARLIER_COLLATERAL_METHODS,
]);
