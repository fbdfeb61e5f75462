import type { Figure } from '../case/exchange';
import { decimalText, decimalToFen } from '../kernel/decimal';
import { fenText } from '../kernel/fen';
import type { Result } from '../kernel/result';
import type { Term } from '../valuation/term';
import { type ScreeningContext, caseSubject } from './context';
import { figure } from './figure-parts';
import { REPAYMENT_METHOD, evaluateRepayment } from './repayment';
import { repaymentNumbers } from './repayment-numbers';

const COVER_PLACES = 4;

interface Line {
  readonly id: string;
  readonly label: string;
  readonly term: Result<Term>;
  readonly unit: 'fen' | 'none';
  /** Why it is not asked of this loan; it is then unknown, never 0. */
  readonly outside: string | null;
}

const lineFigure = (
  { id, label, term, unit, outside }: Line,
  context: ScreeningContext,
  method: string,
): Figure => {
  const parts = { id: `repayment/${id}`, subject: caseSubject(context.caseRecord), label, unit };
  const frame = { ...parts, method };
  if (outside !== null)
    return figure({ ...frame, value: null }, { formula: `不适用：${outside}`, children: [] });
  if (!term.ok) {
    const { code, message, remedy } = term.failure;
    return figure(
      { ...frame, value: null },
      { formula: `未知：${message}`, note: `${code} ${remedy}`, children: [] },
    );
  }
  const { value, node } = term.value;
  const text = unit === 'fen' ? fenText(decimalToFen(value)) : decimalText(value, COVER_PLACES);
  return figure(
    { ...frame, value: text },
    {
      children: node.children.length === 0 ? [node] : node.children,
      rounding: unit === 'fen' ? '四舍五入到分' : `四舍五入到 ${COVER_PLACES} 位小数`,
      ...(node.formula === undefined ? {} : { formula: node.formula }),
    },
  );
};

const WORKING_CAPITAL_TEST = 'cn.repayment.working-capital-need';

/** `repayment/{cash-cover,working-capital-volume,new-limit,group-exposure}` with traces; amounts in 分. */
export const repaymentFigures = (context: ScreeningContext, method = REPAYMENT_METHOD): readonly Figure[] => {
  const { cashCover, need, exposure } = repaymentNumbers(context);
  const outside =
    evaluateRepayment(context, method).notApplicable.find(({ rule }) => rule === WORKING_CAPITAL_TEST)
      ?.reason ?? null;
  const part = (name: 'volume' | 'newLimit'): Result<Term> =>
    need.ok ? { ok: true, value: need.value[name] } : need;
  const lines: readonly Line[] = [
    { id: 'cash-cover', label: '现金流覆盖倍数', term: cashCover, unit: 'none', outside: null },
    { id: 'working-capital-volume', label: '营运资金量', term: part('volume'), unit: 'fen', outside },
    { id: 'new-limit', label: '新增流动资金贷款额度', term: part('newLimit'), unit: 'fen', outside },
    {
      id: 'group-exposure',
      label: '集团（含本企业）融资与本次申请合计',
      term: exposure,
      unit: 'fen',
      outside: null,
    },
  ];
  return lines.map((line) => lineFigure(line, context, method));
};
