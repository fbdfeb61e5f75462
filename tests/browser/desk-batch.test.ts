import { expect, it } from 'vitest';
import type { DeskApi } from '../../src/lib/bridge/desk-contract';
import { NO_SETTINGS } from '../../src/lib/case/desk/settings';
import { fail, mustBeOk, ok } from '../../src/lib/kernel/result';
import { answerOf, undecided } from '../../src/lib/review/verify-report';
import { DeskRegister } from '../../src/lib/state/desk/register.svelte';
import { ReviewBatch } from '../../src/lib/state/desk/review-batch.svelte';
import type { CaseVault } from '../../src/lib/vault/case-vault';
import { FAILURE, FIVE, benchOf, later, settle } from '../fixtures/desk-bench';
import { deskFacts, idOf } from '../fixtures/desk-entry';
import { fingerprintOf, saltOf } from '../fixtures/fingerprint';

/** Many packages at once at the desk: workers answer when the test says so. */

type Asked = DeskApi['reviewPackage']['input'];

const fileOf = (name: string): File => new File(['x'], name);

const NO_COUNTS = { safety: 0, integrity: 0, authenticity: 0, usability: 0, recalculation: 0 };

const reviewedOf = (n: number, more: object = {}) => ({
  report: { schema: 'zhiya.verify/1', id: idOf(n), canonical: true, summary: null, answers: FIVE },
  counts: NO_COUNTS,
  facts: deskFacts({ caseId: n < 3 ? `case-${n}` : 'case-1', revision: n, patents: n < 3 ? ['A'] : [] }),
  datasets: [],
  caseRead: true,
  instead: null,
  grounds: [],
  ...more,
});

/** A desk whose worker takes `N….zip` for package N. */
const deskOf = (more: (n: number) => object = () => ({})) => {
  const asked: Asked[] = [];
  const { bench, vault } = benchOf({
    reviewPackage: (input: Asked) => {
      asked.push(input);
      if (input.fileName.startsWith('0')) throw new Error('虚构的崩溃');
      const n = Number(input.fileName[0]);
      return ok(reviewedOf(n, more(n)));
    },
    compareDatasets: () => fail(FAILURE),
  });
  const register = new DeskRegister(bench);
  return { asked, vault, register, batch: new ReviewBatch(bench, register) };
};

const putTrust = async (vault: CaseVault, trust: string): Promise<void> => {
  mustBeOk(await vault.desk.putSettings({ ...NO_SETTINGS, trust }));
};

it('a conflict inside one batch is seen from both packages, what could not be compared too, and one crash stops nothing', async () => {
  const fingerprint = fingerprintOf('a,b\n1,2\n', 2, await saltOf(1));
  const { asked, register, batch } = deskOf(() => ({ datasets: [{ title: '虚构数据', fingerprint }] }));
  await batch.add(['0.zip', '1.zip', '2.zip'].map(fileOf));
  expect([batch.running, batch.rows.map(({ state }) => state)]).toEqual([false, ['failed', 'done', 'done']]);
  expect(batch.live.slice(1).map(({ samePatents }) => samePatents.map(({ other }) => other))).toEqual([
    [idOf(2)],
    [idOf(1)],
  ]);
  expect(batch.rows[2]?.notCompared).toBe(1);
  batch.select(batch.rows[1]?.key ?? null);
  await settle();
  expect(batch.rows[1]?.notCompared).toBe(1);
  expect(batch.detail).not.toBeNull();
  // A later revision of the first case comes in: how the first stands is asked again at once.
  asked.length = 0;
  await batch.add([fileOf('3.zip')]);
  expect(asked.map(({ fileName }) => fileName)).toEqual(['3.zip', '1.zip']);
  expect(batch.rows.filter((row) => batch.isStale(row))).toEqual([]);
  await register.remove(idOf(2));
  expect(batch.live[1]?.samePatents).toEqual([]);
});

it('the same package twice in one batch: the copy names the first, whichever was through first', async () => {
  const slow = later();
  let first = true;
  const { bench } = benchOf({
    reviewPackage: ({ fileName }: Asked) => {
      if (fileName !== '1.zip' || !first) return ok(reviewedOf(1));
      first = false;
      return slow.promise;
    },
  });
  const register = new DeskRegister(bench);
  const batch = new ReviewBatch(bench, register);
  const adding = batch.add(['1.zip', '1 副本.zip'].map(fileOf));
  await settle();
  slow.answer(ok(reviewedOf(1)));
  await adding;
  expect(batch.live.map(({ file, twin }) => [file.name, twin])).toEqual([
    ['1.zip', null],
    ['1 副本.zip', '1.zip'],
  ]);
  // Neither was known before the batch, and the second was looked at again as what came in twice.
  expect(batch.rows.map(({ seenBefore }) => seenBefore)).toEqual([null, null]);
  expect(register.entries.map(({ times }) => times)).toEqual([2]);
  expect(batch.rows.filter((row) => batch.isStale(row))).toEqual([]);
});

