import type { CaseRecord } from '../case/case-record';
import { type MethodRegistry, NO_OUTPUTS, type Outputs, mergeOutputs } from '../case/method';
import type { RulesAt } from '../rulebook/model';
import { type ReviewFinding, failed, undecided } from './verify-report';

export interface Rerun {
  readonly outputs: Outputs;
  /** `method@version` that ran. */
  readonly ran: ReadonlySet<string>;
  readonly findings: readonly ReviewFinding[];
}

const nameOf = (id: string): string => id.slice(0, id.lastIndexOf('@'));

const PATH = 'package.json › methods';

/**
 * Runs the listed methods again, in their order. A method this program does not hold, and every method that needs one
 * of those, is left out with the reason: that leaves its results unknown, not wrong.
 */
export const rerunMethods = (
  ids: readonly string[],
  registry: MethodRegistry,
  caseRecord: CaseRecord,
  rules: RulesAt,
): Rerun => {
  const findings: ReviewFinding[] = [];
  const ran = new Set<string>();
  const absent = new Set<string>();
  let outputs: Outputs = NO_OUTPUTS;
  for (const id of ids) {
    const method = registry.get(id);
    const needed = method?.needs.find((name) => absent.has(name));
    if (ran.has(id)) findings.push(failed('E_DUP', PATH, `方法“${id}”列了两次`));
    else if (method === undefined) {
      absent.add(nameOf(id));
      findings.push(
        undecided('E_METHOD', PATH, `本程序没有方法“${id}”，无法重算其结果；请用做包时的版本或更新本程序`),
      );
    } else if (needed !== undefined) {
      absent.add(nameOf(id));
      findings.push(undecided('E_METHOD', PATH, `方法“${id}”依赖“${needed}”，后者无法重算，故未重算`));
    } else
      try {
        outputs = mergeOutputs(outputs, method.run({ caseRecord, rules, prior: outputs }));
        ran.add(id);
      } catch (error) {
        absent.add(nameOf(id));
        const reason = error instanceof Error ? error.message : String(error);
        findings.push(undecided('E_METHOD_ERROR', PATH, `方法“${id}”重算时出错（${reason}），其结果未知`));
      }
  }
  return { outputs, ran, findings };
};
