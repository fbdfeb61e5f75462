import type { Figure } from '../case/exchange';
import { type Fen, parseFenText } from '../kernel/fen';
import { type Result, ok, refuse } from '../kernel/result';
import type { TraceNode } from '../kernel/trace';
import type { SourceKind } from './structure-model';

const CARRIED = 'structure/carried/';
const PLEDGED = 'structure/pledged/';
const COVERED = 'structure/covered';

/** What a structure takes of one source. */
export interface SourceUse {
  readonly id: string;
  /** Part of the need that it carries. */
  readonly carriedFen: Fen;
  /** Amount that stands pledged: of an asset pledged whole all that it could carry, of support what it carries. */
  readonly pledgedFen: Fen;
  readonly carried: TraceNode;
  readonly pledged: TraceNode;
}

const isAbout = ({ subject }: Figure, kind: SourceKind): boolean =>
  subject.kind === 'case' || (subject.kind === 'support') === (kind === 'support');

const fenOf = (figure: Figure | undefined): Fen | null => {
  const read = figure?.value === undefined || figure.value === null ? null : parseFenText(figure.value);
  return read?.ok === true && read.value >= 0n ? read.value : null;
};

const unknown = (why: string): Result<never> =>
  refuse(
    'E_STRUCTURE_UNKNOWN',
    why,
    '押品组合',
    '请先在“押品与组合”补齐资金需求、押品价值或授信额，使组合能够算出',
  );

/** Which sources a structure uses, by kind and id. */
export interface StructureUse {
  readonly find: (kind: SourceKind, id: string) => SourceUse | null;
  readonly ids: ReadonlySet<string>;
}

/**
 * Reads the use of the structure out of its figures. Fails with `E_STRUCTURE_UNKNOWN` when there is no structure, when it does not
 * say what it uses, or when the parts do not add up to what is covered.
 */
export const readStructureUse = (figures: readonly Figure[]): Result<StructureUse> => {
  const covered = fenOf(figures.find(({ id }) => id === COVERED));
  if (covered === null) return unknown('押品组合还没有算出来，不知道采用了哪些押品和增信');
  const carried = figures.filter(({ id }) => id.startsWith(CARRIED));
  const sum = carried.reduce((all, figure) => all + (fenOf(figure) ?? 0n), 0n);
  if (sum !== covered || carried.some((figure) => fenOf(figure) === null))
    return unknown('押品组合没有逐项给出采用的金额，不知道采用了哪些押品和增信');
  const find = (kind: SourceKind, id: string): SourceUse | null => {
    const own = carried.find((figure) => figure.id === `${CARRIED}${id}` && isAbout(figure, kind));
    const stands = figures.find((figure) => figure.id === `${PLEDGED}${id}` && isAbout(figure, kind));
    const carriedFen = fenOf(own);
    if (own === undefined || carriedFen === null) return null;
    const pledgedFen = fenOf(stands) ?? carriedFen;
    if (carriedFen === 0n && pledgedFen === 0n) return null;
    return { id, carriedFen, pledgedFen, carried: own.trace, pledged: (stands ?? own).trace };
  };
  return ok({
    find,
    ids: new Set(carried.filter((figure) => fenOf(figure) !== 0n).map(({ id }) => id.slice(CARRIED.length))),
  });
};
