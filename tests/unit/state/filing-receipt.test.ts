import { expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { FilingView } from '../../../src/lib/registration/filings/filing-view';
import type { ChangedSecurity, EnteredStep } from '../../../src/lib/collateral/life/enter-step';
import { type Result, ok, refuse } from '../../../src/lib/kernel/result';
import { enterReceipt } from '../../../src/lib/state/filing-receipt';
import type { OpenCase } from '../../../src/lib/state/open-case.svelte';
import { MACHINE, filingCase, withItems } from '../../fixtures/filing-case';
import { openCase } from './stand-ins';

const HASH = 'b'.repeat(64);
const CONTRACT = { registrationNumber: '虚构保字001号', date: '2026-11-01', documentHash: 'a'.repeat(64) };

const ENTERED = { number: '虚构登记0002', on: '2026-11-19', by: '虚构经办', hash: HASH, support: null };

interface Asked {
  readonly caseRecord: CaseRecord;
  readonly item: string;
  readonly step: EnteredStep;
}

/** The engine as it answers: every step is appended, those of `refusing` are not. */
const withEngine = (record: CaseRecord, refusing: string | null = null): OpenCase => {
  const answer = ({ caseRecord, item, step }: Asked): Result<ChangedSecurity> => {
    const card = caseRecord.sections.collateral.items.find(({ id }) => id === item);
    if (card === undefined || item === refusing) return refuse('E_STEP_ORDER', '不能记', '', '请核对');
    const { registrationNumber, ...kept } = step;
    const receipt =
      registrationNumber === null
        ? card.receipt
        : { registrationNumber, date: step.on, documentHash: step.documentHash };
    return ok({ steps: [...card.life.steps, kept], perfection: step.to, receipt });
  };
  const call = (_: string, __: string, asked: Asked): Promise<Result<ChangedSecurity>> =>
    Promise.resolve(answer(asked));
  return Object.assign(openCase(record), { workbench: { bridge: { call } } });
};

const view = (part: Partial<FilingView>): FilingView =>
  ({ kind: 'movables', act: 'register', title: '虚构办理', cards: [], supports: [], ...part }) as FilingView;

const withContract = (): CaseRecord => {
  const caseRecord = filingCase();
  const { collateral } = caseRecord.sections;
  const support = collateral.support.map((one) => ({ ...one, contract: CONTRACT }));
  return { ...caseRecord, sections: { ...caseRecord.sections, collateral: { ...collateral, support } } };
};

it.each(['change', 'extend', 'cancel'] as const)(
  '担保合同的 %s 不改写原合同的编号、日期、文件',
  async (act) => {
    const open = withEngine(withContract());
    const filing = view({ kind: 'guarantee', act, supports: ['guarantee-1'] });
    const failure = await enterReceipt(open, filing, { ...ENTERED, number: '', support: 'guarantee-1' });
    expect(failure?.code).toBe('E_SUPPORT_ACT');
    expect(failure?.remedy).toContain('押品与组合');
    expect(open.record.sections.collateral.support[0]?.contract).toEqual(CONTRACT);
  },
);

it('担保合同首次录回，编号、日期、文件在这一份担保上', async () => {
  const open = withEngine(filingCase());
  const filing = view({ kind: 'guarantee', supports: ['guarantee-1'] });
  expect(await enterReceipt(open, filing, { ...ENTERED, support: 'guarantee-1' })).toBeNull();
  expect(open.record.sections.collateral.support[0]?.contract).toEqual({
    registrationNumber: '虚构登记0002',
    date: '2026-11-19',
    documentHash: HASH,
  });
});

const two = (): CaseRecord => withItems(filingCase(), [MACHINE, { ...MACHINE, id: 'machine-2' }]);
const states = (open: OpenCase) =>
  open.record.sections.collateral.items.map(({ perfection, receipt, life }) => [
    perfection,
    receipt?.registrationNumber ?? null,
    life.steps.length,
  ]);

it('几件押品的登记证明，要么都记上，要么都不记；改正后再录不重复', async () => {
  const filing = view({ cards: ['machine-1', 'machine-2'] });
  const refusing = withEngine(two(), 'machine-2');
  expect((await enterReceipt(refusing, filing, ENTERED))?.code).toBe('E_STEP_ORDER');
  expect(states(refusing)).toEqual([
    ['draft', null, 0],
    ['draft', null, 0],
  ]);
  const open = withEngine(two());
  expect(await enterReceipt(open, filing, ENTERED)).toBeNull();
  const done = ['registered', '虚构登记0002', 3];
  expect(states(open)).toEqual([done, done]);
  expect(await enterReceipt(open, filing, ENTERED)).toBeNull();
  expect(states(open)).toEqual([done, done]);
});

it('没有卡片的专利：拒绝时不留下新卡片，接受时才有', async () => {
  const filing = view({ kind: 'patent-pledge' });
  const refusing = withEngine(withItems(filingCase(), []), 'asset-1');
  expect((await enterReceipt(refusing, filing, ENTERED))?.code).toBe('E_STEP_ORDER');
  expect(refusing.record.sections.collateral.items).toEqual([]);
  const open = withEngine(withItems(filingCase(), []));
  expect(await enterReceipt(open, filing, ENTERED)).toBeNull();
  expect(states(open)).toEqual([['registered', '虚构登记0002', 3]]);
});
