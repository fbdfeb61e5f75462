import { type Fen, fenToDecimalText, formatWan } from '../../kernel/fen';
import { percentText, ratioOf } from '../ratio';
import { answerQuestion } from './answer-question';
import type { Proposal, Situation } from './proposal';
import { withUse } from './changed-ask';
import { divideFloor } from './exact-ratio';
import { optimiseStructure } from './optimise-structure';
import { question } from './question';
import type { AmountLimit, LimitBound, StructureInput } from './structure-input';

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

/** Shares are loosened in hundredths of a percent. */
const STEPS = 10_000n;

const looser = (bound: LimitBound, excessFen: Fen, needFen: Fen, side: 'most' | 'least'): LimitBound => {
  if ('fen' in bound) {
    const fen = side === 'most' ? bound.fen + excessFen : bound.fen - excessFen;
    return { fen: fen < 0n ? 0n : fen };
  }
  const { numerator, denominator } = ratioOf(bound.share);
  const scaled = numerator * STEPS * needFen;
  const moved = excessFen * STEPS * denominator;
  const whole = denominator * needFen;
  const steps = side === 'most' ? -divideFloor(-(scaled + moved), whole) : divideFloor(scaled - moved, whole);
  const kept = steps < 0n ? 0n : steps > STEPS ? STEPS : steps;
  return { share: fenToDecimalText(kept, 4) };
};

const textOf = (bound: LimitBound): string => ('fen' in bound ? wan(bound.fen) : percentText(bound.share));

const boundsText = (from: AmountLimit, to: AmountLimit): string =>
  [
    ...(from.most === null || to.most === null
      ? []
      : [`上限由 ${textOf(from.most)}放宽到 ${textOf(to.most)}`]),
    ...(from.least === null || to.least === null
      ? []
      : [`下限由 ${textOf(from.least)}放宽到 ${textOf(to.least)}`]),
  ].join('，');

const amountLimit = (id: string, situation: Situation): readonly Proposal[] => {
  const { input, problem, solver, counter } = situation;
  const answer = answerQuestion(
    problem,
    question(input.needFen, { objective: { kind: 'excess', limitId: id } }),
    solver,
    counter,
  );
  if (answer.status !== 'found') return [];
  const excessFen = BigInt(Math.ceil(answer.excessFen - 1e-3));
  if (excessFen <= 0n) return [];
  const base = { kind: 'relax-limit', subjectId: id, amountFen: excessFen } as const;
  const capacity = input.capacities.find((c) => `capacity/${c.id}` === id);
  if (capacity !== undefined)
    return [
      {
        ...base,
        text: `“${capacity.title}”剩余额度由 ${wan(capacity.remainingFen)}增至 ${wan(capacity.remainingFen + excessFen)}`,
        input: {
          ...input,
          capacities: input.capacities.map((c) =>
            c.id === capacity.id ? { ...c, remainingFen: c.remainingFen + excessFen } : c,
          ),
        },
      },
    ];
  const limit = input.amountLimits.find((l) => `limit/${l.id}` === id);
  if (limit === undefined) return [];
  const loosened: AmountLimit = {
    ...limit,
    most: limit.most === null ? null : looser(limit.most, excessFen, input.needFen, 'most'),
    least: limit.least === null ? null : looser(limit.least, excessFen, input.needFen, 'least'),
  };
  return [
    {
      ...base,
      text: `${limit.label}：${boundsText(limit, loosened)}`,
      input: { ...input, amountLimits: input.amountLimits.map((l) => (l.id === limit.id ? loosened : l)) },
    },
  ];
};

const isPossible = (input: StructureInput, { solver, counter }: Situation): boolean => {
  const outcome = optimiseStructure(input, solver, { ties: false });
  counter.solves += outcome.proof?.solves ?? 1;
  return outcome.status === 'optimal';
};

/** Highest coverage, in hundredths, at which the ask is possible. */
const lowerCoverage = (situation: Situation): readonly Proposal[] => {
  const { input } = situation;
  if (input.coverageLeast === null) return [];
  const { numerator, denominator } = ratioOf(input.coverageLeast);
  const at = (hundredths: bigint): StructureInput => ({
    ...input,
    coverageLeast: fenToDecimalText(hundredths, 2),
  });
  let [low, high] = [-1n, (numerator * 100n) / denominator];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (isPossible(at(middle), situation)) low = middle;
    else high = middle - 1n;
  }
  if (low < 0n) return [];
  const text = `最低覆盖倍数由 ${percentText(input.coverageLeast)}降到 ${percentText(fenToDecimalText(low, 2))}`;
  return [{ kind: 'relax-limit', subjectId: 'coverage', text, amountFen: null, input: at(low) }];
};

const moreRegistries = ({ input, problem }: Situation): readonly Proposal[] => {
  const most = input.registriesMost;
  return most === null
    ? []
    : problem.registries.slice(most).map((_, at) => ({
        kind: 'relax-limit',
        subjectId: 'registries',
        text: `登记机构由最多 ${most} 家放宽到 ${most + at + 1} 家`,
        amountFen: null,
        input: { ...input, registriesMost: most + at + 1 },
      }));
};

const moreDays = (situation: Situation): readonly Proposal[] => {
  const { input, solver, counter } = situation;
  if (input.daysMost === null) return [];
  const open = optimiseStructure({ ...input, daysMost: null, goal: 'soonest' }, solver, { ties: false });
  counter.solves += open.proof?.solves ?? 1;
  const days = open.check?.days ?? null;
  return open.status !== 'optimal' || days === null
    ? []
    : [
        {
          kind: 'relax-limit',
          subjectId: 'days',
          text: `办妥期限由 ${input.daysMost} 天放宽到 ${days} 天`,
          amountFen: null,
          input: { ...input, daysMost: days },
        },
      ];
};

const dropMust = (id: string, { input }: Situation): readonly Proposal[] => {
  const source = [...input.assets, ...input.layers].find((s) => `must/${s.id}` === id);
  return source === undefined
    ? []
    : [
        {
          kind: 'drop-must',
          subjectId: source.id,
          text: `不再要求必须使用“${source.title}”`,
          amountFen: null,
          input: withUse(input, source.id, 'may'),
        },
      ];
};

/** One proposal or more for each limit in the conflict: how little it would have to give way. */
export const limitProposals = (situation: Situation): readonly Proposal[] => [
  ...situation.conflict.flatMap((id): readonly Proposal[] => {
    if (id === 'coverage') return lowerCoverage(situation);
    if (id === 'registries') return moreRegistries(situation);
    if (id === 'days') return moreDays(situation);
    if (id.startsWith('must/')) return dropMust(id, situation);
    return id === 'need' ? [] : amountLimit(id, situation);
  }),
  // Something that must be used and was refused is no limit of the model, but it stands in the way all the same.
  ...situation.outcome.refused
    .filter(({ use }) => use === 'must')
    .flatMap(({ id }) => dropMust(`must/${id}`, situation)),
];
