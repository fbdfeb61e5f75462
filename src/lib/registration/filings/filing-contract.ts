import { type Result, ok } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { enteredValue } from '../case-values';
import { NOT_GIVEN, TO_BE_FILLED } from '../display';
import type { FieldValue } from '../form-model';
import { sentenceAmount } from './field-text';
import type { BoundFiling } from './bind-filing';
import { type Filing, enteredSoFar } from './filing';
import { type ContractClause, type ContractText, contractText } from './filing-shapes';
import type { FilingValues } from './source-row';

/** A mandatory item of the contract with the data of the case behind it. */
export interface ContractItemCheck {
  readonly code: string;
  readonly label: string;
  /** Sentence of the contract, filled. */
  readonly text: string;
  /** Data that the item needs and the case does not have. */
  readonly missing: readonly { readonly label: string; readonly trace: TraceNode }[];
}

/** An optional clause that is offered, and whether the parties chose it. */
export interface OfferedClause extends ContractClause {
  readonly chosen: boolean;
}

/** The security contract of a filing: the items it must state, the clauses it may. */
export interface FilingContract {
  readonly title: string;
  readonly mandatoryArticle: string;
  readonly optionalArticle: string;
  readonly items: readonly ContractItemCheck[];
  readonly clauses: readonly OfferedClause[];
  readonly rule: ResolvedRule;
}

const printedText = (field: FieldValue | undefined): string => {
  if (field === undefined || field.value === null) return TO_BE_FILLED;
  return field.trace.unit === 'fen' ? sentenceAmount(field.value) : field.value;
};

/** `{code}` in a text of the rulebook → what the filing says there, or that it is still to be filled. */
export const filledText = (text: string, filing: Filing, { values }: FilingValues): string =>
  text.replace(/\{([a-z_.]+)\}/g, (_, code: string) => {
    const own = values.get(code);
    if (code === 'maximum_amount' && own?.value === null) return NOT_GIVEN;
    if (own !== undefined) return printedText(own);
    return enteredSoFar(filing, code) ?? TO_BE_FILLED;
  });

const lineOf = (label: string, { value, trace }: FieldValue): { label: string; trace: TraceNode }[] =>
  value === null ? [{ label, trace }] : [];

const missingOf = (
  { filing, values, form }: BoundFiling,
  code: string,
): readonly { readonly label: string; readonly trace: TraceNode }[] => {
  const own = values.values.get(code);
  const rows = values.rows.filter((row) => row.values.has(code));
  if (rows.length > 0)
    return rows.flatMap(({ source, values: given }) => {
      const found = given.get(code);
      return found === undefined ? [] : lineOf(`${source.title} ${found.trace.label}`, found);
    });
  if (own !== undefined) return lineOf(own.trace.label, own);
  const bound = form.sections
    .flatMap((section) => section.rows.flatMap(({ fields }) => fields))
    .filter((field) => field.code === code);
  if (bound.length > 0) return bound.flatMap((field) => lineOf(field.label, field));
  const entered = enteredSoFar(filing, code);
  return lineOf(
    code,
    enteredValue('$.sections.filings.records', `登记包 › ${filing.title} › ${code}`, entered),
  );
};

const itemOf = (bound: BoundFiling, item: ContractText['mandatory'][number]): ContractItemCheck => {
  const missing = item.fields.flatMap((code) => missingOf(bound, code));
  const labels = new Set<string>();
  return {
    code: item.code,
    label: item.label,
    text: filledText(item.text, bound.filing, bound.values),
    missing: missing.filter(({ label }) => labels.size !== labels.add(label).size),
  };
};

/**
 * The contract of a filing: every mandatory item with its data, every optional clause that is offered. `null` where the filing has no
 * contract of its own. The texts are samples of this program.
 */
export const filingContract = (rules: RulesAt, bound: BoundFiling): Result<FilingContract | null> => {
  const { filing, values } = bound;
  if (filing.definition.contract === null || filing.act !== 'register') return ok(null);
  const read = readTyped(rules, filing.definition.contract, contractText);
  if (!read.ok) return read;
  const { value, rule } = read.value;
  const chosen = new Map((filing.record?.clauses ?? []).map(({ code, text }) => [code, text]));
  return ok({
    title: value.title,
    mandatoryArticle: value.mandatoryArticle,
    optionalArticle: value.optionalArticle,
    items: value.mandatory.map((item) => itemOf(bound, item)),
    clauses: value.optional.map((clause) => {
      const own = chosen.get(clause.code);
      const text = own === undefined || own.trim() === '' ? clause.text : own;
      return { ...clause, text: filledText(text, filing, values), chosen: own !== undefined };
    }),
    rule,
  });
};
