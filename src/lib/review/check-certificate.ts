import type { Certificate } from '../container/signature/certificate';
import {
  type CertificateProblem,
  type CertificateUse,
  type ChainLink,
  certificateChain,
} from '../container/signature/certificate-chain';
import type { Effort } from '../container/signature/effort';
import {
  type Revocation,
  type RevocationStatus,
  revocationStatus,
} from '../container/signature/revocation-list';
import { dayText } from '../container/signature/x509-fields';
import type { TrustList } from './trust-list';
import { type ReviewFinding, failed, noted, undecided } from './verify-report';

const PROBLEM: Readonly<Record<CertificateProblem, string>> = {
  expired: '证书已过有效期；签名若作于有效期内，请凭时间戳或原件核对',
  'not-yet-valid': '证书尚未生效',
  'wrong-usage': '证书的密钥用途不含签名',
  'wrong-purpose': '证书的增强型密钥用法不含这种签名',
  'self-signed': '证书是自签的，不在信任名单中',
  'unknown-issuer': '证书的签发者不在信任名单中',
  'chain-broken': '证书与所称签发者的签名不符，证书链断裂',
  'issuer-no-authority': '签发者的证书无权签发证书',
  'issuer-out-of-date': '签发者的证书不在有效期内',
  'path-too-long': '证书链比签发者的证书所许可的长（路径长度限制）',
  'unread-extension': '证书或其签发者的证书含有本程序不认识的关键扩展',
};

/** The time proven for a signature, and the day of the one who looks; each `YYYY-MM-DD`, `null` = unknown. */
export interface Days {
  readonly stamped: string | null;
  readonly received: string | null;
}

/** What is said of a certificate; `sound` = it shows whose signature it is. */
export interface JudgedCertificate {
  readonly sound: boolean;
  readonly findings: readonly ReviewFinding[];
  /** What the operator's lists of revoked certificates say, for the words of a pass. */
  readonly revocation: string;
}

/** Reasons that say somebody else may have held the key (RFC 5280 §5.3.1): keyCompromise, cACompromise, aACompromise. */
const COMPROMISED: ReadonlySet<number> = new Set([1, 2, 10]);

const revokedFinding = (
  at: string,
  name: string,
  { from, reason }: Revocation,
  { stamped }: Days,
): ReviewFinding => {
  const day = dayText(from);
  if (stamped === null || stamped >= day)
    return failed('E_REVOKED', at, `签名无效：“${name}”的证书自 ${day} 起已被签发机构吊销`);
  return reason !== null && COMPROMISED.has(reason)
    ? undecided(
        'E_REVOKED_LATER',
        at,
        `“${name}”的证书后来（${day}）因密钥泄露被吊销，泄露始于何时未知；时间戳（${stamped}）早于吊销也不能据此采信`,
      )
    : noted(
        'N_REVOKED_LATER',
        at,
        `“${name}”的证书后来（${day}）被吊销；时间戳证明签名作于此前（${stamped}）`,
      );
};

const revocationFinding = (
  at: string,
  name: string,
  status: RevocationStatus,
  days: Days,
): readonly ReviewFinding[] => {
  switch (status.state) {
    case 'no-list':
    case 'not-listed':
      return [];
    case 'revoked':
      return [revokedFinding(at, name, status.revocation, days)];
    case 'unusable':
      return [
        undecided(
          'E_CRL',
          at,
          `名单中“${name}”的签发者的吊销清单不能采用（签名不符、无权签发或含有不认识的关键扩展），是否已被吊销未知`,
        ),
      ];
    case 'outdated':
      return [
        undecided(
          'E_CRL',
          at,
          `名单中“${name}”的签发者的吊销清单已过时（${
            status.nextUpdate === null ? '没有写明下次更新' : `应于 ${dayText(status.nextUpdate)} 更新`
          }），是否已被吊销未知；请向签发机构取最新的清单`,
        ),
      ];
  }
};

const revocationWords = (statuses: readonly RevocationStatus[]): string => {
  const listed = statuses.flatMap((one) => (one.state === 'not-listed' ? [dayText(one.thisUpdate)] : []));
  const [oldest] = [...listed].sort();
  return statuses.every(({ state }) => state === 'not-listed') && oldest !== undefined
    ? `按 ${oldest} 的吊销清单没有被吊销`
    : '没有签发者的吊销清单，证书是否已被吊销没有查询，本程序不联网';
};

const revocationOf = async (
  at: string,
  links: readonly ChainLink[],
  trust: TrustList,
  days: Days,
  day: string,
  effort: Effort,
): Promise<Pick<JudgedCertificate, 'findings' | 'revocation'>> => {
  const statuses: RevocationStatus[] = [];
  const findings: ReviewFinding[] = [];
  for (const { certificate, issuer } of links) {
    const status = await revocationStatus(certificate, issuer, trust.revocations, day, effort);
    statuses.push(status);
    findings.push(...revocationFinding(at, certificate.subjectText, status, days));
  }
  return { findings, revocation: revocationWords(statuses) };
};

/**
 * Whether a certificate shows whose signature it is: the chain to a trusted one on the day of signing where a time stamp proves
 * it, else on the day of the one who looks; then the operator's lists of revoked certificates.
 */
export const judgeCertificate = async (
  at: string,
  certificate: Certificate,
  others: readonly Certificate[],
  trust: TrustList,
  days: Days,
  effort: Effort,
  use: CertificateUse = 'content',
): Promise<JudgedCertificate> => {
  const { stamped, received } = days;
  const { problems, links } = await certificateChain(
    certificate,
    others,
    trust.certificates,
    stamped ?? received,
    use,
    effort,
  );
  const name = certificate.subjectText;
  if (problems.length > 0)
    return {
      sound: false,
      findings: problems.map((problem) =>
        undecided('E_CERTIFICATE', at, `签名值有效，但不能说明出自“${name}”：${PROBLEM[problem]}`),
      ),
      revocation: '',
    };
  const day = received ?? stamped;
  if (day === null)
    return {
      sound: false,
      findings: [
        undecided('E_KEY_DATE', at, `签名有效，证书属于“${name}”；未给出今天的日期，证书是否在期未判断`),
      ],
      revocation: '',
    };
  const { findings, revocation } = await revocationOf(at, links, trust, days, day, effort);
  return { sound: findings.every(({ verdict }) => verdict === 'pass'), findings, revocation };
};
