import { type Fen, fenText, formatWan } from '../../kernel/fen';
import { ratioOf } from '../ratio';
import type { RefusedSource } from './admit';
import { byCodeUnit } from './exact-ratio';
import { capacityViolations, limitViolations } from './plan-limits';
import { type Line, type Violation, atMost, fullOf, pledgedValue, sumOf } from './plan-lines';
import type { Plan, SourceInput, StructureInput } from './structure-input';

const wan = (fen: Fen): string => `${formatWan(fen)} 万元`;

const lineViolations = (
  input: StructureInput,
  lines: readonly Line[],
  used: ReadonlySet<string>,
): Violation[] =>
  lines.flatMap(({ source, carried, pledged }): Violation[] => {
    const full = fullOf(source);
    const whole = source.kind === 'asset' && !source.divisible;
    const wrong = (what: string): Violation => ({
      limitId: `source/${source.id}`,
      code: 'V_SOURCE',
      message: `“${source.title}”${what}`,
    });
    return [
      ...(carried < 0n || carried > full || carried > pledged ? [wrong('承担额超出可用额')] : []),
      ...(pledged > full || (whole && pledged !== full) ? [wrong('出押额与可用额不符')] : []),
      ...(source.kind !== 'asset' && pledged !== carried ? [wrong('出押额与承担额不符')] : []),
      ...(carried < source.leastFen ? [wrong(`承担额低于起用额 ${wan(source.leastFen)}`)] : []),
      ...(source.requiresAnyOf.length > 0 && !source.requiresAnyOf.some((id) => used.has(id))
        ? [wrong('缺少约定须一并使用的来源')]
        : []),
      ...(input.daysMost !== null && (source.days === null || source.days > input.daysMost)
        ? [{ limitId: 'days', code: 'V_DAYS', message: `“${source.title}”不能在 ${input.daysMost} 天内办妥` }]
        : []),
    ];
  });

const groupViolations = (
  input: StructureInput,
  lines: readonly Line[],
  used: ReadonlySet<string>,
): Violation[] =>
  input.together.flatMap(({ id, label, memberIds, leastFen }): Violation[] => {
    const inside = memberIds.filter((member) => used.has(member));
    if (inside.length === 0) return [];
    const carried = sumOf(lines, (line) => (memberIds.includes(line.source.id) ? line.carried : 0n));
    const wrong = (message: string): Violation => ({
      limitId: `together/${id}`,
      code: 'V_TOGETHER',
      message,
    });
    return [
      ...(inside.length < memberIds.length ? [wrong(`${label}没有一并使用`)] : []),
      ...(carried < leastFen ? [wrong(`${label}合计低于起用额 ${wan(leastFen)}`)] : []),
    ];
  });

const wholeViolations = (
  input: StructureInput,
  lines: readonly Line[],
  used: ReadonlySet<string>,
): Violation[] => {
  const found: Violation[] = [];
  for (const { id, title, use } of [...input.assets, ...input.layers].sort((a, b) =>
    byCodeUnit(a.id, b.id),
  )) {
    if (use === 'must' && !used.has(id))
      found.push({ limitId: `must/${id}`, code: 'V_MUST', message: `必须使用的“${title}”没有使用` });
    if (use === 'never' && used.has(id))
      found.push({ limitId: `never/${id}`, code: 'V_NEVER', message: `不使用的“${title}”被使用` });
  }
  const registries = new Set(
    lines.flatMap(({ source }) => (source.kind === 'asset' ? [source.registry] : [])),
  );
  if (input.registriesMost !== null && registries.size > input.registriesMost)
    found.push({
      limitId: 'registries',
      code: 'V_REGISTRIES',
      message: `要到 ${registries.size} 家登记机构办理，超过 ${input.registriesMost} 家`,
    });
  if (input.coverageLeast !== null) {
    const byLayers = sumOf(lines, ({ source, carried }) => (source.kind === 'asset' ? 0n : carried));
    const { numerator, denominator } = ratioOf(input.coverageLeast);
    if (!atMost((input.needFen - byLayers) * numerator, denominator, sumOf(lines, pledgedValue), 1n))
      found.push({ limitId: 'coverage', code: 'V_COVERAGE', message: '押品价值低于最低覆盖倍数' });
  }
  return found;
};

const unusable = (plan: Plan, refused: readonly RefusedSource[], known: ReadonlyMap<string, SourceInput>) =>
  plan.lines.flatMap(({ id }, at): Violation[] => {
    const no = (message: string): Violation[] => [{ limitId: `source/${id}`, code: 'V_SOURCE', message }];
    if (plan.lines.findIndex((line) => line.id === id) !== at) return no(`“${id}”出现不止一次`);
    const refusal = refused.find((r) => r.id === id);
    if (refusal !== undefined) return no(`“${refusal.title}”不能使用：${refusal.failure.message}`);
    return known.has(id) ? [] : no(`“${id}”不在清单中`);
  });

const tooMuch = ({ needFen }: StructureInput, lines: readonly Line[]): readonly Violation[] => {
  const covered = sumOf(lines, ({ carried }) => carried);
  return covered > needFen
    ? [{ limitId: 'need', code: 'V_NEED', message: `承担合计 ${fenText(covered)} 分超过需求` }]
    : [];
};

/** Everything a plan breaks: sources, groups, limits, capacities, coverage. */
export const violationsOf = (
  input: StructureInput,
  plan: Plan,
  lines: readonly Line[],
  usable: readonly SourceInput[],
  refused: readonly RefusedSource[],
): readonly Violation[] => {
  const known = new Map([...input.assets, ...input.layers].map((source) => [source.id, source]));
  const used = new Set(lines.map(({ source }) => source.id));
  return [
    ...unusable(plan, refused, known),
    ...tooMuch(input, lines),
    ...lineViolations(input, lines, used),
    ...groupViolations(input, lines, used),
    ...limitViolations(input, lines, usable),
    ...capacityViolations(input, lines),
    ...wholeViolations(input, lines, used),
  ];
};
