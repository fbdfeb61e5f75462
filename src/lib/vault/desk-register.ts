import * as v from 'valibot';
import {
  type DeskEntry,
  type DeskFingerprint,
  type SeenEntry,
  deskEntry,
  deskFingerprint,
  firstEntry,
  seenAgain,
} from '../case/desk/entry';
import { type Failure, type Result, type WithFailures, fail, ok } from '../kernel/result';
import type { StoragePort, WriteTransaction } from './storage-port';
import { spanBelow } from './storage-port';

/** The register of packages and filings seen at the desk (登记包台账). Belongs to no case. */

const damaged = (id: string): Failure => ({
  code: 'E_DESK_ENTRY',
  message: '台账里的这一条记录无法识别，不能使用',
  path: `复核台账 › ${id.slice(0, 12)}…`,
  remedy: '请重新打开这个登记包，或导入台账备份；其他记录不受影响',
});

const entryOf = (stored: unknown, id: string): DeskEntry | null => {
  const parsed = v.safeParse(deskEntry, stored);
  return parsed.success && parsed.output.id === id ? parsed.output : null;
};

const fingerprintKey = ({ entry, fingerprint }: DeskFingerprint, no: number): string =>
  `${fingerprint.saltId}/${entry}/${no.toString().padStart(4, '0')}`;

const putFingerprints = async (
  transaction: WriteTransaction,
  fingerprints: readonly DeskFingerprint[],
): Promise<void> => {
  for (const [no, fingerprint] of fingerprints.entries())
    await transaction.put('deskFingerprints', fingerprintKey(fingerprint, no), fingerprint);
};

export interface RegisteredEntry {
  readonly entry: DeskEntry;
  /** As it stood before; `null` = seen for the first time. */
  readonly before: DeskEntry | null;
}

/**
 * Takes in what was seen. What a person typed of an entry that is known stays as it is. `at` is the caller's clock. Fails with
 * `E_DESK_ENTRY` when the entry could not be read again.
 */
export const registerSeen = (
  port: StoragePort,
  seen: SeenEntry,
  fingerprints: readonly DeskFingerprint[],
  at: string,
): Promise<Result<RegisteredEntry>> =>
  port.write(['deskEntries', 'deskFingerprints'], async (transaction) => {
    const before = entryOf(await transaction.get('deskEntries', seen.id), seen.id);
    const made = v.safeParse(deskEntry, before === null ? firstEntry(seen, at) : seenAgain(before, seen, at));
    if (!made.success) {
      const [issue] = made.issues;
      return fail({
        ...damaged(seen.id),
        message: `没有记入台账：${v.getDotPath(issue) ?? ''} ${issue.message}`,
        remedy: '请核对这份材料的说明文件；其他记录不受影响',
      });
    }
    const entry = made.output;
    await transaction.put('deskEntries', entry.id, entry);
    await putFingerprints(transaction, fingerprints);
    return ok({ entry, before });
  });

/** Changes what a person typed. Fails with `E_DESK_ENTRY` when the entry is gone or damaged. */
export const updateEntry = (
  port: StoragePort,
  id: string,
  change: (entry: DeskEntry) => DeskEntry,
): Promise<Result<DeskEntry>> =>
  port.write(['deskEntries'], async (transaction) => {
    const known = entryOf(await transaction.get('deskEntries', id), id);
    if (known === null) return fail(damaged(id));
    const entry = v.safeParse(deskEntry, { ...change(known), id });
    if (!entry.success)
      return fail({
        ...damaged(id),
        message: `没有保存：${entry.issues[0].message}`,
        remedy: '请改正后再试',
      });
    await transaction.put('deskEntries', id, entry.output);
    return ok(entry.output);
  });

