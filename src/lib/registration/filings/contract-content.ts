import type { CaseRecord } from '../../case/case-record';
import { type Block, type DocumentContent, upright } from '../../documents/model';
import { pairs, signatures, table } from '../../documents/table';
import { heading, note, paragraph } from '../../documents/text';
import { NOT_GIVEN, TO_BE_FILLED, confidenceText } from '../display';
import type { FieldValue } from '../form-model';
import type { WholeFiling } from './bound-filings';
import { enteredOf } from './filing';
import { sentenceAmount } from './field-text';
import { riskBlocks } from './form-content';
import { sourceRows } from './source-table';

export const MAIN_CONTRACT_TITLE = '主债权合同要点';

const said = (value: FieldValue | undefined): string => {
  if (value?.value === null || value === undefined) return TO_BE_FILLED;
  return value.trace.unit === 'fen' ? sentenceAmount(value.value) : value.value;
};

/** 主债权合同要点: what the security contract and every form take from the main contract, so that both can be compared. */
export const mainContractContent = (
  caseRecord: CaseRecord,
  { values: { values } }: WholeFiling,
  notice: string,
): DocumentContent => ({
  title: MAIN_CONTRACT_TITLE,
  fiction: caseRecord.fiction,
  warning: notice,
  date: caseRecord.valuationDate,
  sections: upright([
    paragraph('下列各项从案卷取出，供拟定主债权合同和与已签合同逐项核对；合同正文由贷款人提供。'),
    pairs([
      ['合同名称/编号', said(values.get('debt_contract_name'))],
      ['债务人', said(values.get('pledgor_name'))],
      ['债权人', said(values.get('pledgee_name'))],
      ['债权种类', said(values.get('debt_kind'))],
      ['债权金额', said(values.get('debt_amount'))],
      ['债务履行期限起', said(values.get('debt_term_start'))],
      ['债务履行期限止', said(values.get('debt_term_end'))],
      ['用途', caseRecord.sections.enterprise.need.purpose ?? TO_BE_FILLED],
      ['担保的债权数额', said(values.get('secured_amount'))],
    ]),
    signatures(['经办', '复核', '日期']),
  ]),
});

const signers = ({ filing }: WholeFiling): readonly (readonly [string, string])[] => {
  const given = filing.record?.signers ?? [];
  const named = (side: string): string => {
    const found = given.filter((signer) => signer.side === side);
    return found.length === 0
      ? '（签字或盖章）'
      : `${found.map(({ name, role }) => (role === '' ? name : `${name}（${role}）`)).join('、')}　（签字或盖章）`;
  };
  return [
    [filing.definition.providerWord, named('provider')],
    [filing.definition.holderWord, named('holder')],
    ['签订日期', ''],
  ];
};

const numbered = (title: string, text: string, at: number): Block[] => [
  paragraph(`第 ${at} 条　${title}`, { strong: true, keep: true }),
  paragraph(text),
];

/**
 * The security contract of a filing: the mandatory items filled from the case, the chosen optional clauses, the offered ones behind
 * the text. The wording is ours and says so on its face and on every page.
 */
export const contractContent = (
  caseRecord: CaseRecord,
  whole: WholeFiling,
  notice: string,
): DocumentContent | null => {
  const { contract, filing } = whole;
  if (contract === null) return null;
  const chosen = contract.clauses.filter((clause) => clause.chosen);
  const offered = contract.clauses.filter((clause) => !clause.chosen);
  const filed = whole.values.values.get('contract_no');
  const number = filed === undefined ? (enteredOf(filing, 'contract_no') ?? TO_BE_FILLED) : said(filed);
  return {
    title: contract.title,
    fiction: caseRecord.fiction,
    warning: notice,
    date: caseRecord.valuationDate,
    sections: upright([
      pairs([['合同编号', number]]),
      ...riskBlocks(whole),
      heading(`必备事项（${contract.mandatoryArticle}）`),
      ...contract.items.flatMap(({ label, text }, index) => numbered(label, text, index + 1)),
      heading(`约定事项（${contract.optionalArticle}，${confidenceText(contract.rule.confidence)}）`),
      ...(chosen.length === 0
        ? [paragraph('双方没有选用约定事项。')]
        : chosen.flatMap(({ label, text }, index) =>
            numbered(label, text, contract.items.length + index + 1),
          )),
      pairs(signers(whole), 700),
      heading('附：清单'),
      sourceRows(whole),
      ...(offered.length === 0
        ? []
        : [
            heading('附：可以选用而没有选用的条款'),
            note('以下不是合同内容，供双方考虑。', true),
            table({
              columns: [
                { title: '事项', share: 26 },
                { title: '示范文字', share: 74 },
              ],
              rows: offered.map(({ label, text }) => [label, text]),
            }),
          ]),
      note(`“${NOT_GIVEN}”为不适用。${notice}`),
    ]),
  };
};
