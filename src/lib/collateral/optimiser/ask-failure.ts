import type { Failure } from '../../kernel/result';
import { isAtMostOne, isRatioText } from './exact-ratio';
import type { LimitBound, StructureInput } from './structure-input';

const failure = (code: string, message: string, path: string, remedy: string): Failure => ({
  code,
  message,
  path,
  remedy,
});

const isBadBound = (bound: LimitBound | null): boolean =>
  bound !== null &&
  ('fen' in bound ? bound.fen < 0n : !isRatioText(bound.share) || !isAtMostOne(bound.share));

const badLimit = ({
  amountLimits,
  coverageLeast,
  registriesMost,
  daysMost,
}: StructureInput): string | null => {
  const wrong = amountLimits.find(({ most, least }) => isBadBound(most) || isBadBound(least));
  if (wrong !== undefined) return wrong.label;
  const twice = amountLimits.find(({ id }, at) => amountLimits.findIndex((other) => other.id === id) !== at);
  if (twice !== undefined) return `${twice.label}（标识重复）`;
  if (coverageLeast !== null && !isRatioText(coverageLeast)) return '最低覆盖倍数';
  const isCount = (n: number | null): boolean => n === null || (Number.isSafeInteger(n) && n >= 0);
  if (!isCount(registriesMost)) return '登记机构家数';
  return isCount(daysMost) ? null : '办妥天数';
};

/** What makes the whole ask unreadable: unlike a bad source, a limit or a need cannot be left aside. */
export const askFailure = (input: StructureInput): Failure | null => {
  if (input.needFen <= 0n)
    return failure('E_NEED', '融资需求金额不大于 0', '融资需求', '请录入大于 0 的融资需求金额');
  if (input.years.numerator <= 0n || input.years.denominator <= 0n)
    return failure('E_YEARS', '债务期限不大于 0', '债务期限', '请核对债务起止日期');
  const limit = badLimit(input);
  return limit === null
    ? null
    : failure(
        'E_LIMIT',
        `限制“${limit}”不可读或超出范围`,
        '组合限制',
        '请填写 0 至 100% 的比例或不为负的金额',
      );
};
