import type { CaseRecord } from '../case/case-record';
import type { DocumentTemplate } from '../case/document-template';
import type { PlainDate } from '../kernel/plain-date';
import type { Failure, Result, WithFailures } from '../kernel/result';
import { auditVault } from './audit';
import { getBlob, putBlob } from './blobs';
import { emptyBin, moveToBin, purgeCase, restoreFromBin } from './case-bin';
import { type ListedCase, listCases, listRevisions } from './case-list';
import { type OpenOutcome, type OpenedCase, openCase, openRevision } from './case-open';
import { type OpenAttempts, saveRevision } from './case-save';
import { type CaseExport, type CaseImport, exportCase, importCase } from './case-transfer';
import {
  type CatalogueHead,
  deleteCatalogue,
  getCatalogueFile,
  listCatalogues,
  putCatalogue,
} from './catalogues';
import { deleteTemplate, getTemplateFile, listTemplates, putTemplate } from './document-templates';
import { clearDraft, getDraft, putDraft } from './drafts';
import { DeskVault } from './desk-vault';
import type { Draft, RevisionRecord, SaveNote } from './records';
import { type CaseScribe, plainScribe } from '../case/case-scribe';
import {
  type ReleaseDraft,
  type ReleaseRecord,
  addRelease,
  getReleaseDraft,
  listReleases,
  putReleaseDraft,
} from './releases';
import { type AssetFiles, deleteAssetFiles, listAssetFiles, putAssetFiles } from './asset-files';
import { getScanFiles, putScanFiles } from './scan-files';
import { type ScanHead, deleteScan, getScanBundle, listScans, putScan } from './scans';
import { type KeptKey, addSigningKey, deleteSigningKey, listSigningKeys } from './signing-keys';
import type { StoragePort } from './storage-port';

/**
 * The cases and releases on this computer. Revisions are only ever added; a deleted case waits 30 days in the bin; nothing is
 * called saved before it was read back and hashed again. One instance per page. Every method is explained at the
 * function it calls.
 */
export class CaseVault {
  private readonly attempts: OpenAttempts = new Map();
  /** What the review desk keeps. */
  readonly desk: DeskVault;

  constructor(
    private readonly port: StoragePort,
    /** Who writes, reads and hashes texts of cases: on the spot, or in a worker. */
    private readonly scribe: CaseScribe = plainScribe,
  ) {
    this.desk = new DeskVault(port);
  }

  /** Saves as the revision after `expectedRevision`; 0 for a new case. See `saveRevision`. */
  readonly save = (
    caseRecord: CaseRecord,
    expectedRevision: number,
    note: SaveNote,
  ): Promise<Result<RevisionRecord>> =>
    saveRevision(this.port, this.scribe, this.attempts, caseRecord, expectedRevision, note);

  open(caseId: string): Promise<OpenOutcome> {
    return openCase(this.port, this.scribe, caseId);
  }

  openRevision(caseId: string, revision: number): Promise<Result<OpenedCase>> {
    return openRevision(this.port, this.scribe, caseId, revision);
  }

  list(): Promise<Result<WithFailures<readonly ListedCase[]>>> {
    return listCases(this.port);
  }

  history(caseId: string): Promise<Result<WithFailures<readonly RevisionRecord[]>>> {
    return listRevisions(this.port, caseId);
  }

  moveToBin(caseId: string, expectedRevision: number, today: PlainDate): Promise<Result<null>> {
    return moveToBin(this.port, caseId, expectedRevision, today);
  }

  restoreFromBin(caseId: string): Promise<Result<null>> {
    return restoreFromBin(this.port, caseId);
  }

  /** Removes one case in the bin for good, before its 30 days are over. */
  purge(caseId: string): Promise<Result<null>> {
    return purgeCase(this.port, caseId);
  }

  emptyBin(today: PlainDate): Promise<Result<WithFailures<readonly string[]>>> {
    return emptyBin(this.port, today);
  }

  putDraft(draft: Omit<Draft, 'sha256'>): Promise<Result<Draft>> {
    return putDraft(this.port, draft);
  }

  getDraft(caseId: string): Promise<Result<Draft | null>> {
    return getDraft(this.port, caseId);
  }

  clearDraft(caseId: string, onlyIf?: string): Promise<Result<null>> {
    return clearDraft(this.port, caseId, onlyIf);
  }

