import * as v from 'valibot';
import { ratioText } from '../case/schema-parts';
import { type Fen, divideRounded, fenToDecimalText } from '../kernel/fen';
import { type Result, mapResult } from '../kernel/result';
import { type TraceNode } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped, ruleLeaf } from '../rulebook/read-rule';

const setting = v.object({ limit: ratioText, attention: ratioText });

/** How much of a loan intellectual property may carry. */
export interface IpConcentration {
  /** Never passed. 1 = no limit. */
  readonly limit: string;
  /** Only pointed out above this. */
  readonly attention: string;
  readonly trace: TraceNode;
}

/** Reads the setting. Fails as `readTyped` does. Source: 押品管理指引 asks for limits and names none; judgement. */
export const readIpConcentration = (rules: RulesAt): Result<IpConcentration> =>
  mapResult(readTyped(rules, 'collateral.concentration.ip-share', setting), ({ value, rule }) => ({
    ...value,
    trace: ruleLeaf(rule),
  }));

/** Decimals of a share as text. */
export const SHARE_DECIMALS = 10;

/** `part / whole` as decimal text with ten decimals, 四舍五入; `whole` > 0. 1840 / 4500 → `0.4088888889`. */
export const shareText = (part: Fen, whole: Fen): string =>
  fenToDecimalText(divideRounded(part * 10n ** BigInt(SHARE_DECIMALS), whole), SHARE_DECIMALS);

/** The same for people, rounded once from the amounts: `40.89%`. */
export const shareLabel = (part: Fen, whole: Fen): string => {
  const hundredths = divideRounded(part * 10_000n, whole)
    .toString()
    .padStart(3, '0');
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}%`;
};