/** All entries, latest seen first, then by id; a damaged one is a failure beside the others. */
export const listEntries = async (port: StoragePort): Promise<Result<WithFailures<readonly DeskEntry[]>>> => {
  const stored = await port.read(['deskEntries'], async (transaction) =>
    ok({ keys: await transaction.keys('deskEntries'), values: await transaction.values('deskEntries') }),
  );
  if (!stored.ok) return stored;
  const value: DeskEntry[] = [];
  const failures: Failure[] = [];
  for (const [i, key] of stored.value.keys.entries()) {
    const entry = entryOf(stored.value.values[i], key);
    if (entry === null) failures.push(damaged(key));
    else value.push(entry);
  }
  value.sort((a, b) =>
    a.lastSeen === b.lastSeen ? (a.id < b.id ? -1 : 1) : a.lastSeen < b.lastSeen ? 1 : -1,
  );
  return ok({ value, failures });
};

/** Fingerprints made under one salt, of all entries; those that cannot be read are left out. */
export const fingerprintsUnder = async (
  port: StoragePort,
  saltId: string,
): Promise<Result<readonly DeskFingerprint[]>> => {
  const stored = await port.read(['deskFingerprints'], async (transaction) =>
    ok(await transaction.values('deskFingerprints', spanBelow(saltId))),
  );
  if (!stored.ok) return stored;
  return ok(
    stored.value.flatMap((one) => {
      const parsed = v.safeParse(deskFingerprint, one);
      return parsed.success ? [parsed.output] : [];
    }),
  );
};

/** How many fingerprints there are under each salt. */
export const fingerprintSalts = async (port: StoragePort): Promise<Result<ReadonlyMap<string, number>>> => {
  const keys = await port.read(['deskFingerprints'], async (transaction) =>
    ok(await transaction.keys('deskFingerprints')),
  );
  if (!keys.ok) return keys;
  const counts = new Map<string, number>();
  for (const key of keys.value) {
    const salt = key.slice(0, key.indexOf('/'));
    counts.set(salt, (counts.get(salt) ?? 0) + 1);
  }
  return ok(counts);
};

/** Every fingerprint, for an export. */
export const listFingerprints = async (port: StoragePort): Promise<Result<readonly DeskFingerprint[]>> => {
  const stored = await port.read(['deskFingerprints'], async (transaction) =>
    ok(await transaction.values('deskFingerprints')),
  );
  if (!stored.ok) return stored;
  return ok(
    stored.value.flatMap((one) => {
      const parsed = v.safeParse(deskFingerprint, one);
      return parsed.success ? [parsed.output] : [];
    }),
  );
};

/**
 * Takes in entries of an export. An entry that is known keeps what was typed here: nothing is replaced in silence. Fingerprints
 * come in with an entry that is added; those of a known one stay as they are.
 * @returns how many were added, and how many were known
 */
export const importEntries = (
  port: StoragePort,
  entries: readonly DeskEntry[],
  fingerprints: readonly DeskFingerprint[],
): Promise<Result<{ readonly added: number; readonly known: number }>> =>
  port.write(['deskEntries', 'deskFingerprints'], async (transaction) => {
    const added = new Set<string>();
    for (const entry of entries) {
      if ((await transaction.get('deskEntries', entry.id)) !== undefined) continue;
      await transaction.put('deskEntries', entry.id, entry);
      added.add(entry.id);
    }
    const counted = new Map<string, number>();
    for (const fingerprint of fingerprints) {
      if (!added.has(fingerprint.entry)) continue;
      const no = counted.get(fingerprint.entry) ?? 0;
      counted.set(fingerprint.entry, no + 1);
      await transaction.put('deskFingerprints', fingerprintKey(fingerprint, no), fingerprint);
    }
    return ok({ added: added.size, known: entries.length - added.size });
  });

/** Takes an entry away with its fingerprints; opinions given on it stay. A second time is no failure. */
export const deleteEntry = (port: StoragePort, id: string): Promise<Result<null>> =>
  port.write(['deskEntries', 'deskFingerprints'], async (transaction) => {
    await transaction.delete('deskEntries', id);
    for (const key of await transaction.keys('deskFingerprints'))
      if (key.split('/')[1] === id) await transaction.delete('deskFingerprints', key);
    return ok(null);
  });
