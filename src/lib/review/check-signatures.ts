import type { Bag } from '../container/bagit';
import { type CertificateProblem, certificateProblems } from '../container/signature/certificate-chain';
import { type SignatureCheck, checkSignatures } from '../container/signature/package-signatures';
import { contentToSign } from '../container/signature/signed-content';
import { sameBytes } from '../container/bytes';
import { WRAPPING } from './check-integrity';
import type { PackageDescription, PackageParties } from './package-schema';
import type { KnownKey, SigningSide, TrustList } from './trust-list';
import { type ReviewFinding, failed, noted, undecided } from './verify-report';

const PROBLEM: Readonly<Record<CertificateProblem, string>> = {
  expired: '证书已过有效期；签名若作于有效期内，请凭时间戳或原件核对',
  'not-yet-valid': '证书尚未生效',
  'wrong-usage': '证书的密钥用途不含签名',
  'self-signed': '证书是自签的，不在信任名单中',
  'unknown-issuer': '证书的签发者不在信任名单中',
  'chain-broken': '证书与所称签发者的签名不符，证书链断裂',
  'issuer-no-authority': '签发者的证书无权签发证书',
  'issuer-out-of-date': '签发者的证书不在有效期内',
  'unread-extension': '证书或其签发者的证书含有本程序不认识的关键扩展',
};

const SIDE: Readonly<Record<SigningSide, string>> = { pledgor: '出质人', pledgee: '质权人', agent: '代理人' };

/** A signature as judged: what is said of it, and whose it is when that is certain. */
interface Judged {
  readonly findings: readonly ReviewFinding[];
  readonly signer: { readonly name: string; readonly creditCode: string | null } | null;
}

const nobody = (...findings: ReviewFinding[]): Judged => ({ findings, signer: null });

const ofKnownKey = (key: KnownKey, at: string, date: string | null): Judged => {
  const { name, creditCode, from, until, revokedOn } = key;
  if (date === null && (from ?? until ?? revokedOn) !== null)
    return nobody(
      undecided('E_KEY_DATE', at, `签名有效，密钥属于“${name}”；未给出今天的日期，密钥是否在期未判断`),
    );
  if (date !== null && revokedOn !== null && date >= revokedOn)
    return nobody(
      undecided(
        'E_KEY_REVOKED',
        at,
        `签名有效，但“${name}”的密钥自 ${revokedOn} 起作废，不能据此说明出自该方；请该方用现用密钥重签`,
      ),
    );
  if (date !== null && ((from !== null && date < from) || (until !== null && date > until)))
    return nobody(
      undecided(
        'E_KEY_PERIOD',
        at,
        `签名有效，但“${name}”的密钥不在使用期内（${from ?? '…'} 至 ${until ?? '…'}）`,
      ),
    );
  return { findings: [noted('N_SIGNED', at, `“${name}”的签名有效`)], signer: { name, creditCode } };
};

/** A signature covers the manifests: it says nothing of content that does not agree with them. */
const ofOtherContent = (at: string): Judged =>
  nobody(failed('E_SIGNED_OTHER', at, '签名覆盖的清单与现在的内容不符：内容在签名之后变动过，签名不作数'));

