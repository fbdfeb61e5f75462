import { describe, expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  addDrawdown,
  addRevaluation,
  addSearch,
  addWatched,
  beginDisposal,
  dropDisposal,
  finishWatched,
  removeDrawdown,
  removeRevaluation,
  removeSearch,
  removeWaiver,
  removeWatched,
  setContract,
  setDisposal,
  setReceiptPaper,
  setWaiver,
  takeSecurity,
  takeValue,
} from '../../../src/lib/state/life-edits';
import { HASH, factory, guarantee, lifeCase, step } from '../../fixtures/life-case';
import { openCase } from './stand-ins';

const opened = () => openCase(lifeCase({ items: [factory(), factory({ id: 'other' })] }));
const section = (open: ReturnType<typeof openCase>) => open.record.sections.collateral;
const life = (open: ReturnType<typeof openCase>, id = 'factory') =>
  section(open).items.find((item) => item.id === id)?.life;

const SEARCH = {
  registry: '虚构登记机构',
  on: '2026-11-19',
  clear: null,
  by: '虚构',
  note: '',
  evidence: [],
};
const VALUE = { on: '2026-11-19', valueFen: '100', source: '', by: '' };
const WAIVER = { check: 'consents', subject: 'factory', approver: '虚构', reason: '虚构', on: '2026-11-19' };

describe('edits of the life of a security', () => {
  it('change the one item and leave a case that the schema accepts', () => {
    const open = opened();
    addSearch(open, 'factory', SEARCH);
    addRevaluation(open, 'factory', VALUE);
    addWatched(open, 'factory', { kind: 'other', title: '现场检查', on: '2026-12-01' });
    beginDisposal(open, 'factory', '2026-11-19', '100');
    setDisposal(open, 'factory', { proceedsFen: '50' });
    takeSecurity(open, 'factory', {
      steps: [step('contract-signed', '2026-11-01')],
      perfection: 'contract-signed',
      receipt: null,
    });
    setWaiver(open, WAIVER);
    addDrawdown(open, { on: '2026-11-19', amountFen: '1', by: '' });
    setContract(open, 'guarantor', { registrationNumber: '虚构 2', date: '2026-11-01', documentHash: null });
    expect(life(open, 'other')).toEqual(factory().life);
    expect(life(open)?.searches).toHaveLength(2);
    expect(life(open)?.disposal).toMatchObject({
      defaultedOn: '2026-11-19',
      valueBeforeFen: '100',
      proceedsFen: '50',
    });
    expect(section(open).items[0]).toMatchObject({ perfection: 'contract-signed', receipt: null });
    expect(section(open).support[0]?.contract?.registrationNumber).toBe('虚构 2');
    expect(mustBeOk(parseCaseJson(caseJson(open.record)))).toEqual(open.record);
  });

  it('a paper found later goes with the receipt and with its step', () => {
    const quick = factory({
      receipt: { registrationNumber: '虚构 1', date: '2026-11-15', documentHash: null },
    });
    const open = openCase(lifeCase({ items: [quick, factory({ id: 'none', receipt: null })] }));
    setReceiptPaper(open, 'factory', 'c'.repeat(64));
    setReceiptPaper(open, 'none', 'c'.repeat(64));
    expect(section(open).items.map(({ receipt }) => receipt?.documentHash)).toEqual([
      'c'.repeat(64),
      undefined,
    ]);
    expect(life(open)?.steps.map(({ documentHash }) => documentHash)).toEqual([HASH, HASH, 'c'.repeat(64)]);
  });

  it('are undone one by one', () => {
    const open = opened();
    addSearch(open, 'factory', SEARCH);
    removeSearch(open, 'factory', 0);
    expect(life(open)?.searches).toEqual([SEARCH]);
    addRevaluation(open, 'factory', VALUE);
    removeRevaluation(open, 'factory', 0);
    expect(life(open)?.revaluations).toEqual([]);
    beginDisposal(open, 'factory', '2026-11-19', null);
    dropDisposal(open, 'factory');
    expect(life(open)?.disposal).toBeNull();
    addDrawdown(open, { on: '2026-11-19', amountFen: '1', by: '' });
    removeDrawdown(open, 0);
    expect(section(open).drawdowns).toEqual([]);
    setContract(open, 'guarantor', null);
    expect(section(open).support[0]?.contract).toBeNull();
  });

  it('watched dates have ids of their own and are done and open again', () => {
    const open = opened();
    const day = { kind: 'other' as const, title: '检查', on: '2026-12-01' };
    addWatched(open, 'factory', day);
    addWatched(open, 'factory', day);
    removeWatched(open, 'factory', 'watched-1');
    addWatched(open, 'factory', day);
    expect(life(open)?.watched.map(({ id }) => id)).toEqual(['watched-2', 'watched-1']);
    finishWatched(open, 'factory', 'watched-2', '2026-12-02');
    expect(life(open)?.watched.map(({ doneOn }) => doneOn)).toEqual(['2026-12-02', null]);
    finishWatched(open, 'factory', 'watched-2', null);
    expect(life(open)?.watched.map(({ doneOn }) => doneOn)).toEqual([null, null]);
  });

  it('a waiver replaces the one of the same check on the same thing', () => {
    const open = opened();
    setWaiver(open, WAIVER);
    setWaiver(open, { ...WAIVER, approver: '虚构乙' });
    setWaiver(open, { ...WAIVER, subject: null });
    expect(section(open).waivers.map(({ approver, subject }) => [approver, subject])).toEqual([
      ['虚构乙', 'factory'],
      ['虚构', null],
    ]);
    removeWaiver(open, 'consents', 'factory');
    expect(section(open).waivers.map(({ subject }) => subject)).toEqual([null]);
  });

  it('a disposal that was never begun is not changed into one', () => {
    const open = opened();
    setDisposal(open, 'factory', { proceedsFen: '1' });
    expect(life(open)?.disposal).toBeNull();
    expect(guarantee().contract).not.toBeNull();
  });
});

describe('a value taken over', () => {
  it('is the one the structure uses, and the old one stays in the chain of its day', () => {
    const open = opened();
    addRevaluation(open, 'factory', { on: '2026-11-01', valueFen: '400', source: '虚构重估', by: '虚构' });
    takeValue(open, 'factory', { on: '2026-11-01', fen: '400' });
    const [item] = section(open).items;
    expect([item?.valueFen, item?.valuedOn, item?.valueSource]).toEqual(['400', '2026-11-01', '虚构重估']);
    expect(life(open)?.revaluations.map(({ on, valueFen }) => `${on} ${valueFen}`)).toEqual([
      `2026-09-01 ${factory().valueFen ?? ''}`,
      '2026-11-01 400',
    ]);
    takeValue(open, 'factory', { on: '2026-11-01', fen: '400' });
    expect(life(open)?.revaluations).toHaveLength(2);
    expect(section(open).items[1]?.valueFen).toBe(factory().valueFen);
    expect(parseCaseJson(caseJson(open.record)).ok).toBe(true);
  });
});
