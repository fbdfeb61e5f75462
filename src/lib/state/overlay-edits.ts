import type { CaseRecord } from '../case/case-record';
import { type Failure, type Result, ok } from '../kernel/result';
import { encodeUtf8 } from '../kernel/utf8';
import type { ReleaseRecord } from '../vault/releases';
import type { OpenCase } from './open-case.svelte';
import { readReleaseFile } from './release-shelf.svelte';

type OverlayOfCase = NonNullable<CaseRecord['overlay']>;

const take = (open: OpenCase, overlay: OverlayOfCase | null): void =>
  open.change((record) => ({ ...record, overlay }));

/** The case is judged by this release from now on; it carries the whole text and its hash. */
export const adoptRelease = (
  open: OpenCase,
  { institution, version, sha256, json }: Pick<ReleaseRecord, 'institution' | 'version' | 'sha256' | 'json'>,
): void => take(open, { institution, version, sha256, json });

export const dropOverlay = (open: OpenCase): void => take(open, null);

/** A released file as the case would carry it. Nothing is taken over yet. */
export const overlayFromFile = async (open: OpenCase, file: File): Promise<Result<OverlayOfCase>> => {
  const read = await readReleaseFile(file);
  if (!read.ok) return read;
  const { institution, version, json } = read.value;
  const digest = await open.workbench.bridge.call('intake', 'digest', { bytes: encodeUtf8(json) });
  return digest.ok ? ok({ institution, version, sha256: digest.value.sha256, json }) : digest;
};

/**
 * Takes an institution's released parameter file into the case, whole and by its hash. Entries that do not exist or
 * may not be replaced are named and nothing is taken over; a draft is no release and is refused.
 */
export const adoptOverlay = async (open: OpenCase, file: File): Promise<readonly Failure[]> => {
  const read = await overlayFromFile(open, file);
  if (!read.ok) return [read.failure];
  adoptRelease(open, read.value);
  return [];
};
