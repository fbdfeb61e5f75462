import { caseJson } from '../case/case-json';
import { type Bag, type ByteSource, readBag } from '../container/bagit';
import type { JsonValue } from '../kernel/json';
import { type Result, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';
import { holdingParts } from './held-parts';
import { type JsonChange, jsonChanges } from './json-changes';
import { JSON_PATH, type JsonParts, claimedProfile, readJsonParts } from './json-parts';
import { isKnownProfile } from './package-schema';
import { plainJson } from './plain-json';
import type { ReviewFinding } from './verify-report';

/** Something that two packages do not share. `null` = it stands in one of them only. */
export interface PackageChange {
  /** Where: a path in the case, an id of a rule, figure or check, a payload path. */
  readonly path: string;
  /** What it is, for people. Empty where the path says it. */
  readonly title: string;
  readonly before: string | null;
  readonly after: string | null;
}

export type ComparedPart =
  'description' | 'inputs' | 'rules' | 'figures' | 'findings' | 'offers' | 'documents' | 'attachments';

export interface PackageSide {
  readonly id: string;
  readonly caseTitle: string | null;
  readonly revision: number | null;
  /** Damage of the package itself: what is compared may then not be what was made. */
  readonly findings: number;
}

export interface PackageComparison {
  readonly schema: 'zhiya.diff/1';
  readonly before: PackageSide;
  readonly after: PackageSide;
  /** Whether payload and bag-info are the same; signatures aside. */
  readonly same: boolean;
  readonly changes: Readonly<Record<ComparedPart, readonly PackageChange[]>>;
  /** Parts of either package that could not be read, by path. */
  readonly unread: readonly string[];
}

interface Opened {
  readonly bag: Bag;
  readonly parts: JsonParts;
}

const ATTACHMENTS = 'inputs/files/';

const opened = async (source: Uint8Array | ByteSource, which: string): Promise<Result<Opened>> => {
  const bag = await readBag(source, { hold: holdingParts(null) });
  if (!bag.ok)
    return refuse(bag.failure.code, `${which}：${bag.failure.message}`, bag.failure.path, bag.failure.remedy);
  const [cut] = [...bag.value.unheld].filter((path) => !path.startsWith(ATTACHMENTS));
  if (cut !== undefined)
    return refuse(
      'E_LARGE',
      `${which}：“${cut}”太大，没有整个读入，不能逐项比较`,
      cut,
      '请确认选对了登记包；本程序做的登记包没有这么大的文件',
    );
  const profile = claimedProfile(bag.value.payload);
  if (profile !== null && !isKnownProfile(profile))
    return refuse(
      'E_PROFILE',
      `${which}的版式“${profile}”比本程序新`,
      JSON_PATH.description,
      '请更新本程序后再比较',
    );
  return ok({ bag: bag.value, parts: readJsonParts(bag.value.payload, profile) });
};

const untitled = (changes: readonly JsonChange[]): readonly PackageChange[] =>
  changes.map((change) => ({ ...change, title: '' }));

/** The case as JSON in the present schema: an earlier one is compared as it reads today. */
const caseOf = ({ parts }: Opened): JsonValue => {
  const { value } = parts.caseRecord;
  if (value === null) return null;
  const json = parseStrictJson(caseJson(value));
  return json.ok ? json.value : null;
};

interface Item {
  readonly key: string;
  readonly title: string;
  /** What is shown of it. */
  readonly text: string;
  /** Everything that counts. */
  readonly whole: string;
}

/** Items by key; a key that repeats is numbered. */
const keyed = (items: readonly Item[]): ReadonlyMap<string, Item> => {
  const map = new Map<string, Item>();
  for (const item of items) {
    let { key } = item;
    for (let n = 2; map.has(key); n += 1) key = `${item.key}#${n}`;
    map.set(key, item);
  }
  return map;
};

const changesOf = (before: readonly Item[], after: readonly Item[]): readonly PackageChange[] => {
  const [one, two] = [keyed(before), keyed(after)];
  return [...new Set([...one.keys(), ...two.keys()])].flatMap((path) => {
    const [was, is] = [one.get(path), two.get(path)];
    if (was?.whole === is?.whole) return [];
    const title = is?.title ?? was?.title ?? '';
    const shown = was?.text === is?.text ? '（所示相同，依据或推导不同）' : '';
    const text = (item: Item | undefined): string | null =>
      item === undefined ? null : `${item.text}${shown}`;
    return [{ path, title, before: text(was), after: text(is) }];
  });
};

const wholeOf = (item: object): string => JSON.stringify(plainJson(item));

const rulesOf = ({ parts }: Opened): readonly Item[] =>
  (parts.rules.value ?? []).map((rule) => ({
    key: rule.id,
    title: rule.title,
    text: JSON.stringify(rule.value),
    whole: wholeOf(rule),
  }));

const figuresOf = ({ parts }: Opened): readonly Item[] =>
  (parts.figures.value?.all() ?? []).map((figure) => {
    const { interval } = figure;
    const range = interval === undefined ? '' : ` [${interval.low}, ${interval.high}]`;
    return {
      key: figure.id,
      title: `${figure.label}（${figure.subject.title}）`,
      text: `${figure.value ?? '未知'}${range} ${figure.unit}`,
      whole: wholeOf(figure),
    };
  });

const findingsOf = ({ parts }: Opened): readonly Item[] =>
  (parts.findings.value?.all() ?? []).map((finding) => ({
    key: `${finding.method.slice(0, finding.method.lastIndexOf('@'))}/${finding.rule}/${finding.subject.id}`,
    title: `${finding.title}（${finding.subject.title}）`,
    text: `${{ pass: '通过', fail: '不通过', unknown: '未知' }[finding.verdict]}：${finding.message}`,
    whole: wholeOf(finding),
  }));

const offersOf = ({ parts }: Opened): readonly Item[] =>
  (parts.offers.value?.all() ?? []).map((offer) => ({
    key: offer.id,
    title: offer.subject.title,
    text: `${offer.valueFen ?? '未知'} 分`,
    whole: wholeOf(offer),
  }));

/** Files by content: what a person opens, and what was attached. */
const filesOf = ({ bag }: Opened, wanted: (path: string) => boolean): readonly Item[] =>
  [...bag.digests]
    .filter(([path]) => wanted(path))
    .map(([path, { sha256 }]) => ({
      key: path,
      title: '',
      text: `${bag.sizes.get(path) ?? 0} 字节，SHA-256 ${sha256.slice(0, 16)}…`,
      whole: sha256,
    }));

const JSON_FILES: ReadonlySet<string> = new Set(Object.values(JSON_PATH));
const isAttachment = (path: string): boolean => path.startsWith(ATTACHMENTS);
const isDocument = (path: string): boolean => !JSON_FILES.has(path) && !isAttachment(path);

const sideOf = ({ bag, parts }: Opened): PackageSide => ({
  id: bag.id,
  caseTitle: parts.description.value?.case.title ?? null,
  revision: parts.description.value?.revision.number ?? null,
  findings: bag.findings.length,
});

const unreadOf = ({ parts }: Opened): readonly string[] =>
  Object.values(parts)
    .filter(({ value }: { value: unknown }) => value === null)
    .map(({ path, findings }: { path: string; findings: readonly ReviewFinding[] }) =>
      [path, ...findings.slice(0, 1).map(({ message }) => message)].join('：'),
    );

/**
 * Two packages, or two revisions of one, field by field: what the package says of itself, inputs, rule values, figures,
 * checks, offers, documents and attachments. Figures and checks whose words agree but whose derivation does not are said too.
 * Nothing is recomputed: whether either package is right is for `verifyPackage`. Fails with the codes of `readBag`, naming
 * which of the two, and E_PROFILE.
 */
export const comparePackages = async (
  before: Uint8Array | ByteSource,
  after: Uint8Array | ByteSource,
): Promise<Result<PackageComparison>> => {
  const one = await opened(before, '前一个包');
  if (!one.ok) return one;
  const two = await opened(after, '后一个包');
  if (!two.ok) return two;
  const [a, b] = [one.value, two.value];
  const both = (of: (side: Opened) => readonly Item[]): readonly PackageChange[] => changesOf(of(a), of(b));
  const described = ({ parts }: Opened): JsonValue => plainJson(parts.description.value);
  return ok({
    schema: 'zhiya.diff/1',
    before: sideOf(a),
    after: sideOf(b),
    same: a.bag.id === b.bag.id,
    changes: {
      description: untitled(jsonChanges(described(a), described(b))),
      inputs: untitled(jsonChanges(caseOf(a), caseOf(b))),
      rules: both(rulesOf),
      figures: both(figuresOf),
      findings: both(findingsOf),
      offers: both(offersOf),
      documents: both((side) => filesOf(side, isDocument)),
      attachments: both((side) => filesOf(side, isAttachment)),
    },
    unread: [...new Set([...unreadOf(a), ...unreadOf(b)])],
  });
};
