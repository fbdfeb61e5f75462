import * as v from 'valibot';
import { parseCaseJson } from '../../case/case-json';
import type { CaseRecord } from '../../case/case-record';
import { type DataFingerprint, dataFingerprint } from '../../case/data-fingerprint';
import { readCaseFile } from '../../container/case-file';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import { decodeUtf8 } from '../../kernel/utf8';

/** A fingerprint with what it was made of. */
export interface NamedFingerprint {
  readonly title: string;
  readonly fingerprint: DataFingerprint;
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const NONE = '请放入指纹文件（指纹.json）或已生成过指纹的案卷文件';

/** Fingerprints of a case's data assets, the named one left out. */
export const fingerprintsOf = ({ title, sections }: CaseRecord, except?: string): NamedFingerprint[] =>
  sections.dataAssets.assets.flatMap((asset) =>
    asset.fingerprint === null || asset.id === except
      ? []
      : [
          {
            title: except === undefined ? `${title} › ${asset.title}` : asset.title,
            fingerprint: asset.fingerprint,
          },
        ],
  );

const ofCase = (caseRecord: CaseRecord, name: string): Result<readonly NamedFingerprint[]> => {
  const found = fingerprintsOf(caseRecord);
  return found.length > 0
    ? ok(found)
    : refuse('E_FINGERPRINT', '这份案卷里没有生成过指纹的数据资产', name, NONE);
};

/**
 * Fingerprints in a stranger's file: one by itself as JSON, a case as JSON, or a case file.
 *
 * Errors: `E_FINGERPRINT` none in it; those of strict JSON, of the case and of the case file.
 */
export const readFingerprints = async (
  bytes: Uint8Array,
  name: string,
): Promise<Result<readonly NamedFingerprint[]>> => {
  if (isZip(bytes)) {
    const file = await readCaseFile(bytes);
    return file.ok ? ofCase(file.value.caseRecord, name) : file;
  }
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  const tree = parseStrictJson(text.value);
  if (!tree.ok) return tree;
  const one = v.safeParse(dataFingerprint, tree.value);
  if (one.success) return ok([{ title: name, fingerprint: one.output }]);
  const isCase =
    typeof tree.value === 'object' &&
    tree.value !== null &&
    'sections' in tree.value &&
    'schema' in tree.value;
  if (!isCase) {
    const [issue] = one.issues;
    return refuse(
      'E_FINGERPRINT',
      `不是数据指纹：${issue.message}`,
      `${name} › ${v.getDotPath(issue) ?? ''}`,
      NONE,
    );
  }
  const read = parseCaseJson(text.value);
  return read.ok ? ofCase(read.value, name) : read;
};

/** A fingerprint as a file; the same fingerprint gives the same bytes. */
export const fingerprintJson = (fingerprint: DataFingerprint): string => `${canonicalJson(fingerprint)}\n`;
