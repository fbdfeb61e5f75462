import type { CaseRecord } from '../case/case-record';
import type { CollateralFields } from '../rulebook/collateral-fields';

/** What registries ask for, under the rules of a case. */
export interface RegistryForms {
  /** Asset class or kind of support → code of the registry matrix. */
  readonly registryOf: Readonly<Record<string, string>>;
  /** Code of the registry matrix → its fields and papers. */
  readonly fields: Readonly<Record<string, CollateralFields>>;
}

export interface PreflightApi {
  registryForms: { input: { caseRecord: CaseRecord }; output: RegistryForms };
}
