import type { DataFingerprint, FingerprintList } from '../../case/data-fingerprint';
import { type Result, ok, refuse } from '../../kernel/result';

const DIGITS = 16;

/** Hashes of a list, ascending. */
export const hashesOf = ({ hashes }: FingerprintList): readonly string[] =>
  Array.from({ length: hashes.length / DIGITS }, (_, i) => hashes.slice(i * DIGITS, (i + 1) * DIGITS));

/** Same rows or same key columns, kept to the same length. */
export const sameList = (a: FingerprintList, b: FingerprintList): boolean =>
  a.of === b.of &&
  a.capacity === b.capacity &&
  a.columns.length === b.columns.length &&
  a.columns.every((name, i) => name === b.columns[i]);

const mergeLists = (a: FingerprintList, b: FingerprintList): FingerprintList => {
  const union = [...new Set([...hashesOf(a), ...hashesOf(b)])].sort();
  return {
    ...a,
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    complete: a.complete && b.complete && union.length <= a.capacity,
    hashes: union.slice(0, a.capacity).join(''),
  };
};

/**
 * Fingerprint of two parts of one package; equals that of one pass over both. The caller sees to it that no row is in both.
 *
 * Errors: `E_FINGERPRINT` different salts or lists.
 */
export const mergeFingerprints = (a: DataFingerprint, b: DataFingerprint): Result<DataFingerprint> => {
  const lists: FingerprintList[] = [];
  for (const [i, list] of a.lists.entries()) {
    const other = b.lists[i];
    if (other !== undefined && sameList(list, other)) lists.push(mergeLists(list, other));
  }
  if (a.saltId !== b.saltId || lists.length !== a.lists.length || lists.length !== b.lists.length)
    return refuse(
      'E_FINGERPRINT',
      '两份指纹的盐值或清单不同，不能合并',
      '',
      '请用同一盐值和同一组键列重新生成各部分的指纹',
    );
  return ok({ ...a, rows: a.rows + b.rows, lists });
};
