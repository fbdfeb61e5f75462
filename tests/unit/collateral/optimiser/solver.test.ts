import { describe, expect, it, vi } from 'vitest';
import { buildModel } from '../../../../src/lib/collateral/optimiser/build-model';
import { exactProblem } from '../../../../src/lib/collateral/optimiser/exact-problem';
import {
  type MilpAnswer,
  type MilpSolver,
  gapFor,
  milpBuilder,
} from '../../../../src/lib/collateral/optimiser/milp';
import { optimiseStructure } from '../../../../src/lib/collateral/optimiser/optimise-structure';
import { question } from '../../../../src/lib/collateral/optimiser/question';
import { solveCore } from '../../../../src/lib/collateral/optimiser/solve-core';
import { nodeSolver } from '../../../../workers/highs-node';
import { generatedPool } from '../../../bench/structure/generated-pool';
import { ask, asset, fee } from '../../../fixtures/structure-pool';

vi.setConfig({ testTimeout: 60_000 });
const solver = await nodeSolver();

describe('the port', () => {
  it('solves a model written by hand: min 3a + 2b, a + b ≥ 1.5, whole numbers up to 1', () => {
    const builder = milpBuilder();
    const [a, b] = [builder.column(0, 1, true), builder.column(0, 1, true)];
    builder.row(1.5, Infinity, [
      [a, 1],
      [b, 1],
    ]);
    builder.addCost(a, 3);
    builder.addCost(b, 2);
    const model = builder.build();
    expect(solver.solve(model, 0)).toMatchObject({ status: 'optimal', objective: 5, bound: 5, gap: 0 });
    // In parts: b = 1, a = 0.5, 3.5 in all.
    expect(solver.relax(model)?.objective).toBeCloseTo(3.5, 9);
  });

  it('says when there is no solution', () => {
    const builder = milpBuilder();
    const a = builder.column(0, 1, true);
    builder.row(2, Infinity, [[a, 1]]);
    expect(solver.solve(builder.build(), 0).status).toBe('infeasible');
    expect(solver.relax(builder.build())).toBeNull();
  });

  it('gives the same bits for the same model', () => {
    const problem = exactProblem(generatedPool(60, 4));
    const asked = question(problem.input.needFen, { objective: { kind: 'measure', measure: 'cost' } });
    const first = solver.solve(buildModel(problem, asked).model, 1e-6);
    expect(solver.solve(buildModel(problem, asked).model, 1e-6)).toEqual(first);
  });
});

describe('the core of a large model', () => {
  it('has the optimum of the whole, and a bound that holds for the whole', () => {
    const problem = exactProblem(generatedPool(700, 3));
    const asked = question(problem.input.needFen, { objective: { kind: 'measure', measure: 'cost' } });
    const { model } = buildModel(problem, asked);
    const gap = gapFor(problem.units.length);
    const [core, whole] = [solveCore(solver, model, gap), solver.solve(model, gap)];
    expect(Math.abs(core.objective - whole.objective)).toBeLessThanOrEqual(1e-6 * whole.objective);
    expect(core.bound).toBeLessThanOrEqual(whole.objective * (1 + 1e-9));
    expect(core.gap).toBeLessThanOrEqual(1e-6);
  });
});

describe('what is not proved is not shown', () => {
  const input = ask(100, {
    assets: [asset('a', 60, { costs: [fee(2)] }), asset('b', 80, { costs: [fee(3)] })],
  });
  const lying = (change: (answer: MilpAnswer) => MilpAnswer): MilpSolver => ({
    ...solver,
    solve: (model, gap) => change(solver.solve(model, gap)),
  });

  it('a solver that stops early', () => {
    const stopped = lying((answer) => ({ ...answer, status: 'stopped', x: null }));
    const outcome = optimiseStructure(input, stopped);
    expect([outcome.status, outcome.plan, outcome.failures[0]?.code]).toEqual([
      'refused',
      null,
      'E_NOT_PROVED',
    ]);
  });

  it('a bound too far below the cost', () => {
    const loose = lying((answer) => ({ ...answer, bound: answer.bound * 0.99 }));
    expect(optimiseStructure(input, loose).failures[0]?.message).toContain('百万分之一');
  });

  it('a choice that does not carry the need in whole numbers', () => {
    const empty = lying((answer) => ({
      ...answer,
      x: answer.x === null ? null : new Float64Array(answer.x.length),
    }));
    expect(optimiseStructure(input, empty).status).toBe('refused');
  });

  it('takes whole 分 where the solver is a little off', () => {
    const noisy = lying((answer) => ({
      ...answer,
      x: answer.x === null ? null : answer.x.map((value) => value * (1 - 1e-9)),
    }));
    const outcome = optimiseStructure(input, noisy);
    expect([outcome.status, outcome.check?.openFen, outcome.check?.violations]).toEqual(['optimal', 0n, []]);
  });
});
