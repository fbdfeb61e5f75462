import type { PackageDescription } from './package-schema';
import { type ReviewFinding, failed, noted, undecided } from './verify-report';

/** A package as the reviewer's own register keeps it: what `registerEntry` made of it when it came in. */
export interface RegisterEntry {
  /** Content id. */
  readonly id: string;
  /** Calendar day on which it came in. */
  readonly receivedOn: string;
  readonly caseId: string;
  /** Names of the parties; left out: not known, the case id decides alone. */
  readonly pledgor?: string | null;
  readonly pledgee?: string | null;
  readonly revision: number | null;
  readonly previous: string | null;
  /** Application numbers of what is pledged. */
  readonly patents: readonly string[];
  /** Whether the pledge has been released or the filing withdrawn: it stands in nobody's way any more. */
  readonly released: boolean;
}

/** Where and when a package is received. What is left out is not judged. */
export interface Reception {
  /** Registry codes this office serves, and the names under which it is addressed. An empty list says nothing and judges nothing. */
  readonly office?: { readonly registries: readonly string[]; readonly recipients: readonly string[] };
  readonly register?: readonly RegisterEntry[];
  /** The day by the local clock. */
  readonly date?: string;
}

const PATH = 'package.json';

/** What a register keeps of a package that came in. */
export const registerEntry = (id: string, d: PackageDescription, receivedOn: string): RegisterEntry => ({
  id,
  receivedOn,
  caseId: d.case.id,
  pledgor: d.parties.pledgor?.name ?? null,
  pledgee: d.parties.pledgee?.name ?? null,
  revision: d.revision.number,
  previous: d.revision.previous,
  patents: d.patents.map(({ number }) => number),
  released: false,
});

const short = (id: string): string => `${id.slice(0, 16)}…`;

const addressee = (d: PackageDescription, { office }: Reception): readonly ReviewFinding[] => {
  if (office === undefined) return [];
  const { registries, recipients } = office;
  const findings: ReviewFinding[] = [];
  // A package of several filings names its registries there.
  const codes = d.filings.length === 0 ? [d.registry.code] : d.filings.map(({ registry }) => registry.code);
  if (registries.length > 0 && !codes.some((code) => registries.includes(code)))
    findings.push(
      failed(
        'E_RECIPIENT',
        PATH,
        `本包是给别的登记机构的：${d.registry.registrar}（${[...new Set(codes)].join('、')}）`,
      ),
    );
  if (recipients.length > 0 && d.recipient !== null && !recipients.includes(d.recipient.trim()))
    findings.push(failed('E_RECIPIENT', PATH, `本包是给别处的：受理处写“${d.recipient}”`));
  return findings;
};

const sameAgain = (
  id: string,
  canonical: boolean,
  register: readonly RegisterEntry[],
): readonly ReviewFinding[] =>
  register
    .filter((entry) => entry.id === id)
    .map(({ receivedOn }) =>
      noted(
        'N_RECEIVED_BEFORE',
        '',
        `${receivedOn} 已收到过内容相同的包${canonical ? '' : '，这一份由其他工具重新打包过'}；不另立一案`,
      ),
    );

const revisions = (
  id: string,
  d: PackageDescription,
  register: readonly RegisterEntry[],
): readonly ReviewFinding[] => {
  const { number } = d.revision;
  if (number === null) return [];
  const others = register.filter((entry) => entry.caseId === d.case.id && entry.id !== id);
  const newer = others.filter(({ revision }) => revision !== null && revision > number);
  const twins = others.filter(({ revision }) => revision === number);
  return [
    ...newer.map(({ revision, receivedOn }) =>
      failed(
        'E_OLDER',
        PATH,
        `这是第 ${number} 次修订，比已有的旧：${receivedOn} 已收到第 ${revision ?? ''} 次修订`,
      ),
    ),
    ...twins.map((entry) =>
      undecided(
        'E_REVISION_CONFLICT',
        PATH,
        `有两份不同的第 ${number} 次修订：本包 ${short(id)} 与 ${entry.receivedOn} 收到的 ${short(entry.id)}；两份都保留，请向对方问明以哪份为准`,
      ),
    ),
  ];
};

