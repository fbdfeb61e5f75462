import type { CaseRecord } from '../../case/case-record';
import type { DocumentContent } from '../../documents/model';
import { LANDSCAPE_WIDTH } from '../../documents/model';
import { signatures, table } from '../../documents/table';
import { heading, note, paragraph } from '../../documents/text';
import { NOT_GIVEN, TO_BE_FILLED } from '../display';
import { missingFields } from '../form-model';
import type { WholeFiling, WholePlan } from './bound-filings';
import { sentenceAmount } from './field-text';

const SIZE = 18;

const amountOf = ({ values, filing }: WholeFiling): string => {
  if (filing.index.subject === 'supports' || filing.index.subject === 'credit') return NOT_GIVEN;
  const fen = values.values.get('secured_amount')?.value ?? null;
  return fen === null ? TO_BE_FILLED : sentenceAmount(fen);
};

const receiptText = ({ values }: WholeFiling): string => {
  const number = values.values.get('reg_no')?.value ?? null;
  const date = values.values.get('reg_date')?.value ?? null;
  return number === null ? '未录回' : `${number}（${date ?? '日期未录'}）`;
};

const openText = ({ form, papers }: WholeFiling): string => {
  const fields = missingFields(form).length;
  const open = papers.filter(({ need, status }) => need !== 'not-needed' && status !== 'present').length;
  return fields + open === 0 ? '齐' : `缺 ${fields} 栏、${open} 项材料`;
};

/** 登记事项汇总表: every filing with registrar, amount, count, folder, what is open, and the receipt. */
export const summaryContent = (
  caseRecord: CaseRecord,
  plan: WholePlan,
  folderOf: (whole: WholeFiling) => string,
): DocumentContent => {
  const { filings, omitted, uncovered } = plan;
  return {
    title: '登记事项汇总表',
    fiction: caseRecord.fiction,
    warning: '',
    date: caseRecord.valuationDate,
    sections: [
      {
        landscape: true,
        children: [
          table({
            size: SIZE,
            width: LANDSCAPE_WIDTH,
            columns: [
              { title: '序号', share: 5, align: 'center' },
              { title: '办理事项', share: 18 },
              { title: '登记机构', share: 17 },
              { title: '标的项数', share: 7, align: 'center' },
              { title: '担保的债权数额', share: 17 },
              { title: '登记号（日期）', share: 14 },
              { title: '情况', share: 11 },
              { title: '目录', share: 11 },
            ],
            rows: filings.map((whole, index) => [
              String(index + 1),
              whole.filing.title,
              whole.filing.definition.registry.registrar,
              String(whole.filing.sources.length),
              amountOf(whole),
              receiptText(whole),
              openText(whole),
              folderOf(whole),
            ]),
          }),
          ...(omitted.length === 0
            ? []
            : [
                heading('不办理的事项'),
                ...omitted.map(({ filing, reason }) =>
                  paragraph(`${filing.title}：${reason === '' ? '没有写明理由' : reason}`),
                ),
              ]),
          ...(uncovered.length === 0
            ? []
            : [
                heading('没有对应表单的押品'),
                ...uncovered.map(({ title }) =>
                  paragraph(`${title}：本程序没有其登记机构的表单，请另行办理。`),
                ),
              ]),
          note('“未录回”：登记机构的证明还没有录回案卷；录回之前，担保一律按“若登记”计。'),
          signatures(['经办', '复核', '日期']),
        ],
      },
    ],
  };
};
