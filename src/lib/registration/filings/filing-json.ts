import type { CaseRecord } from '../../case/case-record';
import type { JsonValue } from '../../kernel/json';
import { partiesJson, plainJson } from '../form-json';
import type { FilingPaperItem } from './filing-papers';
import type { WholeFiling } from './bound-filings';

export const FILING_FORM_SCHEMA = 'zhiya.form/2';

/** A paper as package and forms carry it. */
export const paperJson = (papers: readonly FilingPaperItem[]): JsonValue[] =>
  papers.map(({ no, code, title, article, need, status, reason, file, rule, confidence }) => ({
    no,
    code,
    title,
    article,
    need,
    status,
    reason,
    file,
    rule,
    confidence,
  }));

/**
 * The papers that a reviewer of the package asks for: those that go to a registrar; of a package without any registrar, all. What a
 * lender keeps in its own file, or is handed in later, does not make a registration incomplete.
 */
export const reviewedPapers = (filings: readonly WholeFiling[]): JsonValue => {
  const registered = filings.filter(({ filing }) => filing.definition.registered);
  return (registered.length > 0 ? registered : filings).flatMap(({ papers }) => paperJson(papers));
};

/** One filing for machines: every field with its exact value, its source, how well its label is known, where it is entered. */
export const filingJson = (whole: WholeFiling): JsonValue => {
  const { filing, form, papers, contract, values } = whole;
  return {
    id: filing.id,
    kind: filing.kind,
    act: filing.act,
    title: filing.title,
    registry: filing.definition.registry,
    effect: filing.definition.effect,
    risk: filing.definition.risk,
    sources: filing.sources.map(({ id, title }) => ({ id, title })),
    securedAmountFen: values.values.get('secured_amount')?.value ?? null,
    form: plainJson(form),
    documents: paperJson(papers),
    contract:
      contract === null
        ? null
        : {
            title: contract.title,
            confidence: contract.rule.confidence,
            mandatory: contract.items.map(({ code, label, text, missing }) => ({
              code,
              label,
              text,
              missing: missing.map((one) => one.label),
            })),
            optional: contract.clauses.map(({ code, label, text, chosen }) => ({
              code,
              label,
              text,
              chosen,
            })),
          },
    event: plainJson(filing.record?.event ?? null),
    signers: plainJson(filing.record?.signers ?? []),
    registrationNumber: values.values.get('reg_no')?.value ?? null,
    registrationDate: values.values.get('reg_date')?.value ?? null,
  };
};

/** `results/form.json`: all filings, and what other files of the package are compared with. */
export const formsJson = (caseRecord: CaseRecord, filings: readonly WholeFiling[]): JsonValue => ({
  schema: FILING_FORM_SCHEMA,
  fiction: caseRecord.fiction,
  parties: partiesJson(caseRecord),
  securedAmountFen: caseRecord.sections.registration.pledgeContract.securedAmountFen,
  documents: reviewedPapers(filings),
  filings: filings.map(filingJson),
});
