import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { runMethods } from '../../../src/lib/case/method';
import { STRUCTURE_METHOD } from '../../../src/lib/collateral/structure-model';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { nodeSolver } from '../../../workers/highs-node';
import { rulesOfCase } from '../../../workers/case-rules';
import { ALL_METHODS } from '../../fixtures/methods';
import { screeningOf } from '../../../workers/screening';
import { structureOf } from '../../../workers/structure';

const SOLVER = await nodeSolver();

const sample = (name: string): CaseRecord => {
  const url = new URL(`../../../static/samples/${name}-case.json`, import.meta.url);
  return mustBeOk(parseCaseJson(readFileSync(url, 'utf8')));
};

it.each(['lanyu', 'anasak', 'water', 'greenhouse'])(
  '%s: the page shows the structure that a package computes, and the grade that it rests on',
  (name) => {
    const caseRecord = sample(name);
    const rules = mustBeOk(rulesOfCase(caseRecord));
    const outputs = runMethods(ALL_METHODS, caseRecord, rules);
    const structure = structureOf(caseRecord, rules, SOLVER);
    expect(structure.figures).toEqual(outputs.figures.filter((f) => f.method === STRUCTURE_METHOD));
    const multiplier = (figures: typeof outputs.figures) =>
      figures.find((f) => f.id === 'screening/ip-cap-multiplier')?.value;
    expect(multiplier(screeningOf(caseRecord, rules).figures)).toBe(multiplier(outputs.figures));
    expect(structure.ipMultiplier?.value).toBe(multiplier(outputs.figures) ?? '0');
  },
  60_000,
);

it('the checks run before the structure and never read it, so that neither waits for the other', () => {
  const names = ALL_METHODS.map(({ id }) => id.slice(0, id.indexOf('@')));
  expect(names.indexOf('screening.three-views')).toBeLessThan(names.indexOf('collateral.structure'));
  const screening = ALL_METHODS.filter(({ id }) => id.startsWith('screening.'));
  expect(screening.flatMap(({ needs }) => needs)).not.toContain('collateral.structure');
});
