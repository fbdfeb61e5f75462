import type { Effort } from '../container/signature/effort';
import { type StampCheck, type StampInfo, checkTimeStamps } from '../container/signature/time-stamp';
import { dayText, instantText } from '../container/signature/x509-fields';
import { judgeCertificate } from './check-certificate';
import type { TrustList } from './trust-list';
import { type ReviewFinding, failed, noted, undecided } from './verify-report';

/** A time stamp as judged: what is said of it, and what it proves to have been there on which day. */
export interface JudgedStamp {
  readonly findings: readonly ReviewFinding[];
  readonly proves: { readonly of: string; readonly day: string } | null;
}

/** Name of the bytes to sign among the files that may have been stamped. */
const CONTENT = '待签内容';

const proving = (...findings: ReviewFinding[]): JudgedStamp => ({ findings, proves: null });

const ofHolding = async (
  at: string,
  { certificate, others }: StampCheck,
  info: StampInfo,
  of: string,
  trust: TrustList,
  received: string | null,
  effort: Effort,
): Promise<JudgedStamp> => {
  const said = `时间戳与“${of}”相符，所载时间 ${instantText(info.time)}`;
  const day = dayText(info.time);
  if (certificate === null) return proving(undecided('E_STAMP_UNKNOWN', at, `${said}；看不出是哪个机构盖的`));
  const name = certificate.subjectText;
  const judged = await judgeCertificate(
    at,
    certificate,
    others,
    trust,
    { stamped: day, received: received ?? day },
    effort,
    'time-stamp',
  );
  if (!judged.sound)
    return proving(
      ...judged.findings.map(({ verdict, message }) =>
        verdict === 'fail'
          ? failed('E_STAMP', at, `时间戳不作数：${message}`)
          : undecided('E_STAMP_UNKNOWN', at, `${said}，但不能采信：${message}`),
      ),
    );
  if (received !== null && day > received)
    return proving(
      undecided('E_STAMP_UNKNOWN', at, `${said}，晚于收件日 ${received}；请核对今天的日期和时间戳的来源`),
    );
  return {
    findings: [
      ...judged.findings,
      noted(
        'N_STAMPED',
        at,
        `“${name}”的时间戳有效：“${of}”在 ${instantText(info.time)} 之前已经存在；${judged.revocation}`,
      ),
    ],
    proves: { of, day },
  };
};

const judge = async (
  at: string,
  check: StampCheck,
  trust: TrustList,
  received: string | null,
  damaged: boolean,
  effort: Effort,
): Promise<JudgedStamp> => {
  const { outcome, info, of } = check;
  switch (outcome) {
    case 'unreadable':
      return proving(failed('E_STAMP', at, '时间戳文件损坏或不是规定的格式（RFC 3161），时间戳无效'));
    case 'refused':
      return proving(failed('E_STAMP', at, '时间戳机构的答复是拒绝，文件里没有时间戳'));
    case 'other-content':
      return proving(
        failed(
          'E_STAMP_OTHER',
          at,
          '时间戳无效：所盖的摘要与本包的签名文件和待签内容都不符，是另一份文件的时间戳',
        ),
      );
    case 'broken':
      return proving(failed('E_STAMP', at, '时间戳无效：时间戳机构的签名与时间戳不符'));
    case 'unchecked':
    case 'holds':
  }
  if (info === null || of === null)
    return proving(
      undecided('E_STAMP_UNKNOWN', at, '时间戳的摘要算法不在本程序能核验之列，盖的是不是本包未知'),
    );
  if (damaged && of === CONTENT)
    return proving(failed('E_SIGNED_OTHER', at, '时间戳覆盖的清单与现在的内容不符，时间戳不作数'));
  if (outcome === 'unchecked')
    return proving(
      undecided(
        'E_STAMP_UNKNOWN',
        at,
        `时间戳与“${of}”相符，所载时间 ${instantText(info.time)}；但盖章机构的证书未随附，或其签名算法不在本程序能核验之列，时间不能采信`,
      ),
    );
  return ofHolding(at, check, info, of, trust, received, effort);
};

/**
 * Time stamps among the signature files: over which of them, or over the bytes to sign, each is, and whether the authority is
 * one that the operator trusts. The time of any other authority proves nothing.
 *
 * @param content the bytes that every signature covers
 * @param damaged whether the content of the package does not agree with its manifests
 */
export const judgeStamps = async (
  signatures: ReadonlyMap<string, Uint8Array>,
  content: Uint8Array,
  trust: TrustList,
  received: string | null,
  damaged: boolean,
  effort: Effort,
): Promise<ReadonlyMap<string, JudgedStamp>> => {
  const stamps = new Map([...signatures].filter(([name]) => name.endsWith('.tsr')));
  const checks = await checkTimeStamps(stamps, new Map([...signatures, [CONTENT, content]]), effort);
  const judged = new Map<string, JudgedStamp>();
  for (const [file, check] of checks)
    judged.set(file, await judge(`signatures/${file}`, check, trust, received, damaged, effort));
  return judged;
};

/** The first day on which a trusted stamp saw each signature file. */
export const stampedDays = (stamps: ReadonlyMap<string, JudgedStamp>): ReadonlyMap<string, string> => {
  const days = new Map<string, string>();
  for (const { proves } of stamps.values())
    if (proves !== null && proves.day < (days.get(proves.of) ?? '9999')) days.set(proves.of, proves.day);
  return days;
};
