import { describe, expect, it } from 'vitest';
import { newForecast, newWorksheet } from '../../../src/lib/case/new-case';
import type { Worksheet } from '../../../src/lib/case/worksheet';
import { mustBeOk } from '../../../src/lib/kernel/result';
import type { WorksheetForm } from '../../../src/lib/patent/worksheet/worksheet-form';
import { enteredUnit } from '../../../src/lib/state/entered-units';
import { forecastLines, worksheetLines } from '../../../src/lib/state/valuation-sheet';
import { withInput, withNewRow, withRow, withSeries } from '../../../src/lib/state/sheet-edits';
import { lineScale } from '../../../src/lib/ui/line-scale';
import { smallCase } from '../../fixtures/small-case';

const section = smallCase().sections.patents;

describe('units of worksheet fields', () => {
  it('take 万元 and per cent, and show the same again', () => {
    const fen = enteredUnit('fen');
    expect(mustBeOk(fen.read('1,200.5'))).toBe('1200500000');
    expect(fen.show('1200500000')).toBe('1200.5');
    expect(mustBeOk(fen.read('-30'))).toBe('-30000000');
    const ratio = enteredUnit('ratio');
    expect(mustBeOk(ratio.read('2.5%'))).toBe('0.025');
    expect(ratio.show('0.025')).toBe('2.5');
  });

  it('refuse what is not a number of that unit, with a remedy', () => {
    for (const [unit, text] of [
      ['fen', '一大笔'],
      ['ratio', '2.5万'],
      ['year', '-1'],
      ['day', '1.5'],
      ['none', '2E5'],
    ] as const) {
      const read = enteredUnit(unit).read(text);
      expect(read.ok, unit).toBe(false);
      if (!read.ok) expect(read.failure.remedy, unit).not.toBe('');
    }
    for (const unit of ['fen', 'ratio', 'year', 'day', 'none'] as const)
      expect(mustBeOk(enteredUnit(unit).read('')), unit).toBeNull();
  });
});

describe('lines of the printed sheet', () => {
  const given = { section, rates: [] };

  it('say 未填 for what nobody said, never a number', () => {
    const lines = forecastLines(newForecast('f-1', '产品', []), given);
    const valueOf = (label: string) => lines.find((line) => line.label.startsWith(label))?.value;
    for (const label of ['净销售额', '许可费率 k', '折现率 r', '所得税率 T', '经济寿命'])
      expect(valueOf(label), label).toBe('未填');
  });

  it('print entered numbers in the unit of the form, rows by their title, and leave out what may be left out', () => {
    const form: WorksheetForm = {
      kind: 'cost',
      title: '成本法',
      gives: 'value',
      approach: 'cost',
      help: '',
      choices: [{ key: 'how', label: '算法', options: [{ value: 'parts', label: '逐项重置' }] }],
      inputs: [
        { key: 'rate', label: '贬值率', unit: 'ratio', optional: false, hint: '', from: [] },
        { key: 'book', label: '账面成本', unit: 'fen', optional: true, hint: '', from: [] },
      ],
      series: [{ key: 'profit', label: '利润', unit: 'fen', hint: '' }],
      rows: [
        {
          key: 'parts',
          label: '构成',
          item: '成本项目',
          choices: [],
          inputs: [{ key: 'amount', label: '金额', unit: 'fen', optional: false, hint: '', from: [] }],
          series: [],
          fixed: null,
        },
      ],
    };
    const [rows] = form.rows;
    if (rows === undefined) throw new Error('rows expected');
    let sheet: Worksheet = { ...newWorksheet('cost-1', 'cost', '产品', []), choices: { how: 'parts' } };
    sheet = withInput(sheet, 'rate', { value: '0.2', source: '按年限' });
    sheet = withSeries(sheet, 'profit', { values: ['10000000', null], source: '' });
    sheet = { ...sheet, ...withNewRow(sheet, rows) };
    const id = sheet.rows['parts']?.[0]?.id ?? '';
    sheet = {
      ...sheet,
      ...withRow(sheet, rows, id, (row) => ({
        ...withInput(row, 'amount', { value: '5000000000', source: '工时表' }),
        title: '人工',
      })),
    };
    expect(worksheetLines(sheet, form, given)).toEqual([
      { label: '算法', value: '逐项重置', source: null },
      { label: '贬值率', value: '20 %', source: '按年限' },
      { label: '利润（万元）', value: '第 1 年 10；第 2 年 未填', source: '' },
      { label: '人工 › 金额', value: '5,000 万元', source: '工时表' },
    ]);
  });
});

describe('places on a drawn line', () => {
  it('run from 0 to the highest amount, and from the lowest where asked; unknown has no place', () => {
    const line = lineScale(['50', '200', null]);
    expect([line.at('50'), line.at('200'), line.at(null)]).toEqual([0.25, 1, null]);
    const tight = lineScale(['50', '200'], false);
    expect([tight.at('50'), tight.at('125'), tight.at('200')]).toEqual([0, 0.5, 1]);
    expect(lineScale(['7'], false).at('7')).toBe(0.5);
    expect(lineScale([]).at(null)).toBeNull();
  });
});
