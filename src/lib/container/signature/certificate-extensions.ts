import { type Der, TAG, inside, naturalOf, oidOf, parseDer } from './der';

/** What the extensions of a certificate say (RFC 5280 §4.2). */
export interface CertificateExtensions {
  /** Whether it may sign content; `null` = it does not say. */
  readonly signs: boolean | null;
  /** Whether it may sign certificates: an authority, and where it names usages, keyCertSign among them. */
  readonly isAuthority: boolean;
  /** Authorities that may stand between it and a signer; `null` = any number. */
  readonly pathLength: number | null;
  /** Whether it may sign lists of revoked certificates; `null` = it does not say. */
  readonly signsLists: boolean | null;
  /** Purposes of the key by id (extKeyUsage); `null` = it does not say. */
  readonly purposes: readonly string[] | null;
  readonly purposesCritical: boolean;
  /** Ids of critical extensions that are not understood here, and of any that stands twice. */
  readonly unread: readonly string[];
}

const KEY_USAGE = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const PURPOSES = '2.5.29.37';

/** digitalSignature or nonRepudiation: the first two bits of KeyUsage. */
const SIGNS = 0xc0;
/** keyCertSign. */
const CERTIFIES = 0x04;
/** cRLSign. */
const LISTS = 0x02;

/** DER writes TRUE as one byte of ones (X.690 §11.1). */
export const isTrue = (der: Der | undefined): boolean =>
  der?.tag === TAG.boolean && der.content.length === 1 && der.content[0] === 0xff;

/** One extension: its id, whether it is marked critical (whatever the mark says), its content. */
export interface Extension {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Der | null;
}

/** The extensions of a certificate, of a list of revoked ones, or of an entry of it. */
export const extensionList = (list: Der | undefined): readonly Extension[] =>
  (inside(list, TAG.sequence) ?? []).map((one) => {
    const parts = inside(one, TAG.sequence) ?? [];
    return {
      id: oidOf(parts[0]),
      critical: parts[1]?.tag === TAG.boolean,
      value: parseDer(parts.at(-1)?.content ?? new Uint8Array()),
    };
  });

/** Usages as bits; nothing allowed where it is no BIT STRING. */
const usagesOf = (value: Der | null): number => (value?.tag === TAG.bits ? (value.content[1] ?? 0) : 0);

/** `null` = no authority. A length that cannot be read counts as none: an authority whose limit is not understood certifies nobody. */
const authorityOf = (value: Der | null): { readonly pathLength: number | null } | null => {
  const [flag, length, ...more] = inside(value, TAG.sequence) ?? [];
  if (!isTrue(flag) || more.length > 0) return null;
  if (length === undefined) return { pathLength: null };
  const most = naturalOf(length);
  return most === null ? null : { pathLength: Number(most) };
};

export const certificateExtensions = (list: Der | undefined): CertificateExtensions => {
  const all = extensionList(list);
  const found = (id: string): Extension | undefined => all.find((one) => one.id === id);
  const usage = found(KEY_USAGE);
  const usages = usage === undefined ? null : usagesOf(usage.value);
  const authority = authorityOf(found(BASIC_CONSTRAINTS)?.value ?? null);
  const purposes = found(PURPOSES);
  const known = new Set([KEY_USAGE, BASIC_CONSTRAINTS, PURPOSES]);
  const seen = new Set<string>();
  const unread = all.filter(({ id, critical }) => {
    const twice = seen.has(id);
    seen.add(id);
    return twice || (critical && !known.has(id));
  });
  return {
    signs: usages === null ? null : (usages & SIGNS) !== 0,
    isAuthority: authority !== null && (usages === null || (usages & CERTIFIES) !== 0),
    pathLength: authority?.pathLength ?? null,
    signsLists: usages === null ? null : (usages & LISTS) !== 0,
    purposes: purposes === undefined ? null : (inside(purposes.value, TAG.sequence) ?? []).map(oidOf),
    purposesCritical: purposes?.critical ?? false,
    unread: unread.map(({ id }) => id),
  };
};
