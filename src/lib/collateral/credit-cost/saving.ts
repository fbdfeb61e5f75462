import { type Fen, divideRounded, fenText, fenToDecimalText } from '../../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { type TraceNode, derive, leaf } from '../../kernel/trace';

/** Interest that a cut of the rate saves: principal × bp ÷ 10000 × months ÷ 12, rounded half up to 分. 9000 万元 × 150 bp = 135 万元 a year. */
export const interestSaved = (principalFen: Fen, cutBp: number, months: number): Result<Fen> =>
  principalFen >= 0n &&
  Number.isSafeInteger(cutBp) &&
  cutBp >= 0 &&
  cutBp <= 10_000 &&
  Number.isSafeInteger(months) &&
  months >= 0
    ? ok(divideRounded(principalFen * BigInt(cutBp) * BigInt(months), 120_000n))
    : refuse(
        'E_RANGE',
        '本金、降低的基点或月数不在可计算范围',
        '节省利息',
        '本金不小于 0，基点为 0 至 10000 的整数，月数为自然数',
      );

/** The same with its trace. Fails as `interestSaved`. */
export const explainSaving = (
  principalFen: Fen,
  cutBp: number,
  months: number,
): Result<{ readonly savedFen: Fen; readonly trace: TraceNode }> =>
  mapResult(interestSaved(principalFen, cutBp, months), (savedFen) => {
    const typed = (id: string, label: string, value: string, unit: 'fen' | 'count' | 'month'): TraceNode =>
      leaf({
        id: `cost/saving/${id}`,
        label,
        value,
        unit,
        confidence: 'verified',
        source: { kind: 'field', path: `节省利息.${id}`, label: `节省利息 › ${label}` },
      });
    return {
      savedFen,
      trace: derive({
        id: 'cost/saving',
        label: '节省利息',
        value: fenText(savedFen),
        unit: 'fen',
        formula: `${fenToDecimalText(principalFen, 6)} 万元 × ${cutBp} bp ÷ 10000 × ${months} ÷ 12`,
        rounding: '四舍五入到分',
        note: '本金到期一次归还、按月计；不计费用与贴息',
        children: [
          typed('principalFen', '本金', fenText(principalFen), 'fen'),
          typed('cutBp', '降低的基点', String(cutBp), 'count'),
          typed('months', '月数', String(months), 'month'),
        ],
      }),
    };
  });
