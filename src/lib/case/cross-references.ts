import { parseCreditCode } from '../kernel/credit-code';
import type { Failure } from '../kernel/result';
import { MEASURED_NUMBERS } from './data-pricing';
import { type CasePlace, idsOf, inSection } from './case-place';
import type { CaseRecord } from './case-record';
import { checkCollateralReferences } from './collateral-references';
import type { DataRights } from './data-rights';
import { checkFileReferences } from './file-references';
import { checkFilingReferences } from './filing-references';
import { checkIdentities, subjectIdsOf } from './identities';
import { type Reference, missing } from './missing-references';
import { jsonPath } from './schema-failures';

/**
 * What the schema cannot say: that identities are unique and that everything pointed at exists.
 * A case with such failures still opens and saves; they are shown, and they stop what depends on them.
 */

function* patentReferences({ sections: { patents } }: CaseRecord): Generator<Reference> {
  for (const [index, to] of patents.pledged.entries())
    yield { to, at: inSection('patents', 'pledged', index) };
  for (const [index, { patent }] of patents.answers.entries())
    yield { to: patent, at: inSection('patents', 'answers', index, 'patent') };
  for (const [index, forecast] of patents.forecasts.entries())
    for (const [inner, to] of forecast.patents.entries())
      yield { to, at: inSection('patents', 'forecasts', index, 'patents', inner) };
  for (const [index, { shares }] of patents.forecasts.entries())
    for (const [inner, { patent }] of shares.entries())
      yield { to: patent, at: inSection('patents', 'forecasts', index, 'shares', inner, 'patent') };
  for (const [index, worksheet] of patents.worksheets.entries())
    for (const [inner, to] of worksheet.patents.entries())
      yield { to, at: inSection('patents', 'worksheets', index, 'patents', inner) };
  for (const [index, { patent }] of patents.selectionReasons.entries())
    yield { to: patent, at: inSection('patents', 'selectionReasons', index, 'patent') };
  for (const [index, { patent }] of patents.settlements.entries())
    yield { to: patent, at: inSection('patents', 'settlements', index, 'patent') };
  for (const [index, { answers }] of patents.appraisals.entries())
    for (const [inner, { patent }] of answers.entries())
      yield { to: patent, at: inSection('patents', 'appraisals', index, 'answers', inner, 'patent') };
}

/** Rates and inputs that a worksheet gives. */
function* worksheetReferences({ sections: { patents } }: CaseRecord): Generator<Reference> {
  for (const [index, { royaltyFrom, discountFrom }] of patents.forecasts.entries()) {
    const at = (field: string): CasePlace => inSection('patents', 'forecasts', index, field);
    if (royaltyFrom !== null) yield { to: royaltyFrom, at: at('royaltyFrom') };
    if (discountFrom !== null) yield { to: discountFrom, at: at('discountFrom') };
  }
  for (const [index, { inputs, rows }] of patents.worksheets.entries()) {
    const at = inSection('patents', 'worksheets', index);
    yield* inputReferences(inputs, [...at, 'inputs']);
    for (const [list, items] of Object.entries(rows))
      for (const [inner, item] of items.entries())
        yield* inputReferences(item.inputs, [...at, 'rows', list, inner, 'inputs']);
  }
}

function* inputReferences(
  inputs: Readonly<Record<string, { readonly from: string | null }>>,
  at: CasePlace,
): Generator<Reference> {
  for (const [key, { from }] of Object.entries(inputs))
    if (from !== null) yield { to: from, at: [...at, key, 'from'] };
}

/** Methods that a reconciliation weighs. */
function* weighedReferences({ sections: { patents } }: CaseRecord): Generator<Reference> {
  for (const [index, { weights }] of patents.reconciliations.entries())
    for (const [inner, { entry }] of weights.entries())
      yield { to: entry, at: inSection('patents', 'reconciliations', index, 'weights', inner, 'entry') };
}