const judge = (check: SignatureCheck, trust: TrustList, date: string | null, damaged: boolean): Judged => {
  const at = `signatures/${check.file}${check.number > 1 ? ` › 第 ${check.number} 个签名` : ''}`;
  const { by, outcome } = check;
  switch (outcome) {
    case 'unreadable':
      return nobody(failed('E_SIGNATURE', at, '签名文件损坏或不是规定的格式，签名无效'));
    case 'broken':
      return nobody(failed('E_SIGNATURE', at, '签名无效：签名值与所签内容不符'));
    case 'other-content':
      return nobody(
        failed('E_SIGNED_OTHER', at, '签名无效：所签的不是本包现在的内容，或是另一个包、另一用途'),
      );
    case 'unchecked':
      return nobody(
        undecided(
          'E_SIGNATURE_UNCHECKED',
          at,
          `签名文件“${check.file}”的算法、证书或密钥不在本程序能核验之列，真伪未知`,
        ),
      );
    case 'holds':
      if (damaged) return ofOtherContent(at);
  }
  if (by === null) return nobody(undecided('E_KEY_UNKNOWN', at, '签名有效，但看不出签名的密钥'));
  if (by.kind === 'key') {
    const known = trust.keys.find(({ publicKey }) => sameBytes(publicKey, by.publicKey));
    return known === undefined
      ? nobody(
          undecided(
            'E_KEY_UNKNOWN',
            at,
            `签名有效，但密钥 ${by.keyId.slice(0, 16)}… 不在名单中，不能说明出自何人`,
          ),
        )
      : ofKnownKey(known, at, date);
  }
  const { certificate, others } = by;
  const problems = certificateProblems(certificate, others, trust.certificates, date);
  const name = certificate.subjectText;
  if (problems.length === 0 && date === null)
    return nobody(
      undecided('E_KEY_DATE', at, `签名有效，证书属于“${name}”；未给出今天的日期，证书是否在期未判断`),
    );
  return problems.length === 0
    ? {
        findings: [
          noted('N_SIGNED', at, `“${name}”的签名有效（SM2 证书）；证书是否已被吊销没有查询，本程序不联网`),
        ],
        signer: { name, creditCode: null },
      }
    : nobody(
        ...problems.map((problem) =>
          undecided('E_CERTIFICATE', at, `签名值有效，但不能说明出自“${name}”：${PROBLEM[problem]}`),
        ),
      );
};

const isParty = (
  { name, creditCode }: { readonly name: string; readonly creditCode: string | null },
  party: PackageParties[SigningSide],
): boolean =>
  party !== null &&
  (creditCode === null ? name.split(' · ').includes(party.name) : creditCode === party.creditCode);

const missingSigners = (
  judged: readonly Judged[],
  { required }: TrustList,
  parties: PackageParties | null,
): readonly ReviewFinding[] => {
  const open = judged.some(({ findings }) => findings.some(({ verdict }) => verdict === 'unknown'));
  return required
    .filter(
      (side) => !judged.some(({ signer }) => signer !== null && isParty(signer, parties?.[side] ?? null)),
    )
    .map((side) => {
      const message = `缺${SIDE[side]}${parties?.[side]?.name ?? ''}的签名`;
      return open
        ? undecided('E_SIGNER', 'signatures', `${message}，或其签名不能认定`)
        : failed('E_SIGNER', 'signatures', message);
    });
};

/**
 * Who signed: every signature for itself, then the parties that had to sign and did not. A valid signature by a key that
 * the operator does not know says nothing about whose it is.
 *
 * @param date the operator's day; `null` = periods of keys and certificates stay open
 */
export const signatureFindings = async (
  bag: Bag,
  description: PackageDescription | null,
  trust: TrustList,
  date: string | null,
): Promise<readonly ReviewFinding[]> => {
  if (bag.signatures.size === 0)
    return [
      undecided('E_UNSIGNED', '', '未签名：校验值只能证明包内自洽，不能证明出自何人'),
      ...missingSigners([], trust, description?.parties ?? null),
    ];
  const { id, tagManifests, signatures } = bag;
  const content = await contentToSign({ id, tagManifests, purpose: description?.purpose ?? '' });
  const checks = await checkSignatures(
    signatures,
    content,
    trust.keys.map(({ publicKey }) => publicKey),
  );
  const damaged = bag.findings.some(({ code }) => !WRAPPING.has(code));
  const judged = checks.map((check) => judge(check, trust, date, damaged));
  return [
    ...judged.flatMap(({ findings }) => findings),
    ...missingSigners(judged, trust, description?.parties ?? null),
  ];
};
