import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import type { Figure } from '../../case/exchange';
import type { Outputs } from '../../case/method';
import { type Block, type DocumentContent, upright } from '../../documents/model';
import { signatures, table } from '../../documents/table';
import { heading, note, paragraph } from '../../documents/text';
import { formatYuan, parseFenText } from '../../kernel/fen';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { NOT_GIVEN, confidenceText, percentText } from '../display';
import type { WholeFiling } from './bound-filings';

const TABLE_RULE = 'collateral.fee.payers';
const METHOD = 'collateral.credit-cost@';
const SIZE = 19;

const feeTable = v.array(
  v.object({
    title: v.string(),
    amount: v.nullable(v.string()),
    registry: v.optional(v.string()),
    basis: v.string(),
    timing: v.string(),
    payer: v.string(),
  }),
);
const amountValue = v.union([v.string(), v.object({ low: v.string(), high: v.string() })]);

const BASIS: Readonly<Record<string, string>> = {
  'per-registration': '每件',
  'rate-of-principal': '按本金',
  'rate-of-guaranteed': '按担保额',
  'rate-of-value': '按价值',
};
const PAYER: Readonly<Record<string, string>> = {
  enterprise: '企业',
  bank: '银行',
  guarantor: '担保机构',
  government: '政府',
  other: '其他',
};

const one = (text: string, perItem: boolean): string => {
  if (!perItem) return percentText(text);
  const fen = parseFenText(text);
  return fen.ok ? `${formatYuan(fen.value)} 元` : text;
};

const amountText = (rules: RulesAt, id: string | null, perItem: boolean): string => {
  const read = id === null ? null : readTyped(rules, id, amountValue);
  if (read === null || !read.ok) return '未录入，未知';
  const { value, rule } = read.value;
  const said =
    typeof value === 'string'
      ? one(value, perItem)
      : value.low === value.high
        ? one(value.low, perItem)
        : `${one(value.low, perItem)} 至 ${one(value.high, perItem)}`;
  return `${said}（${confidenceText(rule.confidence)}）`;
};

const feeBlocks = (rules: RulesAt, filings: readonly WholeFiling[]): readonly Block[] => {
  const read = readTyped(rules, TABLE_RULE, feeTable);
  if (!read.ok) return [];
  const registries = new Set(filings.map(({ filing }) => filing.definition.registry.code));
  const rows = read.value.value.filter(({ registry }) => registry === undefined || registries.has(registry));
  return [
    heading('费用表'),
    note(`由谁付：${confidenceText(read.value.rule.confidence)}，以合同为准。`, true),
    table({
      size: SIZE,
      columns: [
        { title: '费用', share: 34, label: true },
        { title: '计算', share: 13 },
        { title: '金额或费率', share: 29 },
        { title: '何时', share: 10 },
        { title: '由谁付', share: 14 },
      ],
      rows: rows.map(({ title, amount, basis, timing, payer }) => [
        title,
        BASIS[basis] ?? basis,
        amountText(rules, amount, basis === 'per-registration'),
        timing === 'yearly' ? '每年' : '一次',
        PAYER[payer] ?? payer,
      ]),
    }),
  ];
};

const shown = (text: string, unit: Figure['unit']): string => {
  if (unit === 'ratio') return percentText(text);
  const fen = unit === 'fen' ? parseFenText(text) : null;
  return fen?.ok === true ? `${formatYuan(fen.value)} 元` : text;
};

const figureText = ({ value, unit, interval }: Figure): string => {
  if (value !== null) return shown(value, unit);
  return interval === undefined ? '未知' : `${shown(interval.low, unit)} 至 ${shown(interval.high, unit)}`;
};

/** 成本测算表: what every way to finance the need costs, and the table of fees. Nothing is computed here; `null` = nothing to say. */
export const costContent = (
  caseRecord: CaseRecord,
  { figures }: Outputs,
  rules: RulesAt,
  filings: readonly WholeFiling[],
): DocumentContent | null => {
  const own = figures.filter(({ method }) => method.startsWith(METHOD));
  const fees = feeBlocks(rules, filings);
  if (own.length === 0 && fees.length === 0) return null;
  return {
    title: '成本测算表',
    fiction: caseRecord.fiction,
    warning: '测算结果，不是报价',
    date: caseRecord.valuationDate,
    sections: upright([
      heading('各方案的成本'),
      own.length === 0
        ? paragraph('案卷没有录入融资方案，利息、费用合计和年化综合成本未知。')
        : table({
            size: SIZE,
            columns: [
              { title: '项目', share: 52, label: true },
              { title: '数值', share: 32 },
              { title: '可信度', share: 16, align: 'center' },
            ],
            rows: own.map((figure) => [figure.label, figureText(figure), confidenceText(figure.confidence)]),
          }),
      ...fees,
      note(`“${NOT_GIVEN}”为不适用，“未知”不等于零。`),
      signatures(['编制', '复核', '日期']),
    ]),
  };
};
