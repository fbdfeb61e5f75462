import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import type { WorkerName } from '../../../src/lib/bridge/contract';
import type { Progress } from '../../../src/lib/bridge/job';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { caseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { CollateralSection } from '../../../src/lib/case/collateral-section';
import { runMethods } from '../../../src/lib/case/method';
import { costCommand } from '../../../src/cli/cost-command';
import { lossCommand } from '../../../src/cli/loss-command';
import type { Answer, Options } from '../../../src/cli/command';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { rulesOfCase } from '../../../workers/case-rules';
import { collateralHandlers } from '../../../workers/handlers/collateral';
import { intakeHandlers } from '../../../workers/handlers/intake';
import { profileHandlers } from '../../../workers/handlers/profile';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import { ALL_METHODS } from '../../fixtures/methods';
import { inputOf, item, support, wan } from '../collateral/build-case';

const HANDLERS: Record<WorkerName, Parameters<typeof servePort>[0]> = {
  intake: intakeHandlers,
  valuation: valuationHandlers,
  profile: profileHandlers,
  collateral: collateralHandlers,
  registration: registrationHandlers,
};
const bridge = new BridgeClient((name) => ({
  port: servePort(HANDLERS[name]),
  died: new Promise(() => undefined),
  terminate: () => undefined,
}));
const folder = mkdtempSync(join(tmpdir(), 'loss-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const caseWith = (over: Partial<CollateralSection>): CaseRecord => {
  const { caseRecord } = inputOf({
    need: wan(1000),
    items: [item('plant', { title: '虚构厂房', valueFen: wan(1400), priorClaimsFen: wan(200) })],
    support: [
      support('g', {
        title: '虚构担保',
        capacityFen: wan(360),
        loss: { kind: 'pro-rata', party: null, share: '0.5', capFen: null, deductibleFen: null, rank: null },
      }),
    ],
  });
  const { sections } = caseRecord;
  return { ...caseRecord, sections: { ...sections, collateral: { ...sections.collateral, ...over } } };
};
const KNOWN = caseWith({
  loss: { pd: '0.02', pdSource: '虚构评级', seed: 7 },
  credit: [
    {
      id: 'a',
      title: '虚构方案',
      principalFen: wan(500),
      rate: '0.0345',
      months: 12,
      repayment: 'bullet',
      interestFrom: null,
      dayBase: null,
      fees: [
        {
          label: '一次性费用',
          payer: 'enterprise',
          when: 'once',
          basis: 'amount',
          fixedFen: wan(3.1),
          rate: null,
          source: '虚构',
        },
      ],
      subsidy: { kind: 'none', amountFen: null, month: null, signedOn: null, withSupport: null },
      source: '虚构',
    },
  ],
});

const run = async (
  command: typeof lossCommand,
  caseRecord: CaseRecord,
  options: Options = {},
): Promise<Answer> => {
  const file = join(folder, 'case.json');
  writeFileSync(file, caseJson(caseRecord));
  return mustBeOk(await command.run({ files: [file], options, bridge }));
};

describe('zhiya loss', () => {
  it('says recovery, loss and who bears it, as the package does', async () => {
    const { document, finding } = await run(lossCommand, KNOWN);
    // (1400 × 0.6 × 0.92 − 200) ÷ 1.06² = 509.78996084; loss 490.21003916, half of it the guarantor's
    expect(document).toMatchObject({
      schema: 'zhiya.loss/1',
      complete: true,
      recoveredFen: '509789960',
      lossFen: '490210040',
      bankLossFen: '245105020',
      expectedLossFen: '4902100',
      lgd: 0.245105,
      joint: null,
      failures: [],
    });
    // Covered, but nobody has looked at the first repayment.
    expect([finding, document['repaymentHold']]).toMatchObject([true, { held: true }]);
    const outputs = runMethods(ALL_METHODS, KNOWN, mustBeOk(rulesOfCase(KNOWN)));
    const packaged = Object.fromEntries(outputs.figures.map(({ id, value }) => [id, value]));
    expect(packaged).toMatchObject({
      'loss/bank-loss': '245105020',
      'loss/expected-loss': '4902100',
      'loss/stress/base/coverage': '1',
      'cost/effective-high/a': '0.041611',
    });
  }, 30_000);

  it('draws with the seed of the case, the same every time; another seed draws otherwise', async () => {
    const options = { joint: true, draws: '3000' };
    const first = await run(lossCommand, KNOWN, options);
    expect(first.document['joint']).toMatchObject({ draws: 3000, seed: 7 });
    expect(await run(lossCommand, KNOWN, options)).toEqual(first);
    const other = caseWith({ ...KNOWN.sections.collateral, loss: { pd: null, pdSource: '', seed: 8 } });
    const quantiles = ({ document }: Answer) => (document['joint'] as { quantiles: unknown }).quantiles;
    expect(quantiles(await run(lossCommand, other, options))).not.toEqual(quantiles(first));
  }, 30_000);

  it('what is unknown is named, keeps the answer and takes the distribution away', async () => {
    const open = caseWith({ loss: { pd: null, pdSource: '', seed: 1 } });
    const bare = {
      ...open.sections.collateral,
      support: open.sections.collateral.support.map((one) => ({
        ...one,
        loss: { ...one.loss, share: null },
      })),
    };
    const { document, finding } = await run(lossCommand, caseWith(bare), { joint: true });
    expect(document).toMatchObject({
      complete: false,
      assetsComplete: true,
      lossFen: '490210040',
      expectedLossFen: null,
      joint: null,
    });
    expect(document['failures']).toMatchObject([{ code: 'E_MISSING' }]);
    expect(finding).toBe(true);
    const file = join(folder, 'case.json');
    for (const draws of ['x', '0', '10000000'])
      expect(await lossCommand.run({ files: [file], options: { joint: true, draws }, bridge })).toMatchObject(
        { ok: false, failure: { code: 'E_USAGE' } },
      );
  }, 30_000);

  it('a run can be cancelled and tells how far it came', async () => {
    const stop = new AbortController();
    const seen: Progress[] = [];
    const running = bridge.call(
      'collateral',
      'jointStress',
      { caseRecord: KNOWN, draws: 2_000_000 },
      {
        signal: stop.signal,
        onProgress: (progress) => {
          seen.push(progress);
          stop.abort();
        },
      },
    );
    expect(await running).toMatchObject({ ok: false, failure: { code: 'E_CANCELLED' } });
    expect(seen[0]).toMatchObject({ total: 2_000_000, unit: '次' });
  }, 30_000);
});

describe('zhiya cost', () => {
  it('says both ends of the cost, and proposes plans where there are none', async () => {
    const { document, finding, text } = await run(costCommand, KNOWN);
    expect(document['plans']).toMatchObject([
      { id: 'a', interestFen: wan(17.25), effectiveLow: 0.041611, effectiveHigh: 0.041611 },
    ]);
    expect([finding, text]).toEqual([false, expect.stringContaining('4.1611 %')]);
    const none = await run(costCommand, caseWith({}));
    expect(none.finding).toBe(true);
    expect(none.document['proposals']).toMatchObject([{ id: 'structure' }, { id: 'unsupported' }]);
  }, 30_000);
});
