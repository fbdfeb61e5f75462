import {
  type MethodInput,
  type MethodRegistry,
  NO_OUTPUTS,
  type Outputs,
  mergeOutputs,
} from '../case/method';
import { type ReviewFinding, failed, undecided } from './verify-report';

/** What a packaged result is judged by where its method cannot run. */
export interface PackagedCheck {
  /** Names of the methods whose outputs it reads. */
  readonly needs: readonly string[];
  readonly look: PackagedLook;
}

/**
 * Judges the packaged results of a method without running it. `outputs` is what follows from them, to be compared with them
 * field by field; `wrong` what cannot be, `open` what is left unsaid. `null` = nothing can be said.
 */
export type PackagedLook = (
  input: MethodInput,
  packaged: Outputs,
) => {
  readonly outputs: Outputs;
  readonly wrong: readonly string[];
  readonly open: readonly string[];
} | null;

export interface Rerun {
  readonly outputs: Outputs;
  /** `method@version` that ran. */
  readonly ran: ReadonlySet<string>;
  readonly findings: readonly ReviewFinding[];
}

const nameOf = (id: string): string => id.slice(0, id.lastIndexOf('@'));

const PATH = 'package.json › methods';
const RESULTS = 'results/figures.json';

/**
 * Runs the listed methods again, in their order. A method this program does not hold, and every method that needs one
 * of those, is left out with the reason: that leaves its results unknown, not wrong.
 */
export const rerunMethods = (
  ids: readonly string[],
  {
    methods,
    checks,
  }: { readonly methods: MethodRegistry; readonly checks?: ReadonlyMap<string, PackagedCheck> },
  of: Omit<MethodInput, 'prior'>,
  /** What the package holds; asked for only where a result is judged by it. */
  packaged: () => Outputs,
): Rerun => {
  const findings: ReviewFinding[] = [];
  const ran = new Set<string>();
  const absent = new Set<string>();
  let outputs: Outputs = NO_OUTPUTS;
  const leave = (id: string, why: string): void => {
    absent.add(nameOf(id));
    findings.push(undecided('E_METHOD', PATH, `方法“${id}”：${why}`));
  };
  /** `undefined` = it broke, and that has been said. */
  const attempt = <T>(id: string, run: () => T): T | undefined => {
    try {
      return run();
    } catch (error) {
      absent.add(nameOf(id));
      const reason = error instanceof Error ? error.message : String(error);
      findings.push(undecided('E_METHOD_ERROR', PATH, `方法“${id}”重算时出错（${reason}），其结果未知`));
      return undefined;
    }
  };
  for (const id of ids) {
    const method = methods.get(id);
    const check = checks?.get(id);
    const needed = (check ?? method)?.needs.find((name) => absent.has(name));
    if (ran.has(id)) findings.push(failed('E_DUP', PATH, `方法“${id}”列了两次`));
    else if (check !== undefined && needed === undefined) {
      const checked = attempt(id, () => check.look({ ...of, prior: outputs }, packaged()));
      if (checked === undefined) continue;
      if (checked === null) leave(id, '本程序不能重新求解，也无从核对其结果');
      else {
        outputs = mergeOutputs(outputs, checked.outputs);
        ran.add(id);
        findings.push(
          ...checked.wrong.map((message) => failed('E_PLAN', RESULTS, message)),
          ...checked.open.map((message) => undecided('E_OPTIMALITY', RESULTS, message)),
        );
      }
    } else if (needed !== undefined) {
      leave(id, `依赖“${needed}”，后者无法重算，故未重算`);
    } else if (method === undefined) {
      absent.add(nameOf(id));
      findings.push(
        undecided('E_METHOD', PATH, `本程序没有方法“${id}”，无法重算其结果；请用做包时的版本或更新本程序`),
      );
    } else {
      const again = attempt(id, () => mergeOutputs(outputs, method.run({ ...of, prior: outputs })));
      if (again === undefined) continue;
      outputs = again;
      ran.add(id);
    }
  }
  return { outputs, ran, findings };
};
