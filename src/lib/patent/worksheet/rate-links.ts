import type { EnteredInput, Worksheet } from '../../case/worksheet';
import { type Result, ok, refuse } from '../../kernel/result';
import { worksheetPath } from './sheet-path';

/** Which worksheet takes a number from which: cycles and endless chains are refused before anything is computed. */

interface Link {
  readonly to: string;
  /** Field that takes the number. */
  readonly path: string;
}

const inputLinks = (inputs: Readonly<Record<string, EnteredInput>>, path: string): readonly Link[] =>
  Object.keys(inputs)
    .sort()
    .flatMap((key) => {
      const from = inputs[key]?.from ?? null;
      return from === null ? [] : [{ to: from, path: `${path}.inputs.${key}` }];
    });

const linksOf = (worksheet: Worksheet): readonly Link[] => {
  const path = worksheetPath(worksheet);
  return [
    ...inputLinks(worksheet.inputs, path),
    ...Object.keys(worksheet.rows)
      .sort()
      .flatMap((list) =>
        (worksheet.rows[list] ?? []).flatMap((row) =>
          inputLinks(row.inputs, `${path}.rows.${list}[${row.id}]`),
        ),
      ),
  ];
};

/** Longest chain of worksheets, the first one included. A trace repeats what it stands on: longer ones grow out of hand. */
const LONGEST_CHAIN = 6;

/** Far beyond any chain that is let through: the walk itself stays short. */
const LONGEST_WALK = 64;

/** Worksheets below one: their number along the longest chain, or `Infinity` in or above a cycle. */
type Depths = ReadonlyMap<string, number>;

const depthsOf = (worksheets: ReadonlyMap<string, Worksheet>): Depths => {
  const depths = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string, level: number): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const worksheet = worksheets.get(id);
    if (worksheet === undefined) return 0;
    if (open.has(id)) return Infinity;
    if (level > LONGEST_WALK) return LONGEST_CHAIN + 1;
    open.add(id);
    const below = linksOf(worksheet).reduce((most, { to }) => Math.max(most, visit(to, level + 1)), 0);
    open.delete(id);
    depths.set(id, below + 1);
    return below + 1;
  };
  for (const id of worksheets.keys()) visit(id, 0);
  return depths;
};

export interface RateLinks {
  /** Refuses a worksheet that stands on itself (`E_WORKSHEET_CYCLE`) or on too long a chain (`E_WORKSHEET_CHAIN`). */
  readonly check: (worksheet: Worksheet) => Result<undefined>;
}

export const rateLinks = (all: readonly Worksheet[]): RateLinks => {
  const depths = depthsOf(new Map(all.map((worksheet) => [worksheet.id, worksheet])));
  return {
    check: (worksheet) => {
      const depth = depths.get(worksheet.id) ?? 1;
      if (depth <= LONGEST_CHAIN) return ok(undefined);
      const deepest = linksOf(worksheet).find(({ to }) => (depths.get(to) ?? 0) >= depth - 1);
      const path = deepest?.path ?? worksheetPath(worksheet);
      return depth === Infinity
        ? refuse(
            'E_WORKSHEET_CYCLE',
            `“${worksheet.product}”的工作表绕了一圈又取自它自己`,
            path,
            '请在这一圈里的一张工作表上直接填写数值',
          )
        : refuse(
            'E_WORKSHEET_CHAIN',
            `“${worksheet.product}”的工作表一张引一张，超过 ${LONGEST_CHAIN} 层`,
            path,
            '请在中间一张工作表上直接填写数值',
          );
    },
  };
};
