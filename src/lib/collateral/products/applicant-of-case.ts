import type { CaseRecord } from '../../case/case-record';
import type { Outputs } from '../../case/method';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { creditFacts } from './applicant-credit';
import {
  ageFact,
  industryFact,
  needFact,
  regionFact,
  taxGradeFact,
  termFact,
  yearAmount,
} from './applicant-enterprise';
import type { ApplicantFact } from './applicant-fact';
import type { ApplicantFile } from './applicant-file';
import { patentFacts } from './applicant-patents';
import { poolFacts } from './applicant-pool';
import { readApplicantRules } from './applicant-rules';
import { typeFacts } from './applicant-types';
import type { ApplicantView } from './product-model';
import { readProductLabels } from './product-rules';

export interface ApplicantInput {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  /** What the asset methods left: the offers. */
  readonly prior: Pick<Outputs, 'offers'>;
  readonly file: ApplicantFile;
}

/** The enterprise as products see it, and each fact behind it with its trace. */
export interface Applicant {
  readonly view: ApplicantView;
  readonly facts: readonly ApplicantFact[];
}

const known = <K extends string>(
  pairs: readonly (readonly [K, boolean | null])[],
): Readonly<Partial<Record<K, boolean>>> => {
  const found: Partial<Record<K, boolean>> = {};
  for (const [key, value] of pairs) if (value !== null) found[key] = value;
  return found;
};

/** What a case knows of the enterprise that asks. What is missing, contradicted or not searched stays unknown. Fails as rules do. */
export const applicantOfCase = ({ caseRecord, rules, prior, file }: ApplicantInput): Result<Applicant> => {
  const read = readApplicantRules(rules);
  if (!read.ok) return read;
  const labels = readProductLabels(rules);
  const region = regionFact(caseRecord, labels);
  const industry = industryFact(caseRecord, labels);
  const age = ageFact(caseRecord, file);
  const revenue = yearAmount(file, 'revenue', 'revenue', '年营业收入');
  const taxPaid = yearAmount(file, 'taxPaid', 'tax-paid', '年纳税额');
  const types = typeFacts(caseRecord, file, read.value, labels, industry.value, revenue);
  const credit = creditFacts(file, read.value.reading);
  const grade = taxGradeFact(caseRecord, file);
  const patents = patentFacts(caseRecord);
  const pool = poolFacts(caseRecord, prior.offers, rules, read.value.reading, labels);
  const need = needFact(caseRecord);
  const term = termFact(caseRecord);
  return ok({
    view: {
      region: region.value,
      types: known(types.map(({ code, value }) => [code, value])),
      ageMonths: age.value,
      industry: industry.value,
      collateralClasses: pool.classes,
      securities: pool.securities,
      patents: patents.all.value,
      inventionPatents: patents.inventions.value,
      taxGrade: grade.value,
      credit: known(credit.map(({ need: name, value }) => [name, value])),
      revenueFen: revenue.value,
      taxPaidFen: taxPaid.value,
      collateralValueFen: pool.collateralValueFen,
      classValuesFen: pool.classValuesFen,
      patentValueFen: pool.patentValueFen,
      needFen: need.value,
      termMonths: term.value,
    },
    facts: [
      ...[region, industry, age, ...types, revenue, taxPaid, grade, ...credit].map(({ fact }) => fact),
      ...[patents.all, patents.inventions, need, term].map(({ fact }) => fact),
      ...pool.facts,
    ],
  });
};
