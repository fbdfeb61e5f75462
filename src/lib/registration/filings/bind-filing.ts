import type { CaseRecord } from '../../case/case-record';
import { type Result, ok } from '../../kernel/result';
import { leaf } from '../../kernel/trace';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { enteredValue } from '../case-values';
import { fieldIsRequired } from '../conditions';
import type { BoundField, BoundForm, BoundSection, FieldValue } from '../form-model';
import { formTemplate } from '../rule-shapes';
import { type Filing, enteredSoFar } from './filing';
import { type FilingPaperItem, filingPapersOf } from './filing-papers';
import { agentCondition } from './agent';
import { silentOf } from './facts-of-all';
import { enteredHere, judgeWhen, readerOf } from './filing-reader';
import { type FilingField, type FilingSectionRule, filingSection } from './filing-shapes';
import type { FilingValues, SourceRow } from './source-row';

/** A field of a filing. */
export interface FilingBoundField extends BoundField {
  /** Key under which a person enters it with the filing; `null` where it stands elsewhere in the case. */
  readonly entry: string | null;
  readonly options: readonly string[];
  readonly hint: string;
}

interface Place {
  readonly caseRecord: CaseRecord;
  readonly filing: Filing;
  readonly rule: ResolvedRule;
  readonly values: ReadonlyMap<string, FieldValue>;
  /** `''`, or the id of the row and a stroke. */
  readonly prefix: string;
  /** Assets that the place speaks for: all of the filing, or the one of the row. */
  readonly rows: readonly SourceRow[];
}

const PERSON = ['个人', '自然人'];
const KINDS: Readonly<Record<string, readonly string[]>> = {
  自然人: PERSON,
  第三方公司: ['企业', '法人'],
};

/** What the card says of another owner, in the words of a form; `null` = nothing. */
const kindOnCard = (field: FilingField, values: Place['values']): FieldValue | null => {
  const said = values.get('detail.provider_kind');
  const words = KINDS[said?.value ?? ''] ?? [];
  const value = field.options?.find((option) => words.includes(option));
  return said === undefined || value === undefined ? null : { ...said, value };
};

/** Fields that say what kind of party it is; every registry has its own. */
const KIND_FIELDS = ['provider_kind', 'provider_type'];

/** Whether another owner is a person, who has no representative. */
const isPerson = ({ filing, values }: Place): boolean => {
  if (filing.provider === null) return false;
  const entered = KIND_FIELDS.flatMap((code) => enteredSoFar(filing, code) ?? []);
  return PERSON.includes(entered[0] ?? values.get('detail.provider_kind')?.value ?? '');
};

const valueOf = ({ filing, rule, values }: Place, field: FilingField, found: FieldValue): FieldValue => {
  if (found.value !== null) return found;
  // Nothing is known of another owner that nobody said.
  if (filing.provider !== null && field.code.startsWith('provider_'))
    return (KIND_FIELDS.includes(field.code) ? kindOnCard(field, values) : null) ?? found;
  if (field.default === undefined) return found;
  return { value: field.default, trace: ruleLeaf(rule, field.label, field.default, 'text') };
};

const sealValue = (field: FilingField, rule: ResolvedRule): FieldValue => ({
  value: null,
  trace: leaf({
    id: `field/${field.code}`,
    label: field.label,
    value: null,
    unit: 'text',
    confidence: rule.confidence,
    note: '由双方填写',
  }),
});

const isRequired = (place: Place, field: FilingField): boolean => {
  const { caseRecord, filing, values, prefix, rows } = place;
  if (field.code === 'provider_rep' && isPerson(place)) return false;
  if (field.required === 'agent') return agentCondition(caseRecord, filing).holds === true;
  if (field.required !== 'when') return fieldIsRequired(caseRecord, field.required);
  const read = readerOf(filing, values, prefix);
  return field.when !== undefined && judgeWhen(field.when, read, filing, rows).holds === true;
};

/** What the class of an asset does not know is neither asked for nor missed. */
const foreignField = (field: FilingField, { rule }: Place): FilingBoundField => ({
  code: field.code,
  label: field.label,
  type: field.type,
  required: false,
  labelConfidence: rule.confidence,
  value: null,
  trace: leaf({
    id: `field/${field.code}`,
    label: field.label,
    value: null,
    unit: 'text',
    confidence: rule.confidence,
    note: '这一类押品没有此栏',
  }),
  entry: null,
  options: [],
  hint: '',
});

const isForeign = (source: string, { rows, values }: Place): boolean =>
  !values.has(source) && rows.length > 0 && rows.every(({ foreign }) => foreign.has(source));

