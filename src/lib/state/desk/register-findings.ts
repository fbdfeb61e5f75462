import { isConflict } from '../../case/desk/same-patents';
import type { RegisterFinding } from '../../review/desk/opinion/reasons';
import type { BatchRow } from './batch-rows';

/** What the register says against a row, in words. */

type Compared = Pick<BatchRow, 'samePatents' | 'overlaps' | 'notCompared' | 'unprintedElsewhere'>;

/** What of the papers and of the register was out of reach of a comparison. */
export interface OutOfReach {
  /** Whether the case could be read: its data are not known otherwise. */
  readonly caseRead: boolean;
  /** Titles of own data without a fingerprint. */
  readonly unprinted: readonly string[];
  /** Entries of the register that could not be read; `null` = all of it. */
  readonly registerUnread: number | null;
}

const SHOWN = 5;

const some = (names: readonly string[]): string =>
  `${names.slice(0, SHOWN).join('、')}${names.length > SHOWN ? ' 等' : ''}`;

const quoted = (names: readonly string[]): string => some(names.map((name) => `“${name}”`));

/** Why whether the same data stands elsewhere is not known, each reason by itself. */
export const notCompared = (
  { notCompared: count, unprintedElsewhere }: Pick<Compared, 'notCompared' | 'unprintedElsewhere'>,
  { caseRead, unprinted, registerUnread }: OutOfReach,
  nameOf: (id: string) => string,
): readonly string[] => [
  ...(caseRead ? [] : ['案卷读不出来，其中的数据没有与台账比较，重合与否未知']),
  ...(unprinted.length === 0
    ? []
    : [
        `本件的数据${quoted(unprinted)}没有指纹，没有与台账里的数据比较，重合与否未知；请申报方补做数据指纹，或核对原始数据`,
      ]),
  ...(unprintedElsewhere.length === 0
    ? []
    : [
        `台账里另有 ${unprintedElsewhere.length} 件案卷的数据没有指纹（${some(unprintedElsewhere.map(nameOf))}），没有与本件的数据比较，重合与否未知`,
      ]),
  ...(count === 0
    ? []
    : [`有 ${count} 份数据没有能与本件的比较（盐值不同、没有可比的列或没有读出），重合与否未知`]),
  ...(registerUnread === 0
    ? []
    : [
        `台账${registerUnread === null ? '读不出来' : `里有 ${registerUnread} 条读不出来`}，没有与本件比较，专利和数据是否重复未知`,
      ]),
];

/** What the register says against a row, for the opinion. */
export const registerFindings = (
  row: Compared,
  reach: OutOfReach,
  nameOf: (id: string) => string,
): readonly RegisterFinding[] => [
  ...row.samePatents.filter(isConflict).map(({ other, otherParties, patents }) => ({
    code: 'D_SAME_PATENT' as const,
    path: '台账 › 专利',
    message: `${otherParties ? '案卷标识相同、但出质人或质权人不同的' : '另一案件'}“${nameOf(other)}”也列有同样的专利 ${patents.length} 件：${some(patents)}。请核对是否重复质押`,
  })),
  ...row.overlaps.map(({ own, entry, other, statement }) => ({
    code: 'D_DATA_OVERLAP' as const,
    path: `台账 › 数据“${own}”`,
    message: `与“${nameOf(entry)}”的数据“${other}”有重合：${statement}。请核对是否同一数据重复质押`,
  })),
  ...notCompared(row, reach, nameOf).map((message) => ({
    code: 'D_NOT_COMPARED' as const,
    path: '台账 › 数据',
    message,
  })),
];
