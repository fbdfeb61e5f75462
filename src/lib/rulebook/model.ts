import type { Confidence } from '../kernel/confidence';
import type { JsonValue } from '../kernel/json';
import type { PlainDate } from '../kernel/plain-date';
import type { Result } from '../kernel/result';
import type { Citation } from '../kernel/trace';

/** What kind of authority stands behind a value. Judgements carry a reason instead of an instrument. */
export type RuleKind = 'statute' | 'standard' | 'guidance' | 'market-observation' | 'judgement';

/** One value of a parameter, in force from a date in a region, with its own citation. */
export interface DatedValue {
  /** `cn` or `cn-` + official administrative-division code, e.g. `cn-330825`. */
  readonly region: string;
  readonly effectiveFrom: string;
  /** Last day in force; absent = open. */
  readonly effectiveTo?: string;
  /** `null` = repealed from that date on. */
  readonly value: JsonValue;
  readonly kind: RuleKind;
  readonly citation: Citation;
  readonly confidence: Confidence;
}

/** One parameter: a number, table or text that a bank, a standard or a ministry could change. */
export interface RuleEntry {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Whether a lower region or an institution's overlay may replace it. */
  readonly overridable: boolean;
  readonly note?: string;
  readonly values: readonly DatedValue[];
  /** Days inside a series for which no value is known, each with the reason. Other gaps are refused. */
  readonly knownGaps?: readonly KnownGap[];
}

/** First and last day without a value. */
export interface KnownGap {
  readonly region: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** A value as an engine reads it. This is also the form in which a package carries it. */
export interface ResolvedRule {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly value: JsonValue;
  readonly region: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly kind: RuleKind;
  readonly citation: Citation;
  readonly confidence: Confidence;
  /** `institution@version` of the overlay that supplied the value. */
  readonly overlay?: string;
}

/**
 * The rules in force on one date in one region. Reading records the entry, so that a result can show
 * and a package can carry exactly what was read.
 */
export interface RulesAt {
  readonly date: PlainDate;
  readonly region: string;
  /** `NO_RULE_IN_FORCE` or `E_RULE_UNKNOWN` when there is none. */
  read(id: string): Result<ResolvedRule>;
  /** Everything read so far, sorted by id. */
  readSet(): readonly ResolvedRule[];
}

/** An institution's own values: authored, versioned, imported in 参数库 and recorded in the case. */
export interface RuleOverlay {
  readonly schema: 'zhiya.overlay/1';
  readonly institution: string;
  readonly version: string;
  readonly releasedOn: string;
  readonly author: string;
  readonly reason: string;
  readonly entries: readonly {
    readonly id: string;
    readonly effectiveFrom: string;
    readonly effectiveTo?: string;
    readonly value: JsonValue;
    readonly reason: string;
  }[];
}
