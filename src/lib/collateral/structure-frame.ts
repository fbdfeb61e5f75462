import type { CaseRecord } from '../case/case-record';
import type { Subject } from '../case/exchange';
import { type Fen, fenText } from '../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../kernel/result';
import type { Candidates } from './candidates';
import { enteredFen } from './entered-money';
import type { IpMultiplier } from './ip-multiplier';
import type { RepaymentHold } from './repayment-hold';
import { NEED_FIELD, unknownFigures } from './structure-figures';
import type { LeftOut, Structure, StructureMethod } from './structure-model';

/** What every version of the structure says in the same way. */

/** The amount asked for, above 0. Fails with `E_NEED_MISSING`, `E_FEN`, `E_NEGATIVE`. */
export const readNeed = ({ sections }: CaseRecord): Result<Fen> => {
  const read = enteredFen(NEED_FIELD, sections.enterprise.need.amountFen);
  if (!read.ok) return read;
  return read.value === null || read.value.fen === 0n
    ? refuse('E_NEED_MISSING', '没有融资需求金额', NEED_FIELD.label, '请在“案情”录入融资需求金额')
    : ok(read.value.fen);
};

const costUnknown = (title: string, what: string, remedy: string): Failure => ({
  code: 'W_COST_UNKNOWN',
  message: `“${title}”的${what}未录入：不按 0 计，排在费用已知的来源之后；采用时成本合计为未知`,
  path: `押品组合 › ${title}`,
  remedy,
});

/** Usable sources whose cost nobody entered: a warning, because the comparison leaves them aside. */
export const unknownCosts = ({ assets, support }: Candidates): readonly Failure[] => [
  ...assets.flatMap(({ asset: { title, oneOffCostFen, itemId } }) =>
    oneOffCostFen !== null
      ? []
      : [
          costUnknown(
            title,
            '一次性费用',
            itemId === null
              ? '请在押品组合新增一项同类押品，作为它的费用和登记卡片（价值留空，不会重复计）；没有费用就填 0'
              : '请录入一次性费用；没有费用就填 0',
          ),
        ],
  ),
  ...support.flatMap(({ item: { title, feeRate } }) =>
    feeRate !== null ? [] : [costUnknown(title, '年费率', '请录入年费率及来源；没有费用就填 0')],
  ),
];

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sortedLeftOut = (leftOut: readonly LeftOut[]): readonly LeftOut[] =>
  [...leftOut].sort(
    (a, b) =>
      byText(a.kind, b.kind) || byText(a.id, b.id) || byText(a.code, b.code) || byText(a.title, b.title),
  );

export const sortedFailures = (failures: readonly Failure[]): readonly Failure[] =>
  [...failures].sort(
    (a, b) => byText(a.code, b.code) || byText(a.path, b.path) || byText(a.message, b.message),
  );

/** What is said of a structure whatever its numbers come to. */
export interface Frame {
  readonly residualReason: string;
  readonly repayment: RepaymentHold;
  readonly method: StructureMethod;
  readonly ipMultiplier: IpMultiplier | null;
}

/** Nothing was computed; `reason` says why. */
export const unsolved = (
  subject: Subject,
  { residualReason, repayment, method, ipMultiplier }: Frame,
  needFen: Fen | null,
  reason: Failure,
  candidates: Candidates | null,
): Structure => ({
  plan: null,
  recognition: [],
  status: 'unsolved',
  repayment,
  ipMultiplier,
  needFen: needFen === null ? null : fenText(needFen),
  coveredFen: null,
  recognisedFen: null,
  residualFen: null,
  residualReason,
  ipShare: null,
  ipShareLabel: null,
  contractRatio: null,
  costFen: null,
  knownCostFen: null,
  boundFen: null,
  gap: null,
  items: [],
  leftOut: sortedLeftOut(candidates?.leftOut ?? []),
  binding: [],
  alternatives: [],
  failures: [reason, ...sortedFailures(candidates?.failures ?? [])],
  figures: unknownFigures(subject, method, needFen, reason.message),
});