it('other signers or another office: what is open is reviewed anew at once, the rest is marked until somebody asks', async () => {
  const { asked, vault, register, batch } = deskOf((n) =>
    n === 2 && asked.at(-1)?.trust === 'B'
      ? {
          report: {
            schema: 'zhiya.verify/1',
            id: idOf(2),
            canonical: true,
            summary: null,
            answers: { ...FIVE, authenticity: answerOf([undecided('E_UNSIGNED', '', '虚构')]) },
          },
        }
      : {},
  );
  await putTrust(vault, 'A');
  await batch.add(['1.zip', '2.zip'].map(fileOf));
  await batch.refresh();
  const stale = (): readonly boolean[] => batch.rows.map((row) => batch.isStale(row));
  expect([stale(), asked.map(({ trust }) => trust)]).toEqual([
    [false, false],
    ['A', 'A'],
  ]);
  await putTrust(vault, 'B');
  await batch.refresh();
  await settle();
  expect(asked.slice(2).map(({ fileName, trust }) => [fileName, trust])).toEqual([['1.zip', 'B']]);
  expect(stale()).toEqual([false, true]);
  expect(register.find(idOf(2))?.answers.authenticity).toBe('pass');
  await batch.reviewAgain();
  expect(asked.slice(3).map(({ fileName, trust }) => [fileName, trust])).toEqual([['2.zip', 'B']]);
  expect(stale()).toEqual([false, false]);
  // The register holds the answers of now; looking again is not coming in again.
  expect(register.find(idOf(2))).toMatchObject({ times: 1, answers: { authenticity: 'unknown' } });
  expect(batch.rows[1]?.reviewed?.report.answers.authenticity.verdict).toBe('unknown');
});

it('a package changed on the disk since it was reviewed is not shown as the one that was', async () => {
  let now = 1;
  const { bench, vault } = benchOf({ reviewPackage: () => ok(reviewedOf(now)) });
  const batch = new ReviewBatch(bench, new DeskRegister(bench));
  await batch.add([fileOf('1.zip')]);
  now = 2;
  await putTrust(vault, 'B');
  await batch.refresh();
  await settle();
  expect([batch.detail, batch.detailFailure?.code]).toEqual([null, 'E_CHANGED']);
  expect(batch.rows[0]?.reviewed?.report.id).toBe(idOf(1));
});

it('a stopped batch keeps what is done, names what is not, and goes on where it stopped', async () => {
  const held: (() => void)[] = [];
  const { bench } = benchOf({
    reviewPackage: ({ fileName }: Asked) =>
      new Promise((resolve) => {
        held.push(() => {
          resolve(ok(reviewedOf(Number(fileName[0]))));
        });
      }),
  });
  const batch = new ReviewBatch(bench, new DeskRegister(bench));
  const names = ['1.zip', '2.zip', '3.zip', '4.zip', '5.zip', '6.zip', '7.zip', '8.zip', '9.zip'];
  const adding = batch.add(names.map(fileOf));
  await settle();
  // Several at once, but never all of a thousand.
  expect(held.length).toBe(Math.min(4, navigator.hardwareConcurrency));
  const under = held.length;
  batch.cancel();
  for (const answer of held.splice(0)) answer();
  await adding;
  expect([batch.running, batch.count('done'), batch.count('cancelled')]).toEqual([false, under, 9 - under]);
  const going = batch.goOn();
  const answering = setInterval(() => held.splice(0).forEach((answer) => answer()), 1);
  await going;
  clearInterval(answering);
  expect([batch.running, batch.count('done')]).toEqual([false, 9]);
});

it('data without a fingerprint, here or in another case of the register, is said not to be compared', async () => {
  const { batch, register } = deskOf((n) =>
    n === 2 ? { facts: deskFacts({ caseId: 'case-2', unprinted: ['无指纹的数据'] }) } : {},
  );
  await batch.add(['1.zip', '2.zip'].map(fileOf));
  // The first has no data: nothing of it could stand elsewhere.
  expect(batch.live.map((row) => row.unprintedElsewhere)).toEqual([[], []]);
  const other = new ReviewBatch(
    benchOf({
      reviewPackage: () =>
        ok(reviewedOf(4, { facts: deskFacts({ caseId: 'case-4', unprinted: ['另一份'] }) })),
    }).bench,
    register,
  );
  await other.add([fileOf('4.zip')]);
  expect(other.live[0]?.unprintedElsewhere).toEqual([idOf(2)]);
});
