import type { ReviewedPackage } from '../../review/desk/review-package';

/** Packages whose whole findings stay at hand. */
const KEPT = 8;

/** The whole findings of the packages looked at last, by row. */
export class PackageDetails {
  readonly #kept = new Map<number, ReviewedPackage>();

  get(key: number): ReviewedPackage | undefined {
    return this.#kept.get(key);
  }

  keep(key: number, detail: ReviewedPackage): void {
    this.#kept.delete(key);
    this.#kept.set(key, detail);
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
  }

  forget(key: number): void {
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
  }
}
