import type { RulesAt } from '../rulebook/model';
import type { CaseRecord } from './case-record';
import type { CollateralOffer, Figure, Finding } from './exchange';

/** What methods leave for each other and for the package. */
export interface Outputs {
  readonly figures: readonly Figure[];
  readonly findings: readonly Finding[];
  readonly offers: readonly CollateralOffer[];
}

export const NO_OUTPUTS: Outputs = { figures: [], findings: [], offers: [] };

export interface MethodInput {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  /** Outputs of the methods that ran before this one. */
  readonly prior: Outputs;
}

/**
 * A released way of computing something from a case and the rules. Released versions stay in the code:
 * a changed formula is a new version beside the old one. Pure and deterministic.
 */
export interface Method {
  /** `patent.score@1` */
  readonly id: string;
  readonly title: string;
  /** Ids of methods (without version) whose outputs it reads from `prior`. */
  readonly needs: readonly string[];
  run(input: MethodInput): Outputs;
}

/** `method@version` → the method. Filled by the worker, the terminal or the verifier. */
export type MethodRegistry = ReadonlyMap<string, Method>;

export const registryOf = (methods: readonly Method[]): MethodRegistry =>
  new Map(methods.map((m) => [m.id, m]));

export const mergeOutputs = (a: Outputs, b: Outputs): Outputs => ({
  figures: [...a.figures, ...b.figures],
  findings: [...a.findings, ...b.findings],
  offers: [...a.offers, ...b.offers],
});

/** Runs methods in the given order; each sees what the earlier ones left. */
export const runMethods = (methods: readonly Method[], caseRecord: CaseRecord, rules: RulesAt): Outputs => {
  let outputs = NO_OUTPUTS;
  for (const method of methods)
    outputs = mergeOutputs(outputs, method.run({ caseRecord, rules, prior: outputs }));
  return outputs;
};
