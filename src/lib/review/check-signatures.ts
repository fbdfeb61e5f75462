import type { Bag } from '../container/bagit';
import {
  type SignatureCheck,
  type SignedBy,
  checkSignatures,
} from '../container/signature/package-signatures';
import { KEY_WORD } from '../container/signature/public-key';
import { type Effort, limitedEffort } from '../container/signature/effort';
import { contentToSign } from '../container/signature/signed-content';
import { sameBytes } from '../container/bytes';
import { type Days, judgeCertificate } from './check-certificate';
import { WRAPPING } from './check-integrity';
import { judgeStamps, stampedDays } from './check-stamps';
import type { PackageDescription, PackageParties } from './package-schema';
import type { KnownKey, SigningSide, TrustList } from './trust-list';
import { type ReviewFinding, failed, noted, undecided } from './verify-report';

const SIDE: Readonly<Record<SigningSide, string>> = { pledgor: '出质人', pledgee: '质权人', agent: '代理人' };

/** A signature as judged: what is said of it, and whose it is when that is certain. */
interface Judged {
  readonly findings: readonly ReviewFinding[];
  readonly signer: { readonly name: string; readonly creditCode: string | null } | null;
}

const nobody = (...findings: ReviewFinding[]): Judged => ({ findings, signer: null });

const stampWords = ({ stamped }: Days): string =>
  stamped === null ? '' : `；时间戳证明签于 ${stamped} 或更早`;

const ofKnownKey = (key: KnownKey, at: string, days: Days): Judged => {
  const { name, creditCode, from, until, revokedOn } = key;
  const date = days.stamped ?? days.received;
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
  return {
    findings: [noted('N_SIGNED', at, `“${name}”的签名有效${stampWords(days)}`)],
    signer: { name, creditCode },
  };
};

/** A signature covers the manifests: it says nothing of content that does not agree with them. */
const ofOtherContent = (at: string): Judged =>
  nobody(failed('E_SIGNED_OTHER', at, '签名覆盖的清单与现在的内容不符：内容在签名之后变动过，签名不作数'));

const ofKey = (
  { publicKey, keyId }: Extract<SignedBy, { kind: 'key' }>,
  at: string,
  trust: TrustList,
  days: Days,
): Judged => {
  const known = trust.keys.find((key) => sameBytes(key.publicKey, publicKey));
  return known === undefined
    ? nobody(undecided('E_KEY_UNKNOWN', at, `签名有效，但密钥 ${keyId} 不在签名方名单中，不能说明出自何人`))
    : ofKnownKey(known, at, days);
};

const ofCertificate = async (
  { certificate, others }: Extract<SignedBy, { kind: 'certificate' }>,
  at: string,
  trust: TrustList,
  days: Days,
  effort: Effort,
): Promise<Judged> => {
  const { sound, findings, revocation } = await judgeCertificate(
    at,
    certificate,
    others,
    trust,
    days,
    effort,
  );
  if (!sound) return nobody(...findings);
  const name = certificate.subjectText;
  const said = `“${name}”的签名有效（${KEY_WORD[certificate.key.kind]} 证书）；${revocation}${stampWords(days)}`;
  return { findings: [...findings, noted('N_SIGNED', at, said)], signer: { name, creditCode: null } };
};

const judge = async (
  check: SignatureCheck,
  trust: TrustList,
  days: Days,
  damaged: boolean,
  effort: Effort,
): Promise<Judged> => {
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
  return by.kind === 'key' ? ofKey(by, at, trust, days) : ofCertificate(by, at, trust, days, effort);
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
  const { id, tagManifests, signatures } = bag;
  const parties = description?.parties ?? null;
  const unsigned = undecided('E_UNSIGNED', '', '未签名：校验值只能证明包内自洽，不能证明出自何人');
  if (signatures.size === 0) return [unsigned, ...missingSigners([], trust, parties)];
  const content = await contentToSign({ id, tagManifests, purpose: description?.purpose ?? '' });
  const damaged = bag.findings.some(({ code }) => !WRAPPING.has(code));
  const effort = limitedEffort();
  const stamps = await judgeStamps(signatures, content, trust, date, damaged, effort);
  const days = stampedDays(stamps);
  const checks = await checkSignatures(
    signatures,
    content,
    trust.keys.map(({ publicKey }) => publicKey),
    effort,
  );
  const judged: Judged[] = [];
  for (const check of checks)
    judged.push(
      await judge(check, trust, { stamped: days.get(check.file) ?? null, received: date }, damaged, effort),
    );
  return [
    // A time stamp says when, never who.
    ...(checks.length === 0 ? [unsigned] : []),
    ...judged.flatMap(({ findings }) => findings),
    ...[...stamps.values()].flatMap(({ findings }) => findings),
    ...(effort.spent()
      ? [
          undecided(
            'E_EFFORT',
            'signatures',
            '签名、证书和时间戳太多，只核验了前面一部分；请索取签名较少的包',
          ),
        ]
      : []),
    ...missingSigners(judged, trust, parties),
  ];
};
