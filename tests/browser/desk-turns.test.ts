import { expect, it } from 'vitest';
import type { DeskEntry } from '../../src/lib/case/desk/entry';
import { NO_SETTINGS } from '../../src/lib/case/desk/settings';
import { fail, mustBeOk, ok } from '../../src/lib/kernel/result';
import { DeskClocks } from '../../src/lib/state/desk/clocks.svelte';
import { FilingDesk } from '../../src/lib/state/desk/filing-desk.svelte';
import { OpinionDesk, type OpinionSubject } from '../../src/lib/state/desk/opinion-desk.svelte';
import { DeskRegister } from '../../src/lib/state/desk/register.svelte';
import { FAILURE, FIVE, benchOf, later, settle } from '../fixtures/desk-bench';
import { deskEntryOf, deskOpinionOf, idOf } from '../fixtures/desk-entry';

/** What happens at the desk while something else is still under way: workers answer when the test says so. */

const subjectOf = (n: number): OpinionSubject => ({
  entry: deskEntryOf(n),
  basis: { answers: FIVE, grounds: null, register: [] },
});
const DRAFT = { reasons: [], draft: { code: 'suggest-accept', label: '建议受理', effect: 'forward' } };

it('no opinion is given on the draft of another package, nor with what was typed for the next', async () => {
  const given: { entry: DeskEntry; decision: { note: string } }[] = [];
  const slow = later();
  let drafts = 0;
  const { bench } = benchOf({
    deskRoles: () => ok({ roles: [], failures: [] }),
    draftOpinion: () => ((drafts += 1) === 1 ? ok(DRAFT) : slow.promise),
    giveOpinion: async (input: (typeof given)[number]) => {
      given.push(input);
      return ok(await deskOpinionOf(null, '建议受理', input.entry.id));
    },
  });
  const desk = new OpinionDesk(bench);
  await desk.turnTo(subjectOf(1));
  expect(desk.draft).not.toBeNull();
  desk.note = '甲的说明';
  const giving = desk.give();
  expect(desk.giving).toBe(true);
  expect(await desk.give()).toBeNull();
  const turning = desk.turnTo(subjectOf(2));
  desk.note = '乙的说明';
  expect([desk.draft, await desk.give()]).toEqual([null, null]);
  await giving;
  expect(given.map(({ entry, decision }) => [entry.id, decision.note])).toEqual([[idOf(1), '甲的说明']]);
  expect([desk.given, desk.giving]).toEqual([[], false]);
  slow.answer(fail(FAILURE));
  await turning;
  expect([desk.draft, desk.failures[0]?.code]).toEqual([null, 'E_TEST']);
});

const fileOf = (path: string): File =>
  Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path });

it('two folders never mix; one stopped half-way is not judged and not kept; unread files are named', async () => {
  const judged: { papers: readonly { path: string }[]; unread: readonly string[] }[] = [];
  const slow = later();
  const paper = (path: string) => ok({ paper: { path, bytes: 1 }, suggested: null });
  const { bench, vault } = benchOf({
    filingChecklist: () => ok({ papers: [], listThreshold: 1 }),
    readPaper: ({ path }: { path: string }) =>
      path.startsWith('慢') ? slow.promise : path.includes('坏') ? fail(FAILURE) : paper(path),
    reviewFiling: (input: (typeof judged)[number]) => {
      judged.push(input);
      return ok({ id: idOf(7), answers: FIVE, lines: [], patents: [] });
    },
  });
  const filing = new FilingDesk(bench, new DeskRegister(bench), new OpinionDesk(bench));
  const first = filing.open([fileOf('慢/a.pdf')]);
  await settle();
  await filing.open([fileOf('乙/b.pdf'), fileOf('乙/坏.pdf')]);
  slow.answer(paper('慢/a.pdf'));
  await first;
  expect(filing.papers.map(({ path }) => path)).toEqual(['乙/b.pdf']);
  expect(judged.map(({ papers, unread }) => [papers.length, unread])).toEqual([[1, ['乙/坏.pdf']]]);
  const never = benchOf({
    filingChecklist: () => ok({ papers: [], listThreshold: 1 }),
    readPaper: () => new Promise(() => undefined),
    reviewFiling: () => ok({ id: idOf(7), answers: FIVE, lines: [], patents: [] }),
  });
  const other = new FilingDesk(never.bench, new DeskRegister(never.bench), new OpinionDesk(bench));
  void other.open([fileOf('丙/e.pdf')]);
  await settle();
  expect(other.running).toBe(true);
  other.cancel();
  await other.judge();
  await other.keep();
  expect([other.reviewed, other.running, other.failures[0]?.code]).toEqual([null, false, 'E_CANCELLED']);
  expect(mustBeOk(await never.vault.desk.entries()).value).toEqual([]);
  expect(mustBeOk(await vault.desk.entries()).value).toEqual([]);
});

it('settings that could not be read are not written over', async () => {
  const { bench, vault } = benchOf({
    officeClocks: () => ok({ clocks: [], years: [] }),
  });
  const service = { office: '虚构', channel: 'online' as const, days: 3, source: '虚构' };
  mustBeOk(await vault.desk.putSettings({ ...NO_SETTINGS, service: [service] }));
  const read = vault.desk.settings.bind(vault.desk);
  vault.desk.settings = () => Promise.resolve(fail(FAILURE));
  const clocks = new DeskClocks(bench);
  await clocks.setOverlay('{}');
  expect([clocks.failures[0]?.code, clocks.notice]).toEqual(['E_TEST', '']);
  vault.desk.settings = read;
  expect(mustBeOk(await read()).service).toEqual([service]);
  await clocks.setOverlay('{}');
  expect(mustBeOk(await read())).toMatchObject({ service: [service], overlay: '{}' });
});
