import type { Fen } from '../../kernel/fen';
import { byCodeUnit } from './exact-ratio';
import type { Plan, SourceInput } from './structure-input';

/** A limit the plan breaks. `limitId` as in `limit-names.ts`. */
export interface Violation {
  readonly limitId: string;
  readonly code: string;
  readonly message: string;
}

/** `a/b ≤ c/d` for positive denominators. */
export const atMost = (a: bigint, b: bigint, c: bigint, d: bigint): boolean => a * d <= c * b;

/** A line of a plan with its source, as the check of a plan reads it. */
export interface Line {
  readonly source: SourceInput;
  readonly carried: Fen;
  readonly pledged: Fen;
}

export const fullOf = (source: SourceInput): Fen =>
  (source.kind === 'asset' ? source.lendable.leadFen : source.mostFen) ?? 0n;

export const sumOf = <T>(list: readonly T[], of: (item: T) => Fen): Fen =>
  list.reduce((sum, item) => sum + of(item), 0n);

/** Value that is pledged, whole 分 rounded down. */
export const pledgedValue = ({ source, pledged }: Line): Fen => {
  const full = fullOf(source);
  return source.kind !== 'asset' || full === 0n ? 0n : ((source.valueFen ?? 0n) * pledged) / full;
};

/** The lines of a plan whose source is known. */
export const linesOf = ({ lines }: Plan, known: ReadonlyMap<string, SourceInput>): readonly Line[] =>
  [...lines]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .flatMap(({ id, carriedFen, pledgedFen }): Line[] => {
      const source = known.get(id);
      return source === undefined ? [] : [{ source, carried: carriedFen, pledged: pledgedFen }];
    });
