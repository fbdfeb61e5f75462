import { type Result, fail, ok } from '../kernel/result';
import { canonicalJson } from '../kernel/canonical-json';
import { parseStrictJson } from '../kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8';
import { checkOverlay, parseOverlay } from '../rulebook/overlay';
import type { ReleaseRecord } from '../vault/releases';
import { timeStamp } from './clock';
import { handToBrowser, safeFileName } from './download';
import { Shelf } from './shelf.svelte';
import type { Workbench } from './workbench.svelte';

/** The text of a released file, checked whole: shape, dates, rules that exist and may be replaced. */
export const readReleaseFile = async (
  file: File,
): Promise<
  Result<Pick<ReleaseRecord, 'institution' | 'version' | 'releasedOn' | 'author' | 'reason' | 'json'>>
> => {
  const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
  if (!text.ok) return fail({ ...text.failure, path: file.name });
  const overlay = parseOverlay(text.value);
  if (!overlay.ok) return fail({ ...overlay.failure, path: `${file.name} › ${overlay.failure.path}` });
  // The rulebook is large: loaded only when somebody brings a parameter file.
  const { ALL_RULES } = await import('../rulebook/all-rules');
  const [unfit] = checkOverlay(overlay.value, ALL_RULES);
  if (unfit !== undefined) return fail(unfit);
  const tree = parseStrictJson(text.value);
  if (!tree.ok) return tree;
  const { institution, version, releasedOn, author, reason } = overlay.value;
  return ok({ institution, version, releasedOn, author, reason, json: canonicalJson(tree.value) });
};

/** The releases on this computer, latest first. */
export class ReleaseShelf extends Shelf<ReleaseRecord> {
  constructor(bench: Workbench) {
    super(bench, (vault) => vault.listReleases());
  }

  get releases(): readonly ReleaseRecord[] {
    return this.items;
  }

  find(sha256: string | null): ReleaseRecord | null {
    return this.releases.find((release) => release.sha256 === sha256) ?? null;
  }

  /** Puts a release here for good. */
  add(release: Omit<ReleaseRecord, 'savedAt'>): Promise<Result<ReleaseRecord>> {
    return this.change((vault) => vault.addRelease({ ...release, savedAt: timeStamp() }));
  }

  /** Takes in a file that was released elsewhere. */
  async takeIn(file: File): Promise<Result<ReleaseRecord>> {
    const read = await readReleaseFile(file);
    if (!read.ok) return read;
    const digest = await this.bench.bridge.call('intake', 'digest', { bytes: encodeUtf8(read.value.json) });
    if (!digest.ok) return digest;
    return this.add({ ...read.value, sha256: digest.value.sha256, previous: null });
  }

  /** Hands the released file to the browser, byte for byte as it was released. */
  download({ institution, version, json }: ReleaseRecord): string {
    const name = `${safeFileName(`机构参数_${institution}_${version.replaceAll('.', '-')}`)}.json`;
    handToBrowser(name, encodeUtf8(json));
    return name;
  }
}
