import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import type { WorkerName } from '../../../src/lib/bridge/contract';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { caseJson } from '../../../src/lib/case/case-json';
import type { PatentsSection } from '../../../src/lib/case/patents-section';
import type { Answer } from '../../../src/cli/command';
import { valueCommand } from '../../../src/cli/value-command';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { collateralHandlers } from '../../../workers/handlers/collateral';
import { intakeHandlers } from '../../../workers/handlers/intake';
import { profileHandlers } from '../../../workers/handlers/profile';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { valuationHandlers } from '../../../workers/handlers/valuation';
import { blankPatent, forecastOf, patentCase } from '../../fixtures/patent-case';
import { income, sheet, wanText } from '../../fixtures/worksheets';

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

const folder = mkdtempSync(join(tmpdir(), 'value-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const value = async (section: Partial<PatentsSection>): Promise<Answer> => {
  const file = join(folder, 'case.json');
  writeFileSync(file, caseJson(patentCase(section)));
  return mustBeOk(await valueCommand.run({ files: [file], options: {}, bridge }));
};

const POINT = {
  salesLow: '1',
  salesHigh: '1',
  royaltyLow: '0.02',
  royaltyHigh: '0.02',
  discountLow: '0.15',
  discountHigh: '0.15',
  source: '虚构',
  seed: 's',
  draws: 1000,
};

const SECTION: Partial<PatentsSection> = {
  records: [blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force' })],
  forecasts: [
    forecastOf('f-1', { salesFen: Array.from({ length: 8 }, () => '4600000000'), uncertainty: POINT }),
  ],
  worksheets: [
    income('w-1', 'constant-income', { inputs: { yearlyIncome: wanText(30), taxRate: '0.25' } }),
    sheet('r-1', 'share-conversion', {
      choices: { direction: 'to-sales' },
      inputs: { profitShare: '0.25', salesMargin: '0.15' },
    }),
  ],
};

describe('zhiya value', () => {
  it('prints every valuation, rate and product as zhiya.value/1', async () => {
    const { document, finding, text } = await value(SECTION);
    expect(document).toMatchObject({
      schema: 'zhiya.value/1',
      valuations: [
        {
          entry: 'f-1',
          approach: 'income',
          method: 'relief-from-royalty',
          valueFen: '309625184',
          p10Fen: '309625184',
          p50Fen: '309625184',
          p90Fen: '309625184',
        },
        { entry: 'w-1', method: 'constant-income', valueFen: '85292702', p10Fen: null, p50Fen: null },
      ],
      rates: [{ worksheet: 'r-1', gives: 'royalty-rate', value: 0.0375 }],
      products: [{ entries: ['f-1', 'w-1'], state: 'open', valueFen: null, band: 'far' }],
      failures: [],
    });
    // An open product is a finding: nobody has weighed the methods.
    expect(finding).toBe(true);
    expect(text).toContain('待调和');
  });

  it('names what could not be valued and goes on', async () => {
    const { document, finding } = await value({
      ...SECTION,
      worksheets: [
        income(
          'w-1',
          'profit-split',
          { inputs: { profitShare: '1.5' } },
          { product: '虚构产品 二', patents: [] },
        ),
      ],
    });
    expect(document).toMatchObject({
      valuations: [{ entry: 'f-1' }],
      products: [
        { state: 'single', valueFen: '309625184' },
        { state: 'none', valueFen: null },
      ],
      failures: [{ code: 'E_BUNDLE_EMPTY', path: 'sections.patents.worksheets[w-1].patents' }],
    });
    expect(finding).toBe(true);
  });
});
