import { describe, expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import type { Alternative } from '../../../src/lib/collateral/structure-model';
import { mustBeOk } from '../../../src/lib/kernel/result';
import {
  addCollateralItem,
  addPatentCard,
  addSupportItem,
  adoptAlternative,
  isAdoptable,
  registerItem,
} from '../../../src/lib/state/pool-edits';
import { longyouSample } from '../../fixtures/pool-samples/longyou';
import { wan } from '../../fixtures/pool-samples/pool-case';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

const alternative = (
  kind: Alternative['kind'],
  toFen: string,
  sourceId: string | null = null,
): Alternative => ({
  id: 'alternative-1',
  kind,
  sourceId,
  text: '',
  fromFen: null,
  toFen,
  needFen: '0',
  coveredFen: '0',
  costFen: null,
  costChangeFen: null,
});

describe('lines of the pool', () => {
  it('are added with free ids and nothing invented: no value, no receipt, no cost', () => {
    const open = openCase(smallCase());
    addCollateralItem(open);
    addCollateralItem(open);
    addPatentCard(open);
    const { items } = open.record.sections.collateral;
    expect(items.map(({ id, assetClass }) => [id, assetClass])).toEqual([
      ['asset-1', 'RE_FACTORY'],
      ['asset-2', 'RE_FACTORY'],
      ['asset-3', 'PATENT_MIXED'],
    ]);
    for (const { valueFen, receipt, oneOffCostFen, perfection } of items)
      expect([valueFen, receipt, oneOffCostFen, perfection]).toEqual([null, null, null, 'draft']);
  });

  it('take the class of the patent pool as the engine found it', () => {
    const items = [
      { id: 'factory', assetClass: 'RE_FACTORY' },
      { id: 'offer/patent-pool', assetClass: 'PATENT_INVENTION' },
    ];
    const open = openCase(smallCase(), { residualFen: '0', items });
    addPatentCard(open);
    expect(open.record.sections.collateral.items[0]?.assetClass).toBe('PATENT_INVENTION');
  });

  it('take the id that became free, never one in use', () => {
    const open = openCase(smallCase());
    for (let n = 0; n < 3; n += 1) addCollateralItem(open);
    open.changeSection('collateral', (s) => ({ ...s, items: s.items.filter(({ id }) => id !== 'asset-2') }));
    addCollateralItem(open);
    addCollateralItem(open);
    const ids = open.record.sections.collateral.items.map(({ id }) => id);
    expect(ids).toEqual(['asset-1', 'asset-3', 'asset-2', 'asset-4']);
  });

  it('leave a case that the schema accepts', () => {
    const open = openCase(smallCase());
    addCollateralItem(open);
    addSupportItem(open);
    const [item] = open.record.sections.collateral.items;
    registerItem(open, item?.id ?? '', { registrationNumber: '虚构登记001', date: '2026-12-01' });
    expect(mustBeOk(parseCaseJson(caseJson(open.record)))).toEqual(open.record);
  });
});

describe('the registrar’s receipt', () => {
  const registered = () => {
    const open = openCase(smallCase());
    addCollateralItem(open);
    addCollateralItem(open);
    registerItem(open, 'asset-1', { registrationNumber: '虚构登记001', date: '2026-12-01' });
    return open;
  };
  const states = (open: ReturnType<typeof openCase>) =>
    open.record.sections.collateral.items.map(({ perfection, receipt }) => [perfection, receipt]);

  it('makes that one item registered, with number and date', () => {
    expect(states(registered())).toEqual([
      ['registered', { registrationNumber: '虚构登记001', date: '2026-12-01', documentHash: null }],
      ['draft', null],
    ]);
  });

  it('takes its paper with it', () => {
    const open = registered();
    const documentHash = 'a'.repeat(64);
    registerItem(open, 'asset-1', { registrationNumber: '虚构登记001', date: '2026-12-01', documentHash });
    expect(open.record.sections.collateral.items[0]?.receipt?.documentHash).toBe(documentHash);
  });

  it('taken back counts for nothing', () => {
    const open = registered();
    registerItem(open, 'asset-1', null);
    expect(states(open)).toEqual([
      ['draft', null],
      ['draft', null],
    ]);
  });
});

describe('taking over a smallest change', () => {
  it('lowers the ask', () => {
    const open = openCase(smallCase());
    adoptAlternative(open, alternative('ask-less', '4440000000'));
    expect(open.record.sections.enterprise.need).toEqual({
      ...smallCase().sections.enterprise.need,
      amountFen: '4440000000',
    });
  });

  it('adds support, then raises that one and no other', () => {
    const open = openCase(smallCase());
    adoptAlternative(open, alternative('add-support', '60000000'));
    addSupportItem(open);
    adoptAlternative(open, alternative('raise-support', '70000000', 'support-1'));
    expect(open.record.sections.collateral.support.map((s) => [s.id, s.capacityFen, s.feeRate])).toEqual([
      ['support-1', '70000000', null],
      ['support-2', null, null],
    ]);
  });

  it('raises what a support draws on with it: 110 万元 more at 0.3 take 33 of the fund, the whole of the line', () => {
    const open = openCase(longyouSample());
    adoptAlternative(open, alternative('raise-support', wan(390), 'fiscal-guarantee'));
    const { support, capacities } = open.record.sections.collateral;
    expect(support.map((s) => [s.id, s.capacityFen])).toEqual([
      ['fiscal-guarantee', wan(390)],
      ['pledge-insurance', wan(200)],
    ]);
    // 280 + 110; 500 + 110 × 0.3
    expect(capacities.map((line) => [line.id, line.remainingFen])).toEqual([
      ['fiscal-line', wan(390)],
      ['fiscal-fund', wan(533)],
    ]);
    // 1 分 at 0.3 takes 1 分, not 0.
    adoptAlternative(open, alternative('raise-support', '390000001', 'fiscal-guarantee'));
    expect(open.record.sections.collateral.capacities[1]?.remainingFen).toBe('533000001');
  });

  it.each(['raise-value', 'raise-credit', 'enter-value'] as const)(
    'offers no click for %s, and a click would change nothing',
    (kind) => {
      const open = openCase(smallCase());
      addCollateralItem(open);
      const before = caseJson(open.record);
      expect(isAdoptable(alternative(kind, '1', 'asset-1'))).toBe(false);
      adoptAlternative(open, alternative(kind, '1', 'asset-1'));
      expect(caseJson(open.record)).toBe(before);
    },
  );

  it.each(['ask-less', 'raise-support', 'add-support'] as const)('offers a click for %s', (kind) => {
    expect(isAdoptable(alternative(kind, '1'))).toBe(true);
  });
});
