import * as v from 'valibot';
import { collateralSection } from './collateral-section';
import { dataAssetsSection } from './data-assets-section';
import { enterpriseFileSection } from './enterprise-file-section';
import { enterpriseSection } from './enterprise-section';
import { filingsSection } from './filings-section';
import { patentsSection } from './patents-section';
import { registrationSection } from './registration-section';
import { count, date, id, region, sha256Hex, shortText, sm3Hex, text } from './schema-parts';
import { screeningSection } from './screening-section';

/** Version of the envelope and all sections; raised by every change, each with a migration. */
export const CASE_SCHEMA = 'zhiya.case/6';

/** A file that belongs to the case. Bytes live in the vault or the case file, named by hash. */
export const attachment = v.strictObject({
  id,
  name: shortText,
  bytes: count,
  sha256: sha256Hex,
  sm3: sm3Hex,
  /** What it is: `patent-list`, `register-copy`, `data-file`, `evidence`, … */
  role: shortText,
});
export type Attachment = v.InferOutput<typeof attachment>;

/** An institution overlay under which the case is judged, recorded whole. */
export const overlayRecord = v.strictObject({
  institution: shortText,
  version: shortText,
  sha256: sha256Hex,
  /** Canonical JSON text of the overlay file. */
  json: v.pipe(v.string(), v.maxLength(2_000_000)),
});

/** 案卷: a small envelope and one data-only section per domain. */
export const caseRecord = v.strictObject({
  schema: v.literal(CASE_SCHEMA),
  id,
  title: shortText,
  /** What is invented in this case, printed on every page and document; empty for real cases. */
  fiction: text,
  /** 评估基准日. */
  valuationDate: date,
  region,
  mode: v.picklist(['bank', 'enterprise']),
  overlay: v.nullable(overlayRecord),
  attachments: v.array(attachment),
  sections: v.strictObject({
    enterprise: enterpriseSection,
    enterpriseFile: enterpriseFileSection,
    patents: patentsSection,
    dataAssets: dataAssetsSection,
    screening: screeningSection,
    collateral: collateralSection,
    registration: registrationSection,
    filings: filingsSection,
  }),
});
export type CaseRecord = v.InferOutput<typeof caseRecord>;
