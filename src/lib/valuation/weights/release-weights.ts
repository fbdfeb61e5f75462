import { canonicalJson } from '../../kernel/canonical-json';
import type { JsonValue } from '../../kernel/json';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import type { RuleEntry, RuleOverlay } from '../../rulebook/model';
import { checkOverlay, parseOverlay } from '../../rulebook/overlay';
import type { AhpResult } from './ahp';
import { type EntropyResult, combineWeights } from './entropy';
import { weightTexts } from './weight-texts';

/** How a set of weights was found. `entered` weights are decimals that a person sets. */
export type WeightBasis =
  | { readonly kind: 'ahp'; readonly ahp: AhpResult }
  | { readonly kind: 'entropy'; readonly entropy: EntropyResult }
  | { readonly kind: 'combined'; readonly ahp: AhpResult; readonly entropy: EntropyResult }
  | { readonly kind: 'entered'; readonly weights: readonly number[] };

/** One value of the overlay to be released. */
export interface ReleaseItem {
  readonly id: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly reason: string;
  readonly content:
    | { readonly kind: 'weights'; readonly keys: readonly string[]; readonly basis: WeightBasis }
    /** Any other value, such as a scheme of the institution. */
    | { readonly kind: 'value'; readonly value: JsonValue };
}

export interface ReleaseDraft {
  readonly institution: string;
  readonly version: string;
  readonly releasedOn: string;
  readonly author: string;
  readonly reason: string;
  readonly items: readonly ReleaseItem[];
  /** The release before this one: its entries stay as they are. `null` = first release. */
  readonly previous: RuleOverlay | null;
}

/** A released overlay and its file text, canonical JSON. */
export interface ReleasedOverlay {
  readonly overlay: RuleOverlay;
  readonly json: string;
}

type Entry = RuleOverlay['entries'][number];

const shown = (value: number): string => (Math.round(value * 1e4) / 1e4).toFixed(4);

const ahpText = ({ order, lambda, consistencyIndex, consistencyRatio }: AhpResult): string =>
  `层次分析法：n = ${order}，λ = ${shown(lambda)}，CI = ${shown(consistencyIndex)}，CR = ${shown(consistencyRatio)}`;

const entropyText = ({ objects, uninformative }: EntropyResult): string =>
  `熵权法：${objects} 个对象${uninformative ? '，各指标均无差异，取等权' : ''}`;

const basisText = (basis: WeightBasis): string => {
  switch (basis.kind) {
    case 'ahp':
      return ahpText(basis.ahp);
    case 'entropy':
      return entropyText(basis.entropy);
    case 'combined':
      return `${ahpText(basis.ahp)}；${entropyText(basis.entropy)}；两者按乘积开方合成`;
    case 'entered':
      return '直接设定';
  }
};

const basisWeights = (basis: WeightBasis): Result<readonly number[]> => {
  switch (basis.kind) {
    case 'ahp':
      return ok(basis.ahp.weights);
    case 'entropy':
      return ok(basis.entropy.weights);
    case 'combined':
      return combineWeights(basis.ahp.weights, basis.entropy.weights);
    case 'entered':
      return ok(basis.weights);
  }
};

const isConsistent = (basis: WeightBasis): boolean =>
  (basis.kind !== 'ahp' && basis.kind !== 'combined') || basis.ahp.consistent;