  putBlob(bytes: Uint8Array): Promise<Result<string>> {
    return putBlob(this.port, bytes);
  }

  getBlob(sha256: string): Promise<Result<Uint8Array>> {
    return getBlob(this.port, sha256);
  }

  exportCase(caseRecord: CaseRecord): Promise<CaseExport> {
    return exportCase(this.port, caseRecord);
  }

  importCase(
    source: { readonly caseRecord: CaseRecord; readonly attachments: ReadonlyMap<string, Uint8Array> },
    note: SaveNote,
  ): Promise<Result<CaseImport>> {
    return importCase(this.port, this.scribe, this.save, source, note);
  }

  addRelease(release: ReleaseRecord): Promise<Result<ReleaseRecord>> {
    return addRelease(this.port, release);
  }

  listReleases(): Promise<Result<WithFailures<readonly ReleaseRecord[]>>> {
    return listReleases(this.port);
  }

  getReleaseDraft(): Promise<Result<ReleaseDraft | null>> {
    return getReleaseDraft(this.port);
  }

  putReleaseDraft(
    draft: { readonly text: string; readonly at: string },
    expectedTurn: number,
  ): Promise<Result<number>> {
    return putReleaseDraft(this.port, draft, expectedTurn);
  }

  putScan(head: ScanHead, bundle: Uint8Array): Promise<Result<null>> {
    return putScan(this.port, head, bundle);
  }

  listScans(caseId: string): Promise<Result<readonly ScanHead[]>> {
    return listScans(this.port, caseId);
  }

  getScanBundle(scan: string): Promise<Result<Uint8Array | null>> {
    return getScanBundle(this.port, scan);
  }

  putScanFiles(scan: string, handles: readonly FileSystemFileHandle[]): Promise<Result<null>> {
    return putScanFiles(this.port, scan, handles);
  }

  getScanFiles(scan: string): Promise<Result<readonly FileSystemFileHandle[] | null>> {
    return getScanFiles(this.port, scan);
  }

  deleteScan(scan: string): Promise<Result<null>> {
    return deleteScan(this.port, scan);
  }

  putAssetFiles(files: AssetFiles): Promise<Result<null>> {
    return putAssetFiles(this.port, files);
  }

  listAssetFiles(caseId: string): Promise<Result<readonly AssetFiles[]>> {
    return listAssetFiles(this.port, caseId);
  }

  deleteAssetFiles(caseId: string, asset: string): Promise<Result<null>> {
    return deleteAssetFiles(this.port, caseId, asset);
  }

  putCatalogue(head: CatalogueHead, bytes: Uint8Array): Promise<Result<CatalogueHead>> {
    return putCatalogue(this.port, head, bytes);
  }

  listCatalogues(): Promise<Result<WithFailures<readonly CatalogueHead[]>>> {
    return listCatalogues(this.port);
  }

  getCatalogueFile(sha256: string): Promise<Result<Uint8Array>> {
    return getCatalogueFile(this.port, sha256);
  }

  deleteCatalogue(sha256: string): Promise<Result<null>> {
    return deleteCatalogue(this.port, sha256);
  }

  /** Keeps a document template of the institution with its file. */
  putTemplate(template: DocumentTemplate, bytes: Uint8Array): Promise<Result<DocumentTemplate>> {
    return putTemplate(this.port, template, bytes);
  }

  listTemplates(): Promise<Result<WithFailures<readonly DocumentTemplate[]>>> {
    return listTemplates(this.port);
  }

  getTemplateFile(sha256: string): Promise<Result<Uint8Array>> {
    return getTemplateFile(this.port, sha256);
  }

  deleteTemplate(id: string): Promise<Result<null>> {
    return deleteTemplate(this.port, id);
  }

  addSigningKey(key: KeptKey): Promise<Result<KeptKey>> {
    return addSigningKey(this.port, key);
  }

  listSigningKeys(): Promise<Result<WithFailures<readonly KeptKey[]>>> {
    return listSigningKeys(this.port);
  }

  deleteSigningKey(id: string): Promise<Result<null>> {
    return deleteSigningKey(this.port, id);
  }

  audit(): Promise<Result<readonly Failure[]>> {
    return auditVault(this.port);
  }

  close(): void {
    this.port.close();
  }
}
