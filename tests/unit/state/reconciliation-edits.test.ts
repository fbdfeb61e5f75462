import { describe, expect, it } from 'vitest';
import { choiceOf, dropChoice, setConclusion, setWeight } from '../../../src/lib/state/reconciliation-edits';
import { missingFrom } from '../../../src/lib/state/weighing';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

const METHODS = [
  { id: 'forecast-1', title: '许可费节省法' },
  { id: 'cost-1', title: '成本法' },
];

describe('weighing methods', () => {
  it('names all that is missing, in the order of the form', () => {
    const open = openCase(smallCase());
    expect(missingFrom(choiceOf(open, '产品'), METHODS)).toEqual([
      '许可费节省法的权重（不采用填 0）',
      '成本法的权重（不采用填 0）',
      '调和的总理由',
      '由谁调和',
    ]);
    setWeight(open, '产品', 'forecast-1', '0.7', '');
    setWeight(open, '产品', 'cost-1', '0.2', '下限');
    setConclusion(open, '产品', { by: '经办' });
    expect(missingFrom(choiceOf(open, '产品'), METHODS)).toEqual([
      '许可费节省法的理由',
      '权重合计为 90 %，须恰好 100 %',
      '调和的总理由',
    ]);
  });

  it('is complete with weights that sum to exactly 1, also where doubles do not', () => {
    const open = openCase(smallCase());
    const three = [...METHODS, { id: 'market-1', title: '市场法' }];
    setWeight(open, '产品', 'forecast-1', '0.1', '甲');
    setWeight(open, '产品', 'cost-1', '0.2', '乙');
    setWeight(open, '产品', 'market-1', '0.7', '丙');
    setConclusion(open, '产品', { reason: '各有侧重' });
    setConclusion(open, '产品', { by: '经办' });
    expect(missingFrom(choiceOf(open, '产品'), three)).toEqual([]);
  });

  it('keeps the place of a weight that is changed', () => {
    const open = openCase(smallCase());
    setWeight(open, '产品', 'forecast-1', '0.5', '甲');
    setWeight(open, '产品', 'cost-1', '0.5', '乙');
    setWeight(open, '产品', 'forecast-1', '0.4', '甲改');
    expect(choiceOf(open, '产品').weights.map(({ entry }) => entry)).toEqual(['forecast-1', 'cost-1']);
    setWeight(open, '产品', 'forecast-1', null, '');
    expect(choiceOf(open, '产品').weights.map(({ entry }) => entry)).toEqual(['cost-1']);
  });

  it('leaves nothing behind when it is taken back', () => {
    const open = openCase(smallCase());
    setWeight(open, '产品', 'forecast-1', '1', '甲');
    setConclusion(open, '别的', { by: '经办' });
    dropChoice(open, '产品');
    expect(open.record.sections.patents.reconciliations).toMatchObject([{ product: '别的' }]);
  });
});