/** What a worksheet takes its numbers from, and what a reconciliation weighs; both stay within one data asset. */
function* pricingFailures({ sections: { dataAssets } }: CaseRecord): Generator<Failure> {
  for (const [index, { pricing }] of dataAssets.assets.entries()) {
    const at = inSection('dataAssets', 'assets', index, 'pricing');
    const known = new Set<string>(idsOf(pricing.worksheets));
    const givers = new Set<string>([...known, ...MEASURED_NUMBERS]);
    const taken: Reference[] = [];
    for (const [place, { inputs, rows }] of pricing.worksheets.entries()) {
      const sheet = [...at, 'worksheets', place];
      taken.push(...inputReferences(inputs, [...sheet, 'inputs']));
      for (const [list, items] of Object.entries(rows))
        for (const [inner, item] of items.entries())
          taken.push(...inputReferences(item.inputs, [...sheet, 'rows', list, inner, 'inputs']));
    }
    yield* missing('数据估值工作表', taken, givers);
    const { main, weights } = pricing.reconciliation;
    const weighed = weights.map(({ entry }, place) => ({
      to: entry,
      at: [...at, 'reconciliation', 'weights', place, 'entry'],
    }));
    if (main !== null) weighed.push({ to: main, at: [...at, 'reconciliation', 'main'] });
    yield* missing('数据估值工作表', weighed, known);
  }
}

function* batchReferences({ sections: { patents } }: CaseRecord): Generator<Reference> {
  for (const [index, { origin }] of patents.records.entries())
    if (origin !== null)
      yield { to: origin.batch, at: inSection('patents', 'records', index, 'origin', 'batch') };
}

type Evidenced = { readonly evidence: readonly { readonly attachment: string | null }[] };

function* evidenceAt({ evidence }: Evidenced, at: CasePlace): Generator<Reference> {
  for (const [inner, { attachment }] of evidence.entries())
    if (attachment !== null) yield { to: attachment, at: [...at, 'evidence', inner, 'attachment'] };
}

function* evidenceOf(list: readonly Evidenced[], at: CasePlace): Generator<Reference> {
  for (const [index, entry] of list.entries()) yield* evidenceAt(entry, [...at, index]);
}

function* rightsEvidence(rights: DataRights, at: CasePlace): Generator<Reference> {
  yield* evidenceOf(rights.rights, [...at, 'rights']);
  yield* evidenceOf(rights.sources, [...at, 'sources']);
  yield* evidenceOf(rights.certificates, [...at, 'certificates']);
  yield* evidenceOf(rights.otherParties ?? [], [...at, 'otherParties']);
  yield* evidenceOf(rights.recipients ?? [], [...at, 'recipients']);
  yield* evidenceOf(rights.booking.steps, [...at, 'booking', 'steps']);
  if (rights.grading !== null) yield* evidenceAt(rights.grading, [...at, 'grading']);
  yield* evidenceAt(rights.export, [...at, 'export']);
}

/** The certificate on which a data pledge is said to rest. */
function* certificateReferences({ sections }: CaseRecord): Generator<Failure> {
  for (const [index, { rights }] of sections.dataAssets.assets.entries()) {
    const to = rights.pledge.certificate;
    if (to === null) continue;
    const at = inSection('dataAssets', 'assets', index, 'rights', 'pledge', 'certificate');
    yield* missing('登记凭证或证书', [{ to, at }], new Set(idsOf(rights.certificates)));
  }
}

/** Tables in which a quality rule looks for its keys; an open choice points nowhere. */
function* ruleReferences({ sections }: CaseRecord): Generator<Reference> {
  for (const [index, { quality }] of sections.dataAssets.assets.entries())
    for (const [inner, { condition }] of quality.rules.entries())
      if (condition.kind === 'reference' && condition.asset !== '')
        yield {
          to: condition.asset,
          at: inSection('dataAssets', 'assets', index, 'quality', 'rules', inner, 'condition', 'asset'),
        };
}

