import { expect, it } from 'vitest';
import { emptyCollateral, newCollateralItem, newSupportItem } from '../../../src/lib/case/new-collateral';
import { removeItem, removeSupport } from '../../../src/lib/state/item-details';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

it('拿走一项之后，限制、同进同退、顺位、补偿对象都不再指着它：新的一项不会继承', () => {
  const plain = emptyCollateral();
  const limit = {
    id: 'l',
    label: '合计',
    scope: 'sources' as const,
    of: '',
    ids: ['asset-1', 'support-1', 'asset-2'],
    most: { share: '0.5', fen: null },
    least: null,
    source: '',
  };
  const fund = newSupportItem('support-2', 'risk-pool', '虚构资金池');
  const record = smallCase();
  const open = openCase({
    ...record,
    sections: {
      ...record.sections,
      collateral: {
        ...plain,
        items: [
          newCollateralItem('asset-1', 'RE_FACTORY', '虚构厂房'),
          { ...newCollateralItem('asset-2', 'RE_LAND', '虚构土地'), ranksAfter: ['asset-1'] },
        ],
        support: [
          newSupportItem('support-1', 'guarantee', '虚构担保'),
          { ...fund, loss: { ...fund.loss, kind: 'compensates' as const, party: 'support-1' } },
        ],
        ask: {
          ...plain.ask,
          limits: [limit],
          together: [{ id: 'g', label: '', members: ['asset-1', 'asset-2'] }],
        },
      },
    },
  });
  removeItem(open, 'asset-1');
  removeSupport(open, 'support-1');
  const { items, support, ask } = open.record.sections.collateral;
  expect(items.map(({ id, ranksAfter }) => [id, ranksAfter])).toEqual([['asset-2', []]]);
  expect(support.map(({ id, loss }) => [id, loss.party])).toEqual([['support-2', null]]);
  expect(ask.limits[0]?.ids).toEqual(['asset-2']);
  expect(ask.together[0]?.members).toEqual(['asset-2']);
});
