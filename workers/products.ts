import type {
  CatalogueInput,
  CatalogueMatch,
  ProductDetails,
  ProductLine,
} from '../src/lib/bridge/products-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import { type Applicant, applicantOfCase } from '../src/lib/collateral/products/applicant-of-case';
import type { ApplicantFile } from '../src/lib/collateral/products/applicant-file';
import { type ProductCatalogue, importProducts } from '../src/lib/collateral/products/import-products';
import {
  type MatchedProduct,
  byCatalogue,
  countVerdicts,
  matchProducts,
} from '../src/lib/collateral/products/match-products';
import { parseProductAnswers } from '../src/lib/collateral/products/product-answers';
import { readTable } from '../src/lib/intake/read-table';
import { type Fen, fenText } from '../src/lib/kernel/fen';
import { sha256Hex } from '../src/lib/kernel/hashing';
import { parsePlainDate } from '../src/lib/kernel/plain-date';
import { type Result, ok, refuse } from '../src/lib/kernel/result';
import type { TraceNode } from '../src/lib/kernel/trace';
import type { RulesAt } from '../src/lib/rulebook/model';
import { fileEvents } from '../src/lib/screening/enterprise-file/file-events';
import { fileFact } from '../src/lib/screening/enterprise-file/file-fact';
import { openEnterpriseFile } from '../src/lib/screening/enterprise-file/open-file';
import { accountYears } from '../src/lib/screening/enterprise-file/statements';
import { assetOutputs } from './asset-outputs';
import { rulesOfCase } from './case-rules';

const settingOf = ({ valuationDate, region, overlay }: CaseRecord): string =>
  JSON.stringify([valuationDate, region, overlay?.json ?? null]);

/** The catalogue asked about last: a click on one of its products need not read the file again. */
let desk: { readonly key: string; readonly catalogue: ProductCatalogue } | null = null;

/** Reads a catalogue under the rules of a case. */
export const catalogueOf = async (
  { fileName, bytes, caseRecord, answers }: CatalogueInput,
  rules: RulesAt,
): Promise<Result<ProductCatalogue>> => {
  const key = JSON.stringify([await sha256Hex(bytes), fileName, answers, settingOf(caseRecord)]);
  if (desk?.key === key) return ok(desk.catalogue);
  const said = parseProductAnswers(answers);
  if (!said.ok) return said;
  const table = await readTable(bytes, fileName);
  if (!table.ok) return table;
  const read = importProducts(table.value, rules, said.value);
  if (read.ok) desk = { key, catalogue: read.value };
  return read;
};

/** 一企一档 read as the checks read it. */
const fileOf = (caseRecord: CaseRecord, rules: RulesAt): ApplicantFile => {
  const file = openEnterpriseFile(caseRecord, rules);
  return {
    accountYears: accountYears(file),
    fact: (field, period) => fileFact(file, field, period),
    events: (kind) => fileEvents(file, kind),
  };
};

/** The enterprise of a case as products see it. */
export const applicantOf = (caseRecord: CaseRecord, rules: RulesAt): Result<Applicant> =>
  applicantOfCase({
    caseRecord,
    rules,
    prior: assetOutputs(caseRecord, rules),
    file: fileOf(caseRecord, rules),
  });

interface Matched {
  readonly catalogue: ProductCatalogue;
  readonly applicant: Applicant;
  /** By reach, rate and limit. */
  readonly products: readonly MatchedProduct[];
}

const tracesOf = ({ facts }: Applicant): ReadonlyMap<string, TraceNode> =>
  new Map(facts.map(({ key, trace }) => [key, trace]));

const matched = async (input: CatalogueInput, record: number | null): Promise<Result<Matched>> => {
  const rules = rulesOfCase(input.caseRecord);
  if (!rules.ok) return rules;
  const date = parsePlainDate(input.caseRecord.valuationDate, '案情 › 评估基准日');
  if (!date.ok) return date;
  const catalogue = await catalogueOf(input, rules.value);
  if (!catalogue.ok) return catalogue;
  const applicant = applicantOf(input.caseRecord, rules.value);
  if (!applicant.ok) return applicant;
  const products =
    record === null ? catalogue.value.products : catalogue.value.products.filter((p) => p.record === record);
  return ok({
    catalogue: catalogue.value,
    applicant: applicant.value,
    products: matchProducts(
      { ...catalogue.value, products },
      applicant.value.view,
      rules.value,
      date.value,
      tracesOf(applicant.value),
    ),
  });
};

const textOf = (fen: Fen | null): string | null => (fen === null ? null : fenText(fen));

const headlineOf = ({ verdict, reasons }: MatchedProduct): string => {
  const deciding = reasons.find(({ answer }) => answer === verdict);
  if (verdict === 'yes') return '目录所列条件全部符合';
  return deciding?.reason ?? '';
};

const lineOf = (one: MatchedProduct, best: number): ProductLine => {
  const { product, verdict, reasons, limit, rate, covers } = one;
  const count = (answer: ProductLine['verdict']): number => reasons.filter((r) => r.answer === answer).length;
  return {
    id: product.id,
    record: product.record,
    bank: product.bank,
    name: product.name,
    verdict,
    counts: { yes: count('yes'), no: count('no'), unknown: count('unknown') },
    headline: headlineOf(one),
    lowFen: textOf(limit.lowFen),
    highFen: textOf(limit.highFen),
    limitComplete: limit.complete,
    rateLow: rate.low,
    rateHigh: rate.high,
    covers,
    best,
    words: product.conditions.map(({ origin }) => origin.text).join(' '),
  };
};

/** Every product of a catalogue held against a case. */
export const matchOfCase = async (input: CatalogueInput): Promise<Result<CatalogueMatch>> => {
  const found = await matched(input, null);
  if (!found.ok) return found;
  const { catalogue, applicant, products } = found.value;
  const best = new Map(products.map((one, i) => [one, i]));
  return ok({
    fileName: catalogue.fileName,
    sha256: catalogue.sha256,
    counts: countVerdicts(products),
    otherProducts: catalogue.otherProducts,
    banks: catalogue.banks,
    lines: [...products].sort(byCatalogue).map((one) => lineOf(one, best.get(one) ?? 0)),
    facts: applicant.facts,
    failures: catalogue.failures,
    questions: catalogue.questions,
    unmapped: catalogue.unmapped,
  });
};

/** One product with all its reasons. `E_PRODUCT_MISSING` when the catalogue has none at the record. */
export const detailsOfProduct = async (
  input: CatalogueInput & { readonly record: number },
): Promise<Result<ProductDetails>> => {
  const found = await matched(input, input.record);
  if (!found.ok) return found;
  const [one] = found.value.products;
  if (one === undefined)
    return refuse(
      'E_PRODUCT_MISSING',
      `目录第 ${input.record} 条没有产品`,
      `${input.fileName} › 第 ${input.record} 条`,
      '请重新选择目录',
    );
  const { product, verdict, reasons, limit, rate, covers } = one;
  return ok({
    id: product.id,
    record: product.record,
    bank: product.bank,
    name: product.name,
    verdict,
    reasons: reasons.map(({ answer, reason, ask, origin, facts }) => ({
      answer,
      reason,
      ask,
      origin,
      facts,
    })),
    limit: {
      lowFen: textOf(limit.lowFen),
      highFen: textOf(limit.highFen),
      complete: limit.complete,
      trace: limit.trace,
    },
    rate,
    covers,
    subsidy: product.subsidy,
  });
};
