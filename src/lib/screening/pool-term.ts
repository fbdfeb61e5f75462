import type { Figure } from '../case/exchange';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date';
import type { PatentSubject } from './patent-subject';

/** Last day of protection of one patent as the patent calendar left it; `null` is unknown. */
export const expiryOf = (patent: PatentSubject, figures: ReadonlyMap<string, Figure>): PlainDate | null =>
  expiryIn(expiryFigure(patent, figures));

/** Where the patent calendar left it. */
export const expiryFigure = (
  { subject }: PatentSubject,
  figures: ReadonlyMap<string, Figure>,
): Figure | undefined => figures.get(`patent-expiry/${subject.id}`);

/** The day that a figure of the patent calendar gives. */
export const expiryIn = (figure: Figure | undefined): PlainDate | null => {
  if (figure === undefined || figure.value === null || figure.unit !== 'date') return null;
  const parsed = parsePlainDate(figure.value);
  return parsed.ok ? parsed.value : null;
};

/** How long the pledged patents last together. */
export interface PoolTerm {
  /** The patent that expires first among those whose expiry is known. */
  readonly earliest: { readonly patent: PatentSubject; readonly expiry: PlainDate } | null;
  /** Patents whose expiry is unknown. */
  readonly unknown: readonly PatentSubject[];
  /** Latest debt end at which ground 6 passes for every patent; `null` while any expiry is unknown. */
  readonly latestDebtEnd: PlainDate | null;
}

export const poolTerm = (
  patents: readonly PatentSubject[],
  figures: ReadonlyMap<string, Figure>,
): PoolTerm => {
  let earliest: PoolTerm['earliest'] = null;
  const unknown: PatentSubject[] = [];
  for (const patent of patents) {
    const expiry = expiryOf(patent, figures);
    if (expiry === null) unknown.push(patent);
    else if (earliest === null || expiry < earliest.expiry) earliest = { patent, expiry };
  }
  return { earliest, unknown, latestDebtEnd: unknown.length === 0 ? (earliest?.expiry ?? null) : null };
};
