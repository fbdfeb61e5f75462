import type { CaseRecord } from '../case/case-record';
import type { ChangedSecurity, EnteredStep } from '../collateral/life/enter-step';
import type { Life } from '../collateral/life/life-view';
import type { CompetingRight, ContestedThing, Ranking } from '../collateral/life/priority';
import type { Substitution } from '../collateral/life/substitute';

/** The life of the securities of a case with its days as a calendar file. */
export interface LifeView extends Life {
  /** RFC 5545 text of every day that is known and open. */
  readonly ics: string;
}

/** Calls about the life of securities; part of the collateral worker. Days are `YYYY-MM-DD`. */
export interface LifeApi {
  /** `on` = the day it is looked at, and of the release. */
  collateralLife: { input: { caseRecord: CaseRecord; on: string }; output: LifeView };
  /** What a step would make of an item; refused with the reason when it cannot be. */
  enterStep: {
    input: { caseRecord: CaseRecord; item: string; step: EnteredStep; today: string };
    output: ChangedSecurity;
  };
  /** The item without its last step. */
  withdrawStep: { input: { caseRecord: CaseRecord; item: string }; output: ChangedSecurity };
  /** What could step in for an asset; `holeFen` = the amount it leaves open, 分. */
  substitutes: {
    input: { caseRecord: CaseRecord; asset: string; holeFen: string };
    output: Substitution;
  };
  /** Competing rights on one thing in the order in which they are paid. */
  rankRights: {
    input: { caseRecord: CaseRecord; thing: ContestedThing; rights: readonly CompetingRight[] };
    output: Ranking;
  };
}
