import { sha256Hex } from '../../../kernel/hashing';
import { type Result, ok, refuse } from '../../../kernel/result';
import { encodeUtf8 } from '../../../kernel/utf8';

/** One member of the population. */
export interface DrawItem {
  readonly id: string;
  readonly title: string;
  readonly bank: string;
  readonly office: string;
}

export interface DrawPlan {
  /** Anything; known to all before the draw, best from somebody else. */
  readonly seed: string;
  readonly size: number;
  readonly strata: 'none' | 'bank' | 'office';
}

export interface DrawnItem extends DrawItem {
  readonly stratum: string;
  /** SHA-256 of seed, line feed, id: the order of the draw. */
  readonly ticket: string;
}

export interface Stratum {
  readonly name: string;
  readonly population: number;
  readonly drawn: number;
}

/** One of the population with what decides whether it is drawn. */
export type Member = Pick<DrawnItem, 'id' | 'stratum' | 'ticket'>;

/** A draw that anybody can repeat with `sha256sum`. */
export interface Draw {
  readonly schema: 'zhiya.draw/1';
  readonly seed: string;
  readonly strata: DrawPlan['strata'];
  readonly method: string;
  readonly population: number;
  /** SHA-256 over the ids, ascending, each with a line feed; when stratified, each id with a tab and its stratum before the line feed. */
  readonly populationSha256: string;
  /** Everything that could have been drawn, by id. */
  readonly members: readonly Member[];
  readonly size: number;
  readonly perStratum: readonly Stratum[];
  readonly drawn: readonly DrawnItem[];
}

const METHOD =
  '票号 = SHA-256（种子 + 换行 + 内容标识）；各层内按票号从小到大取前若干件。各层抽几件按该层件数占总体的比例分配，余数最大的先得，余数相同按层名。总体校验值 = SHA-256（内容标识从小到大，每行一个，行末换行；分层时每行为内容标识 + 制表符 + 层名）。';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const stratumOf = (item: DrawItem, strata: DrawPlan['strata']): string => {
  if (strata === 'none') return '全部';
  const name = item[strata].trim();
  return name === '' ? '未填' : name.replace(/\s+/g, ' ');
};

/** Shares of `size` by population: whole parts first, then the largest remainders, ties by name. */
export const allocate = (
  strata: readonly (readonly [name: string, population: number])[],
  size: number,
): ReadonlyMap<string, number> => {
  const total = strata.reduce((sum, [, count]) => sum + count, 0);
  const parts = strata.map(([name, count]) => ({
    name,
    whole: Math.floor((size * count) / total),
    rest: (size * count) % total,
  }));
  let left = size - parts.reduce((sum, { whole }) => sum + whole, 0);
  const order = [...parts].sort((a, b) => b.rest - a.rest || byText(a.name, b.name));
  const extra = new Set<string>();
  for (const { name } of order) {
    if (left === 0) break;
    extra.add(name);
    left -= 1;
  }
  return new Map(parts.map(({ name, whole }) => [name, whole + (extra.has(name) ? 1 : 0)]));
};

const LIMITS = '请填写 1 到总体件数之间的整数';

/**
 * Draws a sample. The order in which the population is given does not matter; the same seed and population give the same sample for
 * ever. Errors: `E_DRAW` (no seed, empty population, the same id twice, a size beyond it).
 */
export const drawSample = async (
  items: readonly DrawItem[],
  { seed, size, strata }: DrawPlan,
): Promise<Result<Draw>> => {
  const where = '抽查 › 方案';
  if (seed.trim() === '') return refuse('E_DRAW', '没有种子', where, '请填写种子，例如当日公开的一个数字');
  if (!Number.isSafeInteger(size) || size < 1 || size > items.length)
    return refuse('E_DRAW', `抽查件数 ${size} 超出总体 ${items.length} 件`, where, LIMITS);
  const ids = items.map(({ id }) => id).sort(byText);
  if (new Set(ids).size !== ids.length)
    return refuse('E_DRAW', '总体里有重复的内容标识', where, '请先去掉重复的条目');
  const tickets = await Promise.all(
    items.map(async (item) => ({
      ...item,
      stratum: stratumOf(item, strata),
      ticket: await sha256Hex(encodeUtf8(`${seed}\n${item.id}`)),
    })),
  );
  const members = tickets
    .map(({ id, stratum, ticket }): Member => ({ id, stratum, ticket }))
    .sort((a, b) => byText(a.id, b.id));
  const line = ({ id, stratum }: Member): string => (strata === 'none' ? `${id}\n` : `${id}\t${stratum}\n`);
  const groups = new Map<string, DrawnItem[]>();
  for (const one of tickets.sort((a, b) => byText(a.ticket, b.ticket))) {
    const held = groups.get(one.stratum);
    if (held === undefined) groups.set(one.stratum, [one]);
    else held.push(one);
  }
  const names = [...groups.keys()].sort(byText);
  const shares = allocate(
    names.map((name) => [name, groups.get(name)?.length ?? 0]),
    size,
  );
  return ok({
    schema: 'zhiya.draw/1',
    seed,
    strata,
    method: METHOD,
    population: items.length,
    populationSha256: await sha256Hex(encodeUtf8(members.map(line).join(''))),
    members,
    size,
    perStratum: names.map((name) => ({
      name,
      population: groups.get(name)?.length ?? 0,
      drawn: shares.get(name) ?? 0,
    })),
    drawn: names.flatMap((name) => (groups.get(name) ?? []).slice(0, shares.get(name) ?? 0)),
  });
};