function* attachmentReferences({ sections }: CaseRecord): Generator<Reference> {
  yield* evidenceOf(sections.patents.answers, inSection('patents', 'answers'));
  for (const [index, { answers }] of sections.patents.appraisals.entries())
    yield* evidenceOf(answers, inSection('patents', 'appraisals', index, 'answers'));
  yield* evidenceOf(sections.patents.settlements, inSection('patents', 'settlements'));
  for (const [index, { rights, quality }] of sections.dataAssets.assets.entries()) {
    yield* evidenceOf(quality.answers, inSection('dataAssets', 'assets', index, 'quality', 'answers'));
    yield* rightsEvidence(rights, inSection('dataAssets', 'assets', index, 'rights'));
  }
  yield* evidenceOf(sections.screening.answers, inSection('screening', 'answers'));
  yield* evidenceOf(sections.screening.declarations, inSection('screening', 'declarations'));
  for (const [code, { attachment }] of Object.entries(sections.registration.papers))
    if (attachment !== null)
      yield { to: attachment, at: inSection('registration', 'papers', code, 'attachment') };
}

function* subjectReferences({ sections: { screening } }: CaseRecord): Generator<Reference> {
  for (const [index, { subject }] of screening.answers.entries())
    yield { to: subject, at: inSection('screening', 'answers', index, 'subject') };
  for (const [index, { subject }] of screening.declarations.entries())
    yield { to: subject, at: inSection('screening', 'declarations', index, 'subject') };
}

function* creditCodes({ sections }: CaseRecord): Generator<Failure> {
  const parties: readonly (readonly [{ readonly creditCode: string | null } | null, CasePlace])[] = [
    [sections.enterprise.enterprise, inSection('enterprise', 'enterprise', 'creditCode')],
    [sections.enterprise.pledgee, inSection('enterprise', 'pledgee', 'creditCode')],
    [sections.registration.agent, inSection('registration', 'agent', 'creditCode')],
  ];
  for (const [party, at] of parties) {
    if (party === null || party.creditCode === null) continue;
    const read = parseCreditCode(party.creditCode);
    if (!read.ok) yield { ...read.failure, path: jsonPath(at) };
  }
}

/**
 * Checks the references inside a case. Codes: `E_ID_DUPLICATE`, `E_PATENT_DUPLICATE`, `E_REF_DUPLICATE`,
 * `E_ANSWER_DUPLICATE`, `E_REF_MISSING`, and those of the credit-code reader (GB 32100-2015).
 * Empty = everything pointed at exists and no identity is used twice. Order: by check, then by place.
 */
export const checkCrossReferences = (caseRecord: CaseRecord): readonly Failure[] => {
  const { patents } = caseRecord.sections;
  return [
    ...checkIdentities(caseRecord),
    ...missing('专利', patentReferences(caseRecord), new Set(idsOf(patents.records))),
    ...missing('估值工作表', worksheetReferences(caseRecord), new Set(idsOf(patents.worksheets))),
    ...missing(
      '收益预测或估值工作表',
      weighedReferences(caseRecord),
      new Set([...idsOf(patents.forecasts), ...idsOf(patents.worksheets)]),
    ),
    ...pricingFailures(caseRecord),
    ...missing('导入批次', batchReferences(caseRecord), new Set(idsOf(patents.imports))),
    ...missing('附件', attachmentReferences(caseRecord), new Set(idsOf(caseRecord.attachments))),
    ...missing('对象', subjectReferences(caseRecord), subjectIdsOf(caseRecord)),
    ...certificateReferences(caseRecord),
    ...missing('数据资产', ruleReferences(caseRecord), new Set(idsOf(caseRecord.sections.dataAssets.assets))),
    ...checkFileReferences(caseRecord),
    ...checkCollateralReferences(caseRecord),
    ...checkFilingReferences(caseRecord),
    ...creditCodes(caseRecord),
  ];
};