const entryOf = (item: ReleaseItem, at: number): Result<Entry> => {
  const path = `参数 › ${item.id} › ${item.effectiveFrom}`;
  const { content, id, reason } = item;
  const period = {
    id,
    effectiveFrom: item.effectiveFrom,
    ...(item.effectiveTo === undefined ? {} : { effectiveTo: item.effectiveTo }),
  };
  if (reason.trim() === '')
    return refuse('E_RELEASE_REASON', `第 ${at + 1} 项没有写明理由`, path, '请写明这一项取值的理由');
  if (content.kind === 'value') return ok({ ...period, value: content.value, reason });
  const { basis, keys } = content;
  if (!isConsistent(basis))
    return refuse(
      'E_AHP_INCONSISTENT',
      `“${id}”的判断矩阵一致性不足（${basisText(basis)}），不得发布`,
      path,
      '请修正前后矛盾的两两比较，使 CR 低于上限',
      id,
    );
  const weights = basisWeights(basis);
  if (!weights.ok) return fail({ ...weights.failure, path, rule: id });
  if (weights.value.length !== keys.length || new Set(keys).size !== keys.length)
    return refuse(
      'E_WEIGHTS_SHAPE',
      `“${id}”的指标与权重项数不符，或指标重复`,
      path,
      '请核对所比较的指标',
      id,
    );
  const texts = weightTexts(weights.value);
  if (!texts.ok) return fail({ ...texts.failure, path, rule: id });
  const value = Object.fromEntries(keys.map((key, i) => [key, texts.value[i] ?? '0']));
  return ok({ ...period, value, reason: `${reason}（${basisText(basis)}）` });
};

const entryKey = ({ id, effectiveFrom }: Entry): string => JSON.stringify([id, effectiveFrom]);

const byIdAndDate = (a: Entry, b: Entry): number => {
  const [x, y] = a.id === b.id ? [a.effectiveFrom, b.effectiveFrom] : [a.id, b.id];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** A later release adds; it does not rewrite what cases were already judged by. */
const historyFailure = ({ previous, ...draft }: ReleaseDraft, entries: readonly Entry[]): Failure | null => {
  if (previous === null) return null;
  const failure = (code: string, message: string, path: string, remedy: string): Failure => ({
    code,
    message,
    path,
    remedy,
  });
  if (previous.institution !== draft.institution)
    return failure('E_RELEASE_INSTITUTION', '与上一版本的机构不同', '发布机构', '请在本机构的上一版本上发布');
  if (previous.version === draft.version)
    return failure('E_RELEASE_VERSION', `版本号“${draft.version}”已发布过`, '版本号', '请使用新的版本号');
  if (draft.releasedOn < previous.releasedOn)
    return failure('E_RELEASE_DATE', '发布日期早于上一版本', '发布日期', '请核对发布日期');
  const released = new Set(previous.entries.map(entryKey));
  const again = entries.find((entry) => released.has(entryKey(entry)));
  return again === undefined
    ? null
    : failure(
        'E_RELEASE_REWRITE',
        `“${again.id}”自 ${again.effectiveFrom} 起的值已发布，不得改写`,
        `参数 › ${again.id} › ${again.effectiveFrom}`,
        '请以新的生效日期发布新值',
      );
};

/**
 * Releases weights and other values as an overlay file: entries of the release before, then the new ones, sorted by id and
 * date. Refuses an inconsistent matrix (`E_AHP_INCONSISTENT`), an item without reason (`E_RELEASE_REASON`), weights that do
 * not fit (`E_WEIGHTS`, `E_WEIGHTS_SHAPE`), a rewritten value or a version used before (`E_RELEASE_…`), and everything that
 * `parseOverlay` or `checkOverlay` refuses. What comes out passes both.
 */
export const releaseWeights = (
  draft: ReleaseDraft,
  rulebook: readonly RuleEntry[],
): Result<ReleasedOverlay> => {
  const added: Entry[] = [];
  for (const [at, item] of draft.items.entries()) {
    const entry = entryOf(item, at);
    if (!entry.ok) return entry;
    added.push(entry.value);
  }
  const history = historyFailure(draft, added);
  if (history !== null) return fail(history);
  const { institution, version, releasedOn, author, reason, previous } = draft;
  const entries = [...(previous?.entries ?? []), ...added].sort(byIdAndDate);
  const json = canonicalJson({
    schema: 'zhiya.overlay/1',
    institution,
    version,
    releasedOn,
    author,
    reason,
    entries: entries.map((entry) => ({ ...entry })),
  });
  const overlay = parseOverlay(json);
  if (!overlay.ok) return overlay;
  const unfit = checkOverlay(overlay.value, rulebook)[0];
  return unfit === undefined ? ok({ overlay: overlay.value, json }) : fail(unfit);
};
