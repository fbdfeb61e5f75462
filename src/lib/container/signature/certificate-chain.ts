import { sameBytes } from '../bytes';
import { type Certificate, isIssuedBy } from './certificate';

/** Why a certificate does not say who signed; each is worded for itself. */
export type CertificateProblem =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-usage'
  | 'self-signed'
  | 'unknown-issuer'
  | 'chain-broken'
  | 'issuer-no-authority'
  | 'issuer-out-of-date'
  | 'unread-extension';

const MAX_CHAIN = 6;

/** Days are compared as written: an instant in UTC is at most a day away from the same day in China. */
const dayOf = (date: string): string => date.replaceAll('-', '');

const isExpired = ({ notAfter }: Certificate, date: string | null): boolean =>
  date !== null && notAfter.slice(0, 8) < dayOf(date);
const isEarly = ({ notBefore }: Certificate, date: string | null): boolean =>
  date !== null && notBefore.slice(0, 8) > dayOf(date);

const chainProblem = (
  certificate: Certificate,
  others: readonly Certificate[],
  trusted: readonly Certificate[],
  date: string | null,
): CertificateProblem | null => {
  let at = certificate;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    if (trusted.some(({ der }) => sameBytes(der, at.der))) return null;
    if (sameBytes(at.issuer, at.subject)) return step === 0 ? 'self-signed' : 'unknown-issuer';
    const named = [...trusted, ...others].filter(({ subject }) => sameBytes(subject, at.issuer));
    const issuer = named.find((one) => isIssuedBy(at, one));
    if (issuer === undefined) return named.length === 0 ? 'unknown-issuer' : 'chain-broken';
    if (!issuer.isAuthority) return 'issuer-no-authority';
    if (isExpired(issuer, date) || isEarly(issuer, date)) return 'issuer-out-of-date';
    if (issuer.unread.length > 0) return 'unread-extension';
    at = issuer;
  }
  return 'unknown-issuer';
};

/**
 * Everything that keeps a certificate from saying who signed, on a day that the caller names (no clock here; `null` = the
 * period is not judged). Empty = it leads to a trusted certificate and is in order.
 *
 * @param others certificates that came along
 * @param trusted roots, or signers themselves, that the operator trusts
 */
export const certificateProblems = (
  certificate: Certificate,
  others: readonly Certificate[],
  trusted: readonly Certificate[],
  date: string | null,
): readonly CertificateProblem[] => {
  const problems: CertificateProblem[] = [];
  if (isExpired(certificate, date)) problems.push('expired');
  if (isEarly(certificate, date)) problems.push('not-yet-valid');
  if (certificate.signs === false) problems.push('wrong-usage');
  if (certificate.unread.length > 0) problems.push('unread-extension');
  const chain = chainProblem(certificate, others, trusted, date);
  return chain === null ? problems : [...problems, chain];
};
