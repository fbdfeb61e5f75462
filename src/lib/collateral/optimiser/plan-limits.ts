import type { Fen } from '../../kernel/fen';
import { type Ratio, ratioOf } from '../ratio';
import { leastCommonMultiple } from './exact-ratio';
import { type Line, type Violation, atMost } from './plan-lines';
import type { AmountLimit, LimitBound, SourceInput, StructureInput } from './structure-input';

const bankPart = (source: SourceInput): string => {
  if (source.kind === 'asset') return '0';
  if (source.split.length > 0) return source.split.find((s) => s.bearer === 'bank')?.share ?? '0';
  return source.kind === 'unsecured' ? '1' : '0';
};

/** Σ share × carried as one fraction. */
const weightedSum = (lines: readonly Line[], share: (source: SourceInput) => string): Ratio =>
  lines.reduce<Ratio>(
    (sum, { source, carried }) => {
      const { numerator, denominator } = ratioOf(share(source));
      const common = leastCommonMultiple(sum.denominator, denominator);
      return {
        numerator: (sum.numerator * common) / sum.denominator + (numerator * carried * common) / denominator,
        denominator: common,
      };
    },
    { numerator: 0n, denominator: 1n },
  );

const boundRatio = (bound: LimitBound, needFen: Fen): Ratio => {
  if ('fen' in bound) return { numerator: bound.fen, denominator: 1n };
  const { numerator, denominator } = ratioOf(bound.share);
  return { numerator: numerator * needFen, denominator };
};

/** The groups of lines a limit speaks of. Every value that occurs among usable sources is a group of an `each-…`. */
const groupsOf = (
  { scope }: AmountLimit,
  lines: readonly Line[],
  usable: readonly SourceInput[],
): readonly (readonly Line[])[] => {
  const key = (source: SourceInput): string | null => {
    switch (scope.kind) {
      case 'intellectual-property':
        return source.kind === 'asset' && source.intellectualProperty ? '' : null;
      case 'class':
        return source.kind === 'asset' && source.classCode === scope.code ? '' : null;
      case 'debtor':
        return source.kind === 'asset' && source.debtorId === scope.id ? '' : null;
      case 'registry':
        return source.kind === 'asset' && source.registry === scope.code ? '' : null;
      case 'layers':
        return source.kind === scope.layer ? '' : null;
      case 'sources':
        return scope.ids.includes(source.id) ? '' : null;
      case 'bank-risk':
        return source.kind === 'asset' ? null : '';
      case 'each-class':
        return source.kind === 'asset' ? source.classCode : null;
      case 'each-debtor':
        return source.kind === 'asset' ? source.debtorId : null;
      case 'each-registry':
        return source.kind === 'asset' ? source.registry : null;
    }
  };
  const keys = scope.kind.startsWith('each-') ? new Set(usable.map(key)) : new Set(['']);
  return [...keys].filter((k) => k !== null).map((k) => lines.filter(({ source }) => key(source) === k));
};

/** Limits on amounts that a plan breaks. */
export const limitViolations = (
  input: StructureInput,
  lines: readonly Line[],
  usable: readonly SourceInput[],
): readonly Violation[] =>
  input.amountLimits.flatMap((limit) =>
    groupsOf(limit, lines, usable).flatMap((group): Violation[] => {
      const sum = weightedSum(group, limit.scope.kind === 'bank-risk' ? bankPart : () => '1');
      const broken = (bound: LimitBound | null, side: 'most' | 'least'): boolean => {
        if (bound === null) return false;
        const at = boundRatio(bound, input.needFen);
        return side === 'most'
          ? !atMost(sum.numerator, sum.denominator, at.numerator, at.denominator)
          : !atMost(at.numerator, at.denominator, sum.numerator, sum.denominator);
      };
      const say = (what: string): Violation => ({
        limitId: `limit/${limit.id}`,
        code: 'V_LIMIT',
        message: `${limit.label}${what}`,
      });
      return [
        ...(broken(limit.most, 'most') ? [say('超过上限')] : []),
        ...(broken(limit.least, 'least') ? [say('低于下限')] : []),
      ];
    }),
  );

/** Capacities that a plan draws on too much. */
export const capacityViolations = (input: StructureInput, lines: readonly Line[]): Violation[] =>
  input.capacities.flatMap(({ id, title, remainingFen }) => {
    const sum = weightedSum(lines, (source) =>
      source.kind === 'asset' ? '0' : (source.draws.find((draw) => draw.capacityId === id)?.weight ?? '0'),
    );
    return atMost(sum.numerator, sum.denominator, remainingFen, 1n)
      ? []
      : [{ limitId: `capacity/${id}`, code: 'V_CAPACITY', message: `超过“${title}”的剩余额度` }];
  });
