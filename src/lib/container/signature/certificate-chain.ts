import { sameBytes } from '../bytes';
import { type Certificate, isIssuedBy } from './certificate';
import { type Effort, UNLIMITED } from './effort';

/** Why a certificate does not say who signed; each is worded for itself. */
export type CertificateProblem =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-usage'
  | 'wrong-purpose'
  | 'self-signed'
  | 'unknown-issuer'
  | 'chain-broken'
  | 'issuer-no-authority'
  | 'issuer-out-of-date'
  | 'path-too-long'
  | 'unread-extension';

/** What the signature is for: content of a package, or time stamps. */
export type CertificateUse = 'content' | 'time-stamp';

/** A certificate that is not trusted by itself, or the signer's; `issuer` is `null` when a trusted signer came without one. */
export interface ChainLink {
  readonly certificate: Certificate;
  readonly issuer: Certificate | null;
}

export interface CertificateChain {
  /** Empty = it leads to a trusted certificate and is in order. */
  readonly problems: readonly CertificateProblem[];
  /** From the signer up, as far as issuers were found. */
  readonly links: readonly ChainLink[];
}

const MAX_CHAIN = 6;

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** Purposes under which people and organisations sign content: any, e-mail, client, documents (RFC 5280 §4.2.1.12; RFC 9336). */
const CONTENT_PURPOSES: ReadonlySet<string> = new Set([
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.36',
]);

/** Days are compared as written: an instant in UTC is at most a day away from the same day in China. */
const dayOf = (date: string): string => date.replaceAll('-', '');

const isExpired = ({ notAfter }: Certificate, date: string | null): boolean =>
  date !== null && notAfter.slice(0, 8) < dayOf(date);
const isEarly = ({ notBefore }: Certificate, date: string | null): boolean =>
  date !== null && notBefore.slice(0, 8) > dayOf(date);

/** A time stamping key has that purpose, marked critical, and no other (RFC 3161 §2.3); another purpose rules content out. */
const servesPurpose = ({ purposes, purposesCritical }: Certificate, use: CertificateUse): boolean => {
  if (use === 'time-stamp')
    return purposesCritical && purposes?.length === 1 && purposes[0] === TIME_STAMPING;
  if (purposes === null) return true;
  return (
    purposes.some((id) => CONTENT_PURPOSES.has(id)) || !(purposesCritical || purposes.includes(TIME_STAMPING))
  );
};

const ownProblems = (
  certificate: Certificate,
  date: string | null,
  use: CertificateUse,
): readonly CertificateProblem[] => [
  ...(isExpired(certificate, date) ? (['expired'] as const) : []),
  ...(isEarly(certificate, date) ? (['not-yet-valid'] as const) : []),
  ...(certificate.signs === false ? (['wrong-usage'] as const) : []),
  ...(servesPurpose(certificate, use) ? [] : (['wrong-purpose'] as const)),
  ...(certificate.unread.length > 0 ? (['unread-extension'] as const) : []),
];

/** @param below authorities between the issuer and the signer, those not counted that issued themselves (RFC 5280 §4.2.1.9) */
const issuerProblem = (
  issuer: Certificate,
  below: number,
  date: string | null,
): CertificateProblem | null => {
  if (!issuer.isAuthority) return 'issuer-no-authority';
  if (issuer.pathLength !== null && below > issuer.pathLength) return 'path-too-long';
  if (isExpired(issuer, date) || isEarly(issuer, date)) return 'issuer-out-of-date';
  return issuer.unread.length > 0 ? 'unread-extension' : null;
};

/** Who made it: of several under one name and key, such as a renewed one, the first against which nothing is to be said. */
const issuerOf = async (
  certificate: Certificate,
  known: readonly Certificate[],
  below: number,
  date: string | null,
  effort: Effort,
): Promise<Certificate | undefined> => {
  let first: Certificate | undefined;
  for (const one of known) {
    if (!sameBytes(one.subject, certificate.issuer) || !(await isIssuedBy(certificate, one, effort)))
      continue;
    if (issuerProblem(one, below, date) === null) return one;
    first ??= one;
  }
  return first;
};

const climb = async (
  certificate: Certificate,
  known: readonly Certificate[],
  trusted: readonly Certificate[],
  date: string | null,
  effort: Effort,
): Promise<{ readonly problem: CertificateProblem | null; readonly links: readonly ChainLink[] }> => {
  const links: ChainLink[] = [];
  let at = certificate;
  let below = 0;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    const { der, issuer: name, subject } = at;
    if (trusted.some((one) => sameBytes(one.der, der))) {
      if (step === 0)
        links.push({ certificate: at, issuer: (await issuerOf(at, known, 0, date, effort)) ?? null });
      return { problem: null, links };
    }
    if (sameBytes(name, subject)) return { problem: step === 0 ? 'self-signed' : 'unknown-issuer', links };
    const issuer = await issuerOf(at, known, below, date, effort);
    if (issuer === undefined) {
      const isNamed = known.some((one) => sameBytes(one.subject, name));
      return { problem: isNamed ? 'chain-broken' : 'unknown-issuer', links };
    }
    links.push({ certificate: at, issuer });
    const problem = issuerProblem(issuer, below, date);
    if (problem !== null) return { problem, links };
    if (!sameBytes(issuer.issuer, issuer.subject)) below += 1;
    at = issuer;
  }
  return { problem: 'unknown-issuer', links };
};

/**
 * Everything that keeps a certificate from saying who signed, on a day that the caller names (no clock here; `null` = the
 * period is not judged), and the way up to a trusted one.
 *
 * @param others certificates that came along
 * @param trusted roots, or signers themselves, that the operator trusts
 */
export const certificateChain = async (
  certificate: Certificate,
  others: readonly Certificate[],
  trusted: readonly Certificate[],
  date: string | null,
  use: CertificateUse = 'content',
  effort: Effort = UNLIMITED,
): Promise<CertificateChain> => {
  const { problem, links } = await climb(certificate, [...trusted, ...others], trusted, date, effort);
  const own = ownProblems(certificate, date, use);
  return { problems: problem === null ? own : [...own, problem], links };
};
