import { canonicalJson } from '../../kernel/canonical-json';
import { sha256Hex, sm3Hex } from '../../kernel/hashing';
import type { JsonValue } from '../../kernel/json';
import { encodeUtf8 } from '../../kernel/utf8';

/** Payload type of the envelope (DSSE 1.0.2): says how the signed bytes are read. */
export const PAYLOAD_TYPE = 'application/vnd.zhiya.package-signature+json';

export interface SignedPackage {
  /** Content id of the package. */
  readonly id: string;
  /** Purpose as `package.json` states it. */
  readonly purpose: string;
  /** `tagmanifest-sha256.txt` and `tagmanifest-sm3.txt` as they stand in the package. */
  readonly tagManifests: ReadonlyMap<string, Uint8Array>;
}

/**
 * The exact bytes that every signature of a package covers, however it is made: package id, purpose, and both checksums of
 * both tag manifests, as canonical JSON. They follow from the package alone, so a signature over another package, or over
 * this one for another purpose, covers other bytes.
 */
export const contentToSign = async ({ id, purpose, tagManifests }: SignedPackage): Promise<Uint8Array> => {
  const sums: Record<string, JsonValue> = {};
  for (const [name, bytes] of tagManifests)
    sums[name] = { sha256: await sha256Hex(bytes), sm3: await sm3Hex(bytes) };
  return encodeUtf8(canonicalJson({ schema: 'zhiya.signature/1', package: id, purpose, tagManifests: sums }));
};