/** The link to the package before: what it names must be an earlier revision of the same case. */
const chain = (
  d: PackageDescription,
  register: readonly RegisterEntry[] | undefined,
): readonly ReviewFinding[] => {
  const { number, previous } = d.revision;
  const at = `${PATH} › revision.previous`;
  if (previous === null)
    return number !== null && number > 1
      ? [undecided('E_HISTORY', at, `第 ${number} 次修订没有写明上一版，来历未示`)]
      : [];
  if (!/^[0-9a-f]{64}$/.test(previous))
    return [failed('E_CHAIN', at, '上一版的标识不是 64 位十六进制数，来历不可信')];
  if (register === undefined) return [];
  const before = register.find((entry) => entry.id === previous);
  if (before === undefined)
    return [undecided('E_HISTORY', at, `上一版 ${short(previous)} 没有收到过，来历未示`)];
  const earlier = before.revision === null || number === null || before.revision < number;
  return before.caseId === d.case.id && earlier
    ? []
    : [failed('E_CHAIN', at, `所称上一版 ${short(previous)} 是另一案卷的，或修订号不比本包小，来历不符`)];
};

const CLOCK = '（按本机时钟，时钟未经核实）';

const validity = (d: PackageDescription, date: string | undefined): readonly ReviewFinding[] => {
  if (date === undefined) return [];
  const { from = null, until = null } = d.validity ?? {};
  const findings: ReviewFinding[] = [];
  if (until !== null && date > until)
    findings.push(failed('E_EXPIRED', PATH, `本包的有效期到 ${until}，今天是 ${date}，已过期${CLOCK}`));
  if (from !== null && date < from)
    findings.push(undecided('E_NOT_YET', PATH, `本包自 ${from} 起有效，今天是 ${date}${CLOCK}`));
  if (d.valuationDate > date)
    findings.push(undecided('E_FUTURE', PATH, `评估基准日 ${d.valuationDate} 在今天 ${date} 之后${CLOCK}`));
  return findings;
};

const agrees = (held: string | null | undefined, name: string | undefined): boolean =>
  held === undefined || (held ?? '').trim() === (name ?? '').trim();

/** Whether a package is of the same case: the same id, pledgor and pledgee. Anybody can write a case id. */
const sameCase = (entry: RegisterEntry, { case: { id }, parties }: PackageDescription): boolean =>
  entry.caseId === id &&
  agrees(entry.pledgor, parties.pledgor?.name) &&
  agrees(entry.pledgee, parties.pledgee?.name);

const samePatents = (
  id: string,
  d: PackageDescription,
  register: readonly RegisterEntry[],
): readonly ReviewFinding[] =>
  register
    .filter((entry) => entry.id !== id && !sameCase(entry, d) && !entry.released)
    .flatMap((entry) => {
      const both = d.patents.filter(({ number }) => entry.patents.includes(number));
      return both.length === 0
        ? []
        : [
            undecided(
              'E_PLEDGED_ELSEWHERE',
              PATH,
              `${both.map(({ number }) => number).join('、')} 也在另一个未解除的包里：本包 ${short(id)}，另一包 ${short(entry.id)}（${entry.receivedOn} 收到）${entry.caseId === d.case.id ? '；案卷标识相同，出质人或质权人不同' : ''}`,
            ),
          ];
    });

/**
 * How a package stands to the office that receives it and to what it received before: addressee first, then the same
 * package again, revisions, their chain, the period, and patents that another package pledges too.
 */
export const standingFindings = (
  id: string,
  canonical: boolean,
  d: PackageDescription,
  reception: Reception,
): readonly ReviewFinding[] => {
  const { register, date } = reception;
  return [
    ...addressee(d, reception),
    ...sameAgain(id, canonical, register ?? []),
    ...revisions(id, d, register ?? []),
    ...chain(d, register),
    ...validity(d, date),
    ...samePatents(id, d, register ?? []),
  ];
};
