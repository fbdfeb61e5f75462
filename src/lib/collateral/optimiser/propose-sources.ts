import { type Fen, formatWan } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import { answerQuestion } from './answer-question';
import type { Proposal, Situation } from './proposal';
import { freshId, newAssetLike, withExtraLayer, withMoreOf, withUse, withoutBlock } from './changed-ask';
import { exactProblem } from './exact-problem';
import { byCodeUnit } from './exact-ratio';
import { question } from './question';
import type { AssetSource, Blocked, StructureInput } from './structure-input';

/** Most sources of one kind that are tried, so that a large pool stays quick. */
const MOST_TRIED = 8;

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

const CURE_TEXT: Readonly<Record<NonNullable<Blocked['cure']>, string>> = {
  register: '先办妥登记',
  'extend-term': '延长期限',
  'obtain-consent': '取得同意',
  'enter-value': '评估并录入价值',
  'release-lien': '先解除在先权利',
};

/** Sources that were blocked for something a paper or a step would lift, and those marked as not to be used. */
export const cureProposals = ({ input, outcome }: Situation): readonly Proposal[] =>
  outcome.refused.flatMap(({ id, title, cure }): Proposal[] =>
    cure === null
      ? []
      : [
          {
            kind: cure,
            subjectId: id,
            text: `${CURE_TEXT[cure]}：“${title}”`,
            amountFen: null,
            input: withoutBlock(input, id),
          },
        ],
  );

const allowUse = ({ input }: Situation): readonly Proposal[] =>
  [...input.assets, ...input.layers]
    .filter(({ use }) => use === 'never')
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .slice(0, MOST_TRIED)
    .map(({ id, title }) => ({
      kind: 'use-source',
      subjectId: id,
      text: `允许使用“${title}”`,
      amountFen: null,
      input: withUse(input, id, 'may'),
    }));

/** Least that must be pledged of a piece with this id for the ask to be possible, whole 分; `null` when it does not help. */
const leastOfPiece = (changed: StructureInput, id: string, { solver, counter }: Situation): Fen | null => {
  const problem = exactProblem(changed);
  const piece = problem.carriers.find(({ source }) => source.id === id);
  if (piece === undefined) return null;
  const answer = answerQuestion(
    problem,
    question(changed.needFen, { objective: { kind: 'pledged', index: piece.index } }),
    solver,
    counter,
  );
  if (answer.status !== 'found') return null;
  // The exact filling may put more on the piece than is needed; the proved least is what counts, rounded up.
  const amount = BigInt(Math.ceil(answer.objective - 1e-3));
  return amount > 0n ? amount : null;
};

const raiseSupport = (situation: Situation): readonly Proposal[] => {
  const { input, problem } = situation;
  const id = freshId(input);
  const usable = input.layers.filter(
    (layer) => layer.use !== 'never' && problem.carriers.some(({ source }) => source.id === layer.id),
  );
  const raised = [...usable]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .slice(0, MOST_TRIED)
    .flatMap((layer): Proposal[] => {
      const more = leastOfPiece(withExtraLayer(input, layer, id), id, situation);
      if (more === null) return [];
      const from = layer.mostFen ?? 0n;
      const drawn = layer.draws.length === 0 ? '' : '，所占用的剩余额度相应增加';
      return [
        {
          kind: 'raise-support',
          subjectId: layer.id,
          text: `把“${layer.title}”的额度由 ${wan(from)}提高到 ${wan(from + more)}（多 ${wan(more)}${drawn}）`,
          amountFen: more,
          input: withMoreOf(input, layer, more),
        },
      ];
    });
  if (usable.length > 0) return raised;
  const fresh = withExtraLayer(input, null, id);
  const more = leastOfPiece(fresh, id, situation);
  if (more === null) return [];
  const layers = fresh.layers.map((layer) => (layer.id === id ? { ...layer, mostFen: more } : layer));
  return [
    {
      kind: 'add-support',
      subjectId: null,
      text: `新增担保、保险等增信 ${wan(more)}（费率待定，年成本未知）`,
      amountFen: more,
      input: { ...fresh, layers },
    },
  ];
};

/** One asset per class, to borrow the facts of the class from. */
const samples = ({ assets }: StructureInput): readonly AssetSource[] => {
  const byClass = new Map<string, AssetSource>();
  for (const asset of [...assets].sort((a, b) => byCodeUnit(a.id, b.id)))
    if (!byClass.has(asset.classCode)) byClass.set(asset.classCode, asset);
  return [...byClass.values()].sort((a, b) => byCodeUnit(a.classCode, b.classCode));
};

const addAsset = (situation: Situation): readonly Proposal[] => {
  const { input } = situation;
  const id = freshId(input);
  return samples(input)
    .slice(0, MOST_TRIED)
    .flatMap((like): Proposal[] => {
      const cap = like.cap === null ? null : ratioOf(like.cap);
      const valueOf = (leadFen: Fen): Fen | null =>
        cap === null || cap.numerator === 0n
          ? null
          : (leadFen * cap.denominator + cap.numerator - 1n) / cap.numerator;
      const probe = newAssetLike(input, like, id, input.needFen, valueOf(input.needFen));
      const more = leastOfPiece({ ...input, assets: [...input.assets, probe] }, id, situation);
      if (more === null) return [];
      const value = valueOf(more);
      const worth = value === null ? '' : `，即价值不少于 ${wan(value)}`;
      return [
        {
          kind: 'add-asset',
          subjectId: like.classCode,
          text: `增加 ${like.classCode} 类押品，按抵质押率可用 ${wan(more)}${worth}`,
          amountFen: more,
          input: { ...input, assets: [...input.assets, newAssetLike(input, like, id, more, value)] },
        },
      ];
    });
};

const askLess = (situation: Situation): readonly Proposal[] => {
  const { input, problem, solver, counter } = situation;
  const answer = answerQuestion(problem, question(null, { objective: { kind: 'need' } }), solver, counter);
  if (answer.status !== 'found') return [];
  const best = BigInt(Math.floor(answer.needFen + 1e-3));
  // Shares of the need are rounded down: a few 分 less, or the next whole 元, when the last one does not fit.
  const tries = [best, best - 1n, best - 2n, best - 5n, (best / 100n) * 100n, (best / 100n - 1n) * 100n];
  return [...new Set(tries)]
    .filter((needFen) => needFen > 0n && needFen < input.needFen)
    .map((needFen) => ({
      kind: 'ask-less',
      subjectId: null,
      text: `少借 ${wan(input.needFen - needFen)}：由 ${wan(input.needFen)}改为 ${wan(needFen)}`,
      amountFen: input.needFen - needFen,
      input: { ...input, needFen },
    }));
};

/** More of what carries, or less to be carried. */
export const amountProposals = (situation: Situation): readonly Proposal[] => [
  ...raiseSupport(situation),
  ...addAsset(situation),
  ...askLess(situation),
  ...allowUse(situation),
];
