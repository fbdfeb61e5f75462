import type { CaseRecord } from '../case/case-record';
import type { TemplateData } from '../documents/template/template-data';
import { type Result, ok } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { fileNamePart } from './file-name';
import { bindFiling } from './filings/bind-filing';
import { MAIN_CONTRACT_TITLE } from './filings/contract-content';
import type { Filing } from './filings/filing';
import {
  type FilingActRule,
  type FilingDefinition,
  type FilingIndexEntry,
  contractText,
  filingDefinition,
  filingIndex,
  letterTexts,
} from './filings/filing-shapes';
import { filingValues } from './filings/filing-values';
import { PRESENT_READING } from './filings/reading';
import { requiredFields, templateData } from './template-fields';

/** A document that a template of an institution may replace, with what the template may and must name. */
export interface TemplateTarget {
  /** Name of the file without number and extension, as `DocumentTemplate.document` has it. */
  readonly document: string;
  readonly data: TemplateData;
  /** Codes of fields that a template must have a place for. */
  readonly required: readonly string[];
  /** What the document must say of the risk of its route, by the template or on a page at its end. */
  readonly risk: readonly string[];
}

const INDEX_RULE = 'registration.filings';
const LETTERS_RULE = 'registration.letters';

/** A filing about nothing: what its form has fields for, whatever the case. */
const emptyFiling = (index: FilingIndexEntry, definition: FilingDefinition, rule: FilingActRule): Filing => ({
  id: index.kind,
  kind: index.kind,
  act: rule.act,
  title: rule.title,
  index,
  definition,
  rule,
  sources: [],
  cards: [],
  provider: null,
  record: null,
  before: null,
  reading: PRESENT_READING,
});

const contractTargets = (
  rules: RulesAt,
  { definition, act }: Filing,
  data: TemplateData,
): Result<readonly TemplateTarget[]> => {
  if (definition.contract === null || act !== 'register') return ok([]);
  const contract = readTyped(rules, definition.contract, contractText);
  if (!contract.ok) return contract;
  const { title, mandatory } = contract.value.value;
  const known = new Set(
    [...data.fields, ...data.lists.flatMap(({ columns }) => columns)].map(({ code }) => code),
  );
  const fields = new Set(mandatory.flatMap((item) => item.fields).filter((code) => known.has(code)));
  return ok([
    { document: fileNamePart(title), data, required: [...fields], risk: definition.risk },
    { document: fileNamePart(MAIN_CONTRACT_TITLE), data, required: [], risk: [] },
  ]);
};

const filingTargets = (
  blank: CaseRecord,
  rules: RulesAt,
  filing: Filing,
): Result<readonly TemplateTarget[]> => {
  const bound = bindFiling(blank, rules, filing, filingValues(blank, rules, filing));
  if (!bound.ok) return bound;
  const { form } = bound.value;
  const { risk } = filing.definition;
  const data = templateData(blank, form, filing.definition, rules);
  const contracts = contractTargets(rules, filing, data);
  if (!contracts.ok) return contracts;
  const letters = readTyped(rules, LETTERS_RULE, letterTexts);
  if (!letters.ok) return letters;
  return ok([
    { document: fileNamePart(form.title), data, required: requiredFields(form, rules), risk },
    ...contracts.value,
    ...letters.value.value
      .filter(({ kinds, acts }) => kinds.includes(filing.kind) && acts.includes(filing.act))
      .map(({ title }) => ({ document: fileNamePart(title), data, required: [], risk: [] })),
  ]);
};

/**
 * What templates may replace under the rules of a day: the forms of every registry and act, contracts and letters. `blank` is a case
 * with nothing in it. Of documents with one name the first in the order of the rulebook stands. Errors: those of the rulebook.
 */
export const templateTargets = (blank: CaseRecord, rules: RulesAt): Result<readonly TemplateTarget[]> => {
  const index = readTyped(rules, INDEX_RULE, filingIndex);
  if (!index.ok) return index;
  const targets = new Map<string, TemplateTarget>();
  for (const entry of index.value.value) {
    const definition = readTyped(rules, entry.definition, filingDefinition);
    if (!definition.ok) return definition;
    for (const act of definition.value.value.acts) {
      const found = filingTargets(blank, rules, emptyFiling(entry, definition.value.value, act));
      if (!found.ok) return found;
      for (const target of found.value)
        if (!targets.has(target.document)) targets.set(target.document, target);
    }
  }
  return ok([...targets.values()]);
};
