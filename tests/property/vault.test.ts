import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mustBeOk } from '../../src/lib/kernel/result';
import { CaseVault } from '../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../src/lib/vault/memory-port';
import type { StoragePort } from '../../src/lib/vault/storage-port';
import { emptyCase } from '../unit/case/sample';
import { type FaultKind, failNth } from '../unit/vault/failing-port';
import { manualTimer } from '../unit/vault/manual-timer';
import { NOTE, day, opened } from '../unit/vault/notes';

/**
 * Random histories of two cases, with saves from stale pages, deletions, and faults at random calls of the store,
 * against a model that fits on a page: a list of titles per case, and whether it is in the bin.
 */

interface Modelled {
  titles: string[];
  inBin: boolean;
}
type Model = Map<string, Modelled>;

const caseId = fc.constantFrom('case-a', 'case-b');
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      caseId,
      stale: fc.nat(2),
      title: fc.string({ maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), caseId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), caseId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), caseId }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Runs a step on the vault and says what the model must look like if it succeeded; `null` = it must not succeed. */
const expectedAfter = (known: Modelled | undefined, next: Step): Modelled | undefined | null => {
  const revisions = known?.titles.length ?? 0;
  switch (next.do) {
    case 'save':
      if (known?.inBin === true || next.stale > 0) return null;
      return { titles: [...(known?.titles ?? []), next.title], inBin: false };
    case 'delete':
      return revisions === 0 ? null : { titles: known?.titles ?? [], inBin: true };
    case 'restore':
      return revisions === 0 ? null : { titles: known?.titles ?? [], inBin: false };
    case 'purge':
      return known === undefined || known.inBin ? undefined : null;
  }
};

const run = (vault: CaseVault, known: Modelled | undefined, next: Step) => {
  const revisions = known?.titles.length ?? 0;
  switch (next.do) {
    case 'save':
      return vault.save({ ...emptyCase(next.caseId), title: next.title }, revisions + next.stale, NOTE);
    case 'delete':
      return vault.moveToBin(next.caseId, revisions, day('2026-11-20'));
    case 'restore':
      return vault.restoreFromBin(next.caseId);
    case 'purge':
      return vault.purge(next.caseId);
  }
};

const observed = async (port: StoragePort): Promise<Model> => {
  const vault = new CaseVault(port);
  expect(mustBeOk(await vault.audit())).toEqual([]);
  const model: Model = new Map();
  for (const { caseId: id } of mustBeOk(await vault.list()).value) {
    const titles: string[] = [];
    const { expectedRevision, inBin } = await opened(vault, id);
    for (let revision = 1; revision <= expectedRevision; revision += 1)
      titles.push(mustBeOk(await vault.openRevision(id, revision)).caseRecord.title);
    model.set(id, { titles, inBin });
  }
  return model;
};

const fault = fc.record({
  n: fc.integer({ min: 1, max: 20 }),
  kind: fc.constantFrom<FaultKind>('quota', 'abort', 'unknown', 'lost', 'hang'),
});

it('after any history with any faults, every case is what was last acknowledged, or one step further', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.option(fault)), { maxLength: 15 }), async (history) => {
      const timer = manualTimer();
      const port = createMemoryPort(timer);
      let model: Model = new Map();
      for (const [next, trouble] of history) {
        const target =
          trouble === null ? port : failNth(port, trouble.n, trouble.kind, () => timer.fireAll()).port;
        const known = model.get(next.caseId);
        const expected = expectedAfter(known, next);
        const result = await run(new CaseVault(target), known, next);
        if (result.ok) expect(expected).not.toBeNull();
        else if (trouble === null) expect(expected).toBeNull();
        const after = new Map(model);
        if (expected === undefined) after.delete(next.caseId);
        else if (expected !== null) after.set(next.caseId, expected);
        const seen = await observed(port);
        if (result.ok) expect(seen).toEqual(after);
        else expect([model, after]).toContainEqual(seen);
        model = seen;
      }
    }),
    { numRuns: 60 },
  );
});
