import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { type Outputs, runMethods } from '../../src/lib/case/method';
import { mustBeOk } from '../../src/lib/kernel/result';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { rerunMethods } from '../../src/lib/review/rerun-methods';
import { compareOutputs } from '../../src/lib/review/compare-results';
import { rulesOfCase } from '../../workers/case-rules';
import { methodsWith, registryWithoutSolver, structureChecks } from '../../workers/methods';
import { solverFor } from '../../workers/solver';

/** A structure that a verifier cannot solve again is recomputed in whole 分 from the packaged plan. */

const caseRecord = mustBeOk(parseCaseJson(readFileSync('static/samples/lanyu-case.json', 'utf8')));
const rules = mustBeOk(rulesOfCase(caseRecord));

const packaged = (async () => {
  const { all } = methodsWith(await solverFor(caseRecord));
  return { ids: all.map(({ id }) => id), outputs: runMethods(all, caseRecord, rules) };
})();

const again = async (change: (outputs: Outputs) => Outputs = (same) => same) => {
  const { ids, outputs } = await packaged;
  const held = change(outputs);
  const options = { methods: registryWithoutSolver(), checks: structureChecks() };
  const rerun = rerunMethods(ids, options, { caseRecord, rules }, () => held);
  return { rerun, ids, differences: compareOutputs(held, rerun.outputs) };
};

const withFigure =
  (id: string, value: string) =>
  (outputs: Outputs): Outputs => ({
    ...outputs,
    figures: outputs.figures.map((figure) => (figure.id === id ? { ...figure, value } : figure)),
  });

const carriedOf = async (): Promise<string> => {
  const found = (await packaged).outputs.figures.find(({ id }) => id.startsWith('structure/carried/'));
  if (found === undefined) throw new Error('the sample has no plan');
  return found.id;
};

it('everything is recomputed, to the last trace; only that it is the best stays open', async () => {
  const { rerun, ids, differences } = await again();
  expect(differences).toEqual([]);
  expect(rerun.ran.size).toBe(ids.length);
  expect(rerun.findings.map(({ code, verdict }) => `${code} ${verdict}`)).toEqual(['E_OPTIMALITY unknown']);
});

it('a cost that does not follow from the plan is a difference', async () => {
  const { differences } = await again(withFigure('structure/cost', '1'));
  expect(differences.map(({ path }) => path)).toEqual(['results/figures.json › structure/cost']);
  expect(differences[0]?.message).toContain('包内 1 分');
});

it('a plan that breaks a limit is wrong, not merely open', async () => {
  const { rerun } = await again(withFigure(await carriedOf(), '99999999999900'));
  expect(rerun.findings.filter(({ verdict }) => verdict === 'fail').map(({ code }) => code)).toContain('E_PLAN');
});

it('a plan that uses what the case does not have is wrong', async () => {
  const carried = await carriedOf();
  const rename = (id: string): string => id.replace(carried.slice('structure/carried/'.length), 'nothing');
  const { rerun } = await again((outputs) => ({
    ...outputs,
    figures: outputs.figures.map((f) => (/^structure\/(carried|pledged)\//.test(f.id) ? { ...f, id: rename(f.id) } : f)),
  }));
  expect(rerun.findings.map(({ message }) => message).join()).toContain('案卷里没有的来源“nothing”');
});

it('without a plan in the figures nothing is said, and what follows from it is left out', async () => {
  const { rerun } = await again(() => NO_OUTPUTS);
  expect(rerun.findings.map(({ code }) => code)).toContain('E_METHOD');
  expect([...rerun.ran].some((id) => id.startsWith('collateral.structure@'))).toBe(false);
});
