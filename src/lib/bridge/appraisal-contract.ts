import type { CaseRecord } from '../case/case-record';
import type { Appraisal, Settlement } from '../case/patents-section';
import type { AppraisalReview } from '../patent/appraisal/appraisal-review';
import type { CaseRoute } from '../patent/appraisal/case-route';
import type { PatentStability } from '../patent/score/stability-report';

/** Calls of the page 盲评与复核; part of the valuation worker. */
export interface AppraisalApi {
  /** Whether 协商, 内部评估 and 外部评估 may be used, and which the case takes. */
  appraisalRoute: { input: { caseRecord: CaseRecord }; output: CaseRoute };
  /** SHA-256 over name and answers of the open appraisal of one person. */
  sealAppraisal: { input: { caseRecord: CaseRecord; by: string }; output: { readonly seal: string } };
  /** Both sealed appraisals, opened and compared. */
  compareAppraisals: { input: { caseRecord: CaseRecord }; output: AppraisalReview };
  settleDifference: {
    input: {
      caseRecord: CaseRecord;
      patent: string;
      indicator: string;
      decision: Pick<Settlement, 'settled' | 'reason' | 'by' | 'evidence'>;
    };
    output: Settlement;
  };
  /** A sealed appraisal as a file for the other computer. */
  writeAppraisal: { input: { caseRecord: CaseRecord; by: string }; output: { readonly bytes: Uint8Array } };
  readAppraisal: { input: { caseRecord: CaseRecord; bytes: Uint8Array }; output: Appraisal };
  /** How far first-level weights must move before grade or pledge decision of these patents flips. */
  weightStability: {
    input: { caseRecord: CaseRecord; patents: readonly string[] };
    output: readonly PatentStability[];
  };
}
