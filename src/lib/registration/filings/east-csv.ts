import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem } from '../../case/collateral-section';
import type { Outputs } from '../../case/method';
import { RECEIPT_STATES } from '../../case/security-history';
import { parseCreditCode } from '../../kernel/credit-code';
import { type Result, ok } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { percentText, printable } from '../display';
import { assetClassTitle } from '../rule-titles';
import { patentNumberText } from '../patent-values';
import type { WholeFiling } from './bound-filings';
import { plainAmount } from './field-text';
import { enteredOf } from './filing';
import { eastFields } from './filing-shapes';

const RULE = 'registration.east-fields';

/** A cell that a spreadsheet would run is made text by an apostrophe before it; quotes are doubled, everything is quoted. */
export const csvCell = (text: string): string => {
  const shown = printable(text);
  const safe = /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** Units that the report wants said. */
const IN_YUAN = new Set(['起始估值', '最新估值', '已抵押价值(第一顺位填0)']);

/** The first and the last value by their days; one without a day counts only where there is no other. */
const valuesByDay = (
  item: CollateralItem | null,
): { readonly first: string | null; readonly last: string | null } => {
  if (item === null) return { first: null, last: null };
  const { valueFen, valuedOn, life } = item;
  const own = valueFen === null || valuedOn === null ? [] : [{ on: valuedOn, valueFen }];
  const chain = [...own, ...life.revaluations].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return { first: chain[0]?.valueFen ?? valueFen, last: chain.at(-1)?.valueFen ?? valueFen };
};

const RATIO = 'structure/contract-ratio';

/** What the case says under a field of the report; what only the bank knows stays empty. */
const valuesOf = (
  caseRecord: CaseRecord,
  { figures }: Outputs,
  rules: RulesAt,
  whole: WholeFiling,
): readonly ReadonlyMap<string, string>[] => {
  const { values } = whole.values;
  const entered = whole.filing.record?.entered['contract_no']?.value;
  const contract = values.get('contract_no')?.value ?? entered ?? '';
  const id = values.get('provider_id')?.value ?? enteredOf(whole.filing, 'provider_id') ?? '';
  const said = enteredOf(whole.filing, 'provider_id_kind');
  const idKind = said ?? (parseCreditCode(id).ok ? '统一社会信用代码' : '');
  const ratio = figures.find(({ id }) => id === RATIO)?.value ?? '';
  return whole.filing.sources
    .filter(({ support, credit }) => support === null && credit === null)
    .map((source) => {
      const { item, patent } = source;
      const { first, last } = valuesByDay(item);
      const card = item ?? whole.filing.cards[0] ?? null;
      const own: [string, string][] = [
        ['押品编号', source.id],
        ['担保合同号', contract],
        ['押品类型(G13分类)', card === null ? '' : assetClassTitle(rules, card.assetClass)],
        ['押品名称', source.title],
        ['起始估值', first === null ? '' : plainAmount(first, 'yuan')],
        ['最新估值', last === null ? '' : plainAmount(last, 'yuan')],
        ['抵质押率', ratio === '' ? '' : percentText(ratio)],
        ['已抵押价值(第一顺位填0)', item === null ? '' : plainAmount(item.priorClaimsFen, 'yuan')],
        [
          '权证登记号码',
          patent === null ? (card?.receipt?.registrationNumber ?? '') : patentNumberText(patent),
        ],
        ['权证登记面积', item?.details['area'] ?? ''],
        ['押品所有人名称', values.get('provider_name')?.value ?? ''],
        ['押品所有人证件类别', idKind],
        ['押品所有人证件号码', id],
        ['抵质押物状态', card !== null && RECEIPT_STATES.includes(card.perfection) ? '已登记' : '未登记'],
        ['币种', card?.currency ?? 'CNY'],
        ['采集日期', caseRecord.valuationDate],
        ['备注', caseRecord.fiction === '' ? '' : '虚构示例'],
      ];
      return new Map(own);
    });
};

/**
 * EAST IE_006_603 表内外业务抵质押物: one line per asset, amounts in 元 as the head says. What the case does not know is empty. 保证金
 * is not reported there. UTF-8 with a byte-order mark, because spreadsheets ask for it. Errors: those of the rulebook.
 */
export const eastCsv = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  filings: readonly WholeFiling[],
): Result<Uint8Array> => {
  const read = readTyped(rules, RULE, eastFields);
  if (!read.ok) return read;
  const { fields } = read.value.value;
  const head = fields.map((field) => csvCell(IN_YUAN.has(field) ? `${field}（元）` : field));
  const rows = filings
    .filter(({ filing }) => filing.act === 'register')
    .flatMap((whole) => valuesOf(caseRecord, outputs, rules, whole))
    .map((own) => fields.map((field) => csvCell(own.get(field) ?? '')));
  const text = [head, ...rows].map((cells) => cells.join(',')).join('\r\n');
  return ok(encodeUtf8(`\ufeff${text}\r\n`));
};
