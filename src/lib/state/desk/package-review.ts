import type { BridgeOptions } from '../../bridge/bridge-client';
import type { SeenEntry } from '../../case/desk/entry';
import type { Result } from '../../kernel/result';
import type { RegisterEntry } from '../../review/check-standing';
import type { ReviewedPackage } from '../../review/desk/review-package';
import type { Workbench } from '../workbench.svelte';
import { type ComparedData, DataOverlaps } from './data-overlaps';
import type { Ground } from './ground';
import type { DeskRegister } from './register.svelte';

/** What a package is reviewed by: settings and day, and what came in before. */
export interface ReviewBasis {
  readonly ground: Ground;
  readonly register: readonly RegisterEntry[];
}

/** What the register came to know of a package, and what it knew before. */
export interface TakenIn extends ComparedData {
  readonly salts: readonly string[];
  readonly kept: Awaited<ReturnType<DeskRegister['register']>>;
}

const answersOf = ({ report: { answers } }: ReviewedPackage): SeenEntry['answers'] => ({
  safety: answers.safety.verdict,
  integrity: answers.integrity.verdict,
  authenticity: answers.authenticity.verdict,
  usability: answers.usability.verdict,
  recalculation: answers.recalculation.verdict,
});

/** One package through a worker and into the register. */
export class PackageReview {
  readonly overlaps: DataOverlaps;
  readonly #bench: Workbench;
  readonly #register: DeskRegister;

  constructor(bench: Workbench, register: DeskRegister) {
    this.#bench = bench;
    this.#register = register;
    this.overlaps = new DataOverlaps(bench, register);
  }

  run(
    file: File,
    { ground: { today, trust, office }, register }: ReviewBasis,
    most: number,
    options: BridgeOptions = {},
  ): Promise<Result<ReviewedPackage>> {
    return this.#bench.bridge.call(
      'registration',
      'reviewPackage',
      { file, fileName: file.name, most, register, today, trust, office },
      options,
    );
  }

  /** Puts a package into the register and holds its data against the others there. `null` = nothing could be read of it. */
  async takeIn(file: File, reviewed: ReviewedPackage): Promise<TakenIn | null> {
    const { id } = reviewed.report;
    if (id === null) return null;
    const seen: SeenEntry = {
      id,
      kind: 'package',
      fileName: file.name.slice(0, 500),
      bytes: file.size,
      facts: reviewed.facts,
      answers: answersOf(reviewed),
    };
    const fingerprints = reviewed.datasets.map((dataset) => ({ entry: id, ...dataset }));
    const kept = await this.#register.register(seen, fingerprints);
    return {
      salts: [...new Set(fingerprints.map(({ fingerprint }) => fingerprint.saltId))],
      ...(await this.overlaps.of(id, fingerprints)),
      kept,
    };
  }

  /** The answers of a package looked at again, where they came out otherwise. */
  async putAnswers(reviewed: ReviewedPackage): Promise<void> {
    const { id } = reviewed.report;
    const entry = id === null ? null : this.#register.find(id);
    const answers = answersOf(reviewed);
    if (entry !== null && JSON.stringify(entry.answers) !== JSON.stringify(answers))
      await this.#register.update(entry.id, (one) => ({ ...one, answers }));
  }
}
