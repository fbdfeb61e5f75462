/**
 * Remembers what a computation read beside what it came to, so that it runs again only when something it read has changed.
 * What was read is told by views that note every look (`sight.ts`); nothing is declared by hand.
 */

/** One look: how to take it again, and what was seen. */
interface Look<S> {
  readonly again: (now: S) => unknown;
  readonly seen: unknown;
}

/** Notes a look; `path` tells looks apart, so that each is kept once. */
export type Note<S> = (path: string, again: (now: S) => unknown, seen: unknown) => void;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Equal plain data. Parts that are the same object are not looked into. */
export const sameData = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameData(a[name], b[name]))
  );
};

interface Kept<S> {
  readonly looks: readonly Look<S>[];
  readonly result: unknown;
  run: number;
}

export class Memory<S> {
  private readonly kept = new Map<string, Kept<S>>();
  private run = 0;
  private fresh: string[] = [];

  /** Keys that were computed in this run, not remembered. */
  get evaluated(): readonly string[] {
    return this.fresh;
  }

  /** Begins a run. What the last run did not ask for is forgotten. */
  begin(): void {
    for (const [key, { run }] of this.kept) if (run < this.run) this.kept.delete(key);
    this.run += 1;
    this.fresh = [];
  }

  /** The remembered result when everything it was made from looks the same now; otherwise it is made again. */
  recall<T>(key: string, now: S, make: (note: Note<S>) => T): T {
    const before = this.kept.get(key);
    if (before?.looks.every(({ again, seen }) => sameData(again(now), seen)) === true) {
      before.run = this.run;
      // Kept under this key by the same caller: the result is of its type.
      return before.result as T;
    }
    const looks = new Map<string, Look<S>>();
    const result = make((path, again, seen) => {
      if (!looks.has(path)) looks.set(path, { again, seen });
    });
    this.kept.set(key, { looks: [...looks.values()], result, run: this.run });
    this.fresh.push(key);
    return result;
  }
}
