import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import type { ReleaseRecord } from '../../../src/lib/vault/releases';

/** A release record around a text; 虚构. */
export const release = async (version: string, json: string): Promise<ReleaseRecord> => ({
  institution: '虚构银行',
  version,
  releasedOn: `2026-0${version.slice(-1)}-01`,
  author: '虚构人员',
  reason: '年度重估',
  sha256: await sha256Hex(encodeUtf8(json)),
  previous: null,
  json,
  savedAt: '2026-11-22 10:00',
});
