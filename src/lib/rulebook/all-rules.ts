import { COLLATERAL_RULES } from './collateral-rules';
import { DATA_ASSET_RULES } from './data-asset-rules';
import { ENTERPRISE_FILE_RULES } from './enterprise-file-rules';
import { INTAKE_RULES } from './intake-rules';
import type { RuleEntry } from './model';
import { PATENT_RULES } from './patent-rules';
import { REGISTRATION_RULES } from './registration-rules';
import { REVIEW_RULES } from './review-rules';
import { SCREENING_RULES } from './screening-rules';

/** The whole built-in rulebook. Ids are unique across domains. */
export const ALL_RULES: readonly RuleEntry[] = [
  ...INTAKE_RULES,
  ...PATENT_RULES,
  ...DATA_ASSET_RULES,
  ...SCREENING_RULES,
  ...ENTERPRISE_FILE_RULES,
  ...COLLATERAL_RULES,
  ...REGISTRATION_RULES,
  ...REVIEW_RULES,
];