/** A fact of every asset that stands once on the form is open while one asset is silent. */
const ownValue = (place: Place, source: string, required: boolean): FieldValue | undefined => {
  const { filing, values, rows } = place;
  const own = values.get(source);
  if (own === undefined || !required || filing.reading === 2 || !source.startsWith('detail.')) return own;
  return silentOf(rows, source) ?? own;
};

const bindField = (place: Place, field: FilingField): FilingBoundField => {
  const { filing, rule, prefix } = place;
  const source = field.source ?? field.code;
  if (isForeign(source, place)) return foreignField(field, place);
  const required = isRequired(place, field);
  const own = ownValue(place, source, required);
  const seal = field.type === 'seal';
  const entry = seal || own !== undefined ? null : `${prefix}${field.code}`;
  const found = seal ? sealValue(field, rule) : (own ?? enteredHere(filing, entry ?? '', field));
  return {
    code: field.code,
    label: field.label,
    type: field.type,
    required,
    labelConfidence: rule.confidence,
    ...valueOf(place, field, found),
    entry,
    options: field.options ?? [],
    hint: field.hint ?? '',
  };
};

interface Row {
  readonly subject: string;
  readonly values: ReadonlyMap<string, FieldValue>;
  readonly prefix: string;
  readonly rows: readonly SourceRow[];
}

const changeRows = (filing: Filing): readonly Row[] =>
  (filing.record?.event?.changes ?? []).map(({ what, before, after }, index) => {
    const at = `$.sections.filings.records[${JSON.stringify(filing.id)}].event.changes[${index}]`;
    const label = `登记包 › ${filing.title} › 变更 ${index + 1}`;
    return {
      subject: `change-${index + 1}`,
      prefix: `change-${index + 1}/`,
      rows: [],
      values: new Map([
        ['change_what', enteredValue(`${at}.what`, `${label} › 事项`, what)],
        ['change_before', enteredValue(`${at}.before`, `${label} › 变更前`, before)],
        ['change_after', enteredValue(`${at}.after`, `${label} › 变更后`, after)],
      ]),
    };
  });

const rowsOf = (section: FilingSectionRule, filing: Filing, given: FilingValues): readonly Row[] => {
  if (section.layout !== 'rows')
    return [{ subject: 'case', values: given.values, prefix: '', rows: given.rows }];
  if (section.rows === 'changes') return changeRows(filing);
  return given.rows.map((row) => ({
    subject: row.source.id,
    values: row.values,
    prefix: `${row.source.id}/`,
    rows: [row],
  }));
};

/** Papers that go with the form, as its list of annexes names them. */
const attachments = (items: readonly FilingPaperItem[]): FieldValue => {
  const titles = items
    .filter(({ need, generated }) => need === 'needed' && generated !== 'application-form')
    .map(({ title }) => title);
  const value = titles.length === 0 ? null : titles.join('；');
  return enteredValue('$.sections.registration.papers', '登记 › 材料清单', value);
};

/** A filing with its form filled from the case and the papers it wants. */
export interface BoundFiling {
  readonly filing: Filing;
  readonly form: BoundForm;
  readonly papers: readonly FilingPaperItem[];
  readonly values: FilingValues;
}

/** Sections of a bound filing; their fields say where each is entered. */
export const filingFields = (section: BoundSection): readonly FilingBoundField[] =>
  section.rows.flatMap(({ fields }) => fields.filter((field): field is FilingBoundField => 'entry' in field));

/**
 * Fills the form of a filing. Nothing is invented: a value nobody gave is `null`. Fails when a rule of the form is not in force on the
 * valuation date or has the wrong shape.
 */
export const bindFiling = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  filing: Filing,
  given: FilingValues,
): Result<BoundFiling> => {
  const template = readTyped(rules, filing.rule.form, formTemplate);
  if (!template.ok) return template;
  const papers = filingPapersOf(caseRecord, rules, filing, given);
  if (!papers.ok) return papers;
  const values: FilingValues = {
    ...given,
    values: new Map(given.values).set('attachments', attachments(papers.value)),
  };
  const { sections: ids, ...form } = template.value.value;
  const sections: BoundSection[] = [];
  for (const id of ids) {
    const read = readTyped(rules, id, filingSection);
    if (!read.ok) return read;
    const { value: section, rule } = read.value;
    sections.push({
      key: section.key,
      title: section.title,
      layout: section.layout,
      notes: section.notes,
      rule: rule.id,
      confidence: rule.confidence,
      rows: rowsOf(section, filing, values).map((row) => ({
        subject: row.subject,
        fields: section.fields.map((field) => bindField({ caseRecord, filing, rule, ...row }, field)),
      })),
    });
  }
  return ok({ filing, form: { ...form, sections }, papers: papers.value, values });
};
