import { canonicalJson } from '../kernel/canonical-json';
import type { Failure } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8';
import { checkOverlay, parseOverlay } from '../rulebook/overlay';
import type { OpenCase } from './open-case.svelte';

/**
 * Takes an institution's released parameter file into the case, whole and by its hash. Entries that do not exist or
 * may not be replaced are named and nothing is taken over.
 */
export const adoptOverlay = async (open: OpenCase, file: File): Promise<readonly Failure[]> => {
  const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
  if (!text.ok) return [{ ...text.failure, path: file.name }];
  const overlay = parseOverlay(text.value);
  if (!overlay.ok) return [{ ...overlay.failure, path: `${file.name} › ${overlay.failure.path}` }];
  // The rulebook is large: loaded only when somebody brings a parameter file.
  const { ALL_RULES } = await import('../rulebook/all-rules');
  const faults = checkOverlay(overlay.value, ALL_RULES);
  if (faults.length > 0) return faults;
  const tree = parseStrictJson(text.value);
  if (!tree.ok) return [tree.failure];
  const json = canonicalJson(tree.value);
  const digest = await open.workbench.bridge.call('intake', 'digest', { bytes: encodeUtf8(json) });
  if (!digest.ok) return [digest.failure];
  const { institution, version } = overlay.value;
  open.change((record) => ({
    ...record,
    overlay: { institution, version, sha256: digest.value.sha256, json },
  }));
  return [];
};
