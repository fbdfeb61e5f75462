import { sameBytes } from '../bytes';
import type { Certificate } from './certificate';
import { extensionList } from './certificate-extensions';
import { type Der, TAG, bytesOfBits, inside, naturalOf, parseDer } from './der';
import { type Effort, UNLIMITED } from './effort';
import { keyHolds } from './public-key';
import { algorithmId, nameText, timeOf } from './x509-fields';

/** A certificate that its issuer took back. */
export interface Revocation {
  /** From then on: `YYYYMMDDHHMMSS` in UTC. */
  readonly from: string;
  /** CRLReason (RFC 5280 §5.3.1); `null` = not stated. */
  readonly reason: number | null;
}

/** A list of revoked certificates (CRL, RFC 5280 §5) as an operator hands it in. */
export interface RevocationList {
  readonly issuer: Uint8Array;
  readonly issuerText: string;
  readonly thisUpdate: string;
  /** `null` = it does not say how long it holds. */
  readonly nextUpdate: string | null;
  readonly revoked: ReadonlyMap<bigint, Revocation>;
  /** Ids of critical extensions, of the list or of an entry, that are not understood here: the list is then not used. */
  readonly unread: readonly string[];
  readonly tbs: Uint8Array;
  readonly method: string;
  readonly signature: Uint8Array;
}

const REASON_CODE = '2.5.29.21';
const ENUMERATED = 0x0a;
const EXTENSIONS = 0xa0;

const isTime = (der: Der | undefined): boolean =>
  der?.tag === TAG.utcTime || der?.tag === TAG.generalizedTime;

interface Entry extends Revocation {
  readonly serial: bigint;
  readonly unread: readonly string[];
}

const entryOf = (der: Der): Entry | null => {
  const [serial, time, list] = inside(der, TAG.sequence) ?? [];
  const [number, from] = [naturalOf(serial), timeOf(time)];
  if (number === null || from === null) return null;
  const extensions = extensionList(list);
  const code = extensions.find(({ id }) => id === REASON_CODE)?.value;
  return {
    serial: number,
    from,
    reason: code?.tag === ENUMERATED && code.content.length === 1 ? (code.content[0] ?? null) : null,
    unread: extensions.filter(({ id, critical }) => critical && id !== REASON_CODE).map(({ id }) => id),
  };
};

/** Reads one list; `null` when it is none in DER. Its signature is not checked here. */
export const parseRevocationList = (bytes: Uint8Array): RevocationList | null => {
  const [tbs, algorithm, bits] = inside(parseDer(bytes), TAG.sequence) ?? [];
  const fields = [...(inside(tbs, TAG.sequence) ?? [])];
  if (fields[0]?.tag === TAG.integer) fields.shift();
  const [stated, issuer, from, ...rest] = fields;
  const next = isTime(rest[0]) ? rest.shift() : undefined;
  const listed = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  const [extensions] = rest[0]?.tag === EXTENSIONS ? (inside(rest.shift()) ?? []) : [];
  const [thisUpdate, signature] = [timeOf(from), bytesOfBits(bits)];
  const entries = (listed === undefined ? [] : (inside(listed) ?? [null])).map((one) =>
    one === null ? null : entryOf(one),
  );
  const whole = entries.filter((one) => one !== null);
  if (tbs === undefined || issuer === undefined || thisUpdate === null || signature === null) return null;
  if (rest.length > 0 || whole.length !== entries.length) return null;
  if (algorithm === undefined || stated === undefined || !sameBytes(algorithm.whole, stated.whole))
    return null;
  if (next !== undefined && timeOf(next) === null) return null;
  return {
    issuer: issuer.whole,
    issuerText: nameText(issuer),
    thisUpdate,
    nextUpdate: timeOf(next),
    revoked: new Map(whole.map(({ serial, from: day, reason }) => [serial, { from: day, reason }])),
    unread: [
      ...extensionList(extensions).flatMap(({ id, critical }) => (critical ? [id] : [])),
      ...whole.flatMap(({ unread }) => unread),
    ],
    tbs: tbs.whole,
    method: algorithmId(algorithm),
    signature,
  };
};

/** What the lists at hand say of one certificate on a day. */
export type RevocationStatus =
  /** No list of its issuer. */
  | { readonly state: 'no-list' }
  /** A list under its issuer's name that the issuer did not or may not sign, or that says more than is understood here. */
  | { readonly state: 'unusable' }
  /** Not revoked, but the newest list should have been replaced by then. */
  | { readonly state: 'outdated'; readonly nextUpdate: string | null }
  | { readonly state: 'not-listed'; readonly thisUpdate: string }
  | { readonly state: 'revoked'; readonly revocation: Revocation };

const isUsable = async (list: RevocationList, issuer: Certificate | null, effort: Effort): Promise<boolean> =>
  issuer !== null &&
  list.unread.length === 0 &&
  issuer.signsLists !== false &&
  (await keyHolds(issuer.key, list.method, null, list.signature, list.tbs, effort)) === true;

/** @param day `YYYY-MM-DD`; a revocation counts from its own day on */
export const revocationStatus = async (
  certificate: Certificate,
  issuer: Certificate | null,
  lists: readonly RevocationList[],
  day: string,
  effort: Effort = UNLIMITED,
): Promise<RevocationStatus> => {
  const date = day.replaceAll('-', '');
  const named = lists.filter((list) => sameBytes(list.issuer, certificate.issuer));
  const usable: RevocationList[] = [];
  for (const list of named) if (await isUsable(list, issuer, effort)) usable.push(list);
  const [newest] = usable.sort((a, b) => (a.thisUpdate < b.thisUpdate ? 1 : -1));
  if (newest === undefined) return { state: named.length === 0 ? 'no-list' : 'unusable' };
  for (const list of usable) {
    const revocation = list.revoked.get(certificate.serial);
    if (revocation !== undefined && revocation.from.slice(0, 8) <= date)
      return { state: 'revoked', revocation };
  }
  const { nextUpdate, thisUpdate } = newest;
  return nextUpdate === null || nextUpdate.slice(0, 8) < date
    ? { state: 'outdated', nextUpdate }
    : { state: 'not-listed', thisUpdate };
};
