import type { CaseRecord } from '../../case/case-record';
import type { Receipt } from '../../case/collateral-life';
import type { RulesAt } from '../../rulebook/model';
import { caseValues, enteredValue } from '../case-values';

import type { FieldValue } from '../form-model';
import { patentNumberText } from '../patent-values';
import { AGENT_FIELD, agentAnswer, agentPerson } from './agent';
import { coOwners } from './co-owners';
import { factsOfAll, firstOf } from './facts-of-all';
import type { Filing } from './filing';
import { partyKinds } from './party-kinds';
import { foreignCodes, wordsOf } from './source-words';
import type { FilingValues, SourceRow } from './source-row';
import { sourceValues } from './source-values';
import { subsidyValues } from './subsidy-values';

type Values = Map<string, FieldValue>;

const PARTY_KEYS = ['name', 'id', 'addr', 'zip', 'tel', 'rep'] as const;

/** The side that gives the security: the enterprise, or the owner by name whose other facts are entered with the filing. */
const addProvider = (values: Values, { provider }: Filing): void => {
  if (provider !== null) {
    values.set('provider_name', enteredValue('$.sections.collateral.items', '押品组合 › 所有人', provider));
    return;
  }
  for (const key of PARTY_KEYS) {
    const own = values.get(`pledgor_${key}`);
    if (own !== undefined) values.set(`provider_${key}`, own);
  }
};

const SAME: readonly (readonly [code: string, from: string])[] = [
  ['secured_amount', 'pledge_amount'],
  ['maximum', 'is_maximum'],
  ['scope', 'security_scope'],
  ['contract_no', 'pledge_contract_no'],
  ['contract_date', 'pledge_contract_date'],
];

const FROM_DETAILS: readonly (readonly [code: string, detail: string])[] = [
  ['maximum', 'detail.maximum'],
  ['maximum_amount', 'detail.maximum_fen'],
  ['scope', 'detail.security_scope'],
  ['term_months', 'detail.term_months'],
];

/** The one secured amount of a filing, and what belongs to it. What the assets leave open falls back on the need of the case. */
const addSecurity = (values: Values, filing: Filing, rows: readonly SourceRow[]): void => {
  if (filing.kind === 'patent-pledge') {
    for (const [code, from] of SAME) {
      const own = values.get(from);
      if (own !== undefined) values.set(code, own);
    }
    return;
  }
  for (const [code, detail] of FROM_DETAILS) {
    const own = firstOf(rows, detail);
    if (own !== undefined) values.set(code, own);
  }
  // What a guarantor carries and what a subsidy is claimed for stand with them; neither secures the whole need.
  if (filing.index.subject === 'supports' || filing.index.subject === 'credit') return;
  const secured = firstOf(rows, 'detail.secured_fen');
  const need = values.get('debt_amount');
  const known = secured?.value === null || secured === undefined ? need : secured;
  if (known !== undefined) values.set('secured_amount', known);
};

/** Every receipt of a filing: those of its cards, and the contracts of its supports. */
export const receiptsOf = ({ cards, sources }: Filing): readonly Receipt[] => [
  ...cards.flatMap(({ receipt }) => receipt ?? []),
  ...sources.flatMap(({ support }) => support?.contract ?? []),
];

const unique = (list: readonly string[]): string => [...new Set(list)].join('、');

const numberOf = ({ source: { patent }, values }: SourceRow): readonly string[] => {
  if (patent !== null) return [patentNumberText(patent)];
  const code = values.get('detail.registration_no') ?? values.get('detail.certificate_no');
  return code?.value === null || code === undefined ? [] : [code.value];
};

const addRegistration = (values: Values, filing: Filing, rows: readonly SourceRow[]): void => {
  const receipts = receiptsOf(filing);
  const label = '押品组合 › 登记证明';
  const at = '$.sections.collateral.items';
  const numbers = unique(receipts.map(({ registrationNumber }) => registrationNumber));
  values.set('reg_no', enteredValue(`${at}.receipt.registrationNumber`, `${label} › 登记号`, numbers));
  const dates = unique(receipts.map(({ date }) => date));
  values.set('reg_date', enteredValue(`${at}.receipt.date`, `${label} › 登记日`, dates, 'date'));
  const all = rows.flatMap(numberOf);
  values.set(
    'numbers',
    enteredValue(at, '登记标的 › 号码', all.length === 0 ? null : unique(all).replaceAll('、', '；')),
  );
  values.set('sources_count', enteredValue(at, '登记标的 › 项数', String(rows.length)));
};

const addEvent = (values: Values, { record }: Filing): void => {
  const at = '$.sections.filings.records.event';
  const label = '登记包 › 办理事由';
  const event = record?.event ?? null;
  values.set('event_date', enteredValue(`${at}.happenedOn`, `${label} › 发生日`, event?.happenedOn, 'date'));
  values.set('event_reason', enteredValue(`${at}.reason`, `${label} › 原因`, event?.reason));
  values.set('new_end', enteredValue(`${at}.newEnd`, `${label} › 展期至`, event?.newEnd, 'date'));
  const what = event?.changes.map((change) => change.what) ?? [];
  values.set('change_whats', enteredValue(`${at}.changes`, `${label} › 变更事项`, what.join('、')));
};

const addSupports = (values: Values, { sources }: Filing): void => {
  const at = '$.sections.collateral.support';
  const pool = sources.some(({ support }) => support?.kind === 'risk-pool');
  values.set('has_pool', enteredValue(at, '押品组合 › 风险补偿', pool));
};

/** What the case says for every field of a filing, row by row where the filing lists its sources. */
export const filingValues = (caseRecord: CaseRecord, rules: RulesAt, filing: Filing): FilingValues => {
  const values: Values = new Map(caseValues(caseRecord));
  const rows = filing.sources.map((source) => ({
    source,
    values: sourceValues(caseRecord, source, wordsOf(rules, filing, source)),
    foreign: foreignCodes(rules, filing, source),
  }));
  addProvider(values, filing);
  addSecurity(values, filing, rows);
  for (const { values: own } of rows)
    for (const code of own.keys())
      if (code.startsWith('detail.') && !values.has(code)) {
        const all = filing.reading === 2 ? firstOf(rows, code) : factsOfAll(rows, code);
        if (all !== undefined) values.set(code, all);
      }
  addRegistration(values, filing, rows);
  addEvent(values, filing);
  addSupports(values, filing);
  if (filing.kind === 'subsidy') subsidyValues(values, rules, filing);
  values.set('act_title', enteredValue('$.sections.filings', '登记包 › 办理', filing.title));
  if (filing.reading === 2) return { values, rows };
  values.set(AGENT_FIELD, agentAnswer(caseRecord, filing));
  agentPerson(values);
  if (filing.kind === 'patent-pledge') coOwners(values, caseRecord, filing);
  partyKinds(values, filing);
  return { values, rows };
};
