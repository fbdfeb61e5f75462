import * as v from 'valibot';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { enteredValue } from '../case-values';
import { percentText } from '../display';
import type { FieldValue } from '../form-model';
import type { Filing } from './filing';

const SCHEME_RULE = 'collateral.subsidy.scheme';

const scheme = v.object({ name: v.string(), base: v.string(), low: v.string(), high: v.string() });

const BASE: Readonly<Record<string, string>> = {
  'lpr-1y-prior-year-end': '上年末1年期LPR',
  'lpr-1y-contract-date': '签约日1年期LPR',
  'lpr-1y-december-of-repayment': '还款当年12月1年期LPR',
  interest: '实付利息',
  points: '本金（年百分点）',
};

/** Terms of the loan and of the scheme of the region, as a claim prints them. */
export const subsidyValues = (values: Map<string, FieldValue>, rules: RulesAt, filing: Filing): void => {
  const [first, ...others] = filing.sources;
  const credit = others.length === 0 ? (first?.credit ?? null) : null;
  const at = '$.sections.collateral.credit';
  const label =
    others.length === 0
      ? '融资成本 › 方案'
      : `融资成本 › 方案（有 ${filing.sources.length} 个，请只在申领的一个上写明贴息）`;
  values.set(
    'credit_principal',
    enteredValue(`${at}.principalFen`, `${label} › 本金`, credit?.principalFen, 'fen'),
  );
  const rate = credit?.rate ?? null;
  values.set(
    'credit_rate',
    enteredValue(`${at}.rate`, `${label} › 年利率`, rate === null ? null : percentText(rate)),
  );
  values.set(
    'credit_signed',
    enteredValue(`${at}.subsidy.signedOn`, `${label} › 签约日`, credit?.subsidy.signedOn, 'date'),
  );
  if (credit?.subsidy.kind === 'entered')
    values.set(
      'subsidy_claimed',
      enteredValue(`${at}.subsidy.amountFen`, `${label} › 贴息金额`, credit.subsidy.amountFen, 'fen'),
    );
  const read = readTyped(rules, SCHEME_RULE, scheme);
  if (!read.ok) return;
  const { value, rule } = read.value;
  const from = (key: string, text: string): void => {
    values.set(key, { value: text, trace: ruleLeaf(rule, rule.title, text, 'text') });
  };
  from('subsidy_scheme', value.name);
  from('subsidy_base', BASE[value.base] ?? value.base);
  from(
    'subsidy_ratio',
    value.low === value.high
      ? percentText(value.low)
      : `${percentText(value.low)}–${percentText(value.high)}`,
  );
};
