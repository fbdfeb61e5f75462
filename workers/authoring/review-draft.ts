import type { DraftReview } from '../../src/lib/bridge/authoring-contract';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { type Failure, type Result, mustBeOk, ok } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import type { RuleOverlay } from '../../src/lib/rulebook/model';
import { parseOverlay } from '../../src/lib/rulebook/overlay';
import { overlayDifferences } from '../../src/lib/rulebook/overlay-differences';
import type { OverlayDraft } from '../../src/lib/rulebook/overlay-draft';
import { rulesAt } from '../../src/lib/rulebook/resolver';
import { releaseWeights } from '../../src/lib/valuation/weights/release-weights';
import { type AhpRules, readAhpRules } from '../../src/lib/valuation/weights/weights-rules';
import { reviewItem } from './review-items';

/** The AHP tables in force on the day of release, under the release before; any day while none is entered. */
const ahpRulesFor = (draft: OverlayDraft, previous: RuleOverlay | null): Result<AhpRules> => {
  const day = parsePlainDate(draft.releasedOn);
  const date = day.ok ? day.value : mustBeOk(parsePlainDate('2026-01-01'));
  const base = { entries: ALL_RULES, date, region: 'cn' };
  return readAhpRules(rulesAt(previous === null ? base : { ...base, overlay: previous }));
};

/** A case carries the whole release; see `overlayRecord` of the case. */
const MOST_IN_A_CASE = 2_000_000;

const tooLong = (length: number): Failure => ({
  code: 'E_TOO_LONG',
  message: `参数文件有 ${length} 个字符，超过案卷能记入的 ${MOST_IN_A_CASE} 个`,
  path: '参数',
  remedy: '请精简评分方案文件或许可统计表',
});

const empty = (message: string, path: string, remedy: string): Failure => ({
  code: 'E_MISSING',
  message,
  path,
  remedy,
});

const headFaults = (draft: OverlayDraft): readonly Failure[] => {
  const faults: Failure[] = [];
  for (const [text, what] of [
    [draft.institution, '发布机构'],
    [draft.version, '版本号'],
    [draft.author, '编制人'],
    [draft.reason, '发布理由'],
  ] as const)
    if (text.trim() === '') faults.push(empty(`没有填写${what}`, what, `请填写${what}`));
  const day = parsePlainDate(draft.releasedOn, '发布日期');
  if (!day.ok) faults.push(day.failure);
  if (draft.items.length === 0)
    faults.push(empty('还没有一项参数', '参数', '请至少添加一项：权重、参数值、评分方案或许可统计'));
  return faults;
};

/** Two items must not give one rule two values from the same day. */
const twice = (ids: readonly string[]): readonly Failure[] => {
  const found = ids.find((id, i) => ids.indexOf(id) !== i);
  return found === undefined
    ? []
    : [
        {
          code: 'E_RELEASE_TWICE',
          message: `“${found.split(' ')[0] ?? ''}”自 ${found.split(' ')[1] ?? ''} 起在草稿中有两个值`,
          path: '参数',
          remedy: '请删去其中一项，或改为不同的生效日期',
        },
      ];
};

/**
 * What a draft comes to: every fault of every item, and, when there is none, the file that would be released. The same
 * draft over the same previous release gives the same bytes.
 */
export const reviewDraft = async (
  draft: OverlayDraft,
  previousJson: string | null,
): Promise<Result<DraftReview>> => {
  let previous: RuleOverlay | null = null;
  if (previousJson !== null) {
    const read = parseOverlay(previousJson);
    if (!read.ok) return read;
    previous = read.value;
  }
  const ahp = ahpRulesFor(draft, previous);
  if (!ahp.ok) return ahp;
  const reviewed = draft.items.map((item) =>
    reviewItem(item, { rulebook: ALL_RULES, ahp: ahp.value, previous }),
  );
  const items = reviewed.map(({ review }) => review);
  const content = reviewed.flatMap(({ release }) => release);
  const failures: Failure[] = [
    ...headFaults(draft),
    ...twice(content.map(({ id, effectiveFrom }) => `${id} ${effectiveFrom}`)),
  ];
  if (failures.length > 0 || items.some((item) => item.failures.length > 0))
    return ok({ items, failures, release: null, differences: [] });
  const { institution, version, releasedOn, author, reason } = draft;
  const released = releaseWeights(
    {
      institution: institution.trim(),
      version: version.trim(),
      releasedOn,
      author: author.trim(),
      reason: reason.trim(),
      items: content,
      previous,
    },
    ALL_RULES,
  );
  if (!released.ok) return ok({ items, failures: [released.failure], release: null, differences: [] });
  const { json, overlay } = released.value;
  if (json.length > MOST_IN_A_CASE)
    return ok({ items, failures: [tooLong(json.length)], release: null, differences: [] });
  const bytes = encodeUtf8(json);
  return ok({
    items,
    failures: [],
    release: { json, sha256: await sha256Hex(bytes), bytes: bytes.length },
    differences: overlayDifferences(previous, overlay, ALL_RULES),
  });
};
