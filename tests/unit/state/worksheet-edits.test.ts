import { describe, expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import type { Worksheet } from '../../../src/lib/case/worksheet';
import type { RowsField } from '../../../src/lib/valuation/sheet/sheet-form';
import { removeForecast, renameProduct, setShare } from '../../../src/lib/state/forecast-edits';
import type { OpenCase } from '../../../src/lib/state/open-case.svelte';
import { addForecast } from '../../../src/lib/state/patent-edits';
import { setConclusion, setWeight } from '../../../src/lib/state/reconciliation-edits';
import {
  askedFields,
  askedRows,
  inputOf,
  rowsOf,
  sheetName,
  withChoice,
  withInput,
  withNewRow,
  withRow,
  withSeries,
  withoutRow,
} from '../../../src/lib/state/sheet-edits';
import {
  addWorksheet,
  changeWorksheet,
  removeWorksheet,
  usersOf,
} from '../../../src/lib/state/worksheet-edits';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

const COST = { kind: 'cost', gives: 'value', title: '成本法' } as const;
const RISK = { kind: 'risk-build-up', gives: 'discount-rate', title: '折现率 · 风险累加法' } as const;
const ADDED: RowsField = {
  key: 'parts',
  label: '构成',
  item: '成本项目',
  choices: [],
  inputs: [],
  series: [],
  fixed: null,
};
const PRESCRIBED: RowsField = {
  ...ADDED,
  key: 'answers',
  fixed: [
    { id: 'one', title: '第一项' },
    { id: 'two', title: '第二项' },
  ],
};

const patents = (open: OpenCase) => open.record.sections.patents;
const sheet = (open: OpenCase, id: string): Worksheet => {
  const found = patents(open).worksheets.find((w) => w.id === id);
  if (found === undefined) throw new Error(`worksheet ${id} expected`);
  return found;
};
const valid = (open: OpenCase): boolean => parseCaseJson(caseJson(open.record)).ok;

describe('worksheets', () => {
  it('take the bundle of the product they stand beside; a derivation has none', () => {
    const open = openCase(smallCase());
    addForecast(open);
    const [forecast] = patents(open).forecasts;
    const bundle = patents(open).pledged.slice(0, 1);
    open.changeSection('patents', (s) => ({
      ...s,
      forecasts: s.forecasts.map((f) => ({ ...f, patents: bundle })),
    }));
    const cost = addWorksheet(open, COST, forecast?.product ?? '');
    const risk = addWorksheet(open, RISK, '本企业');
    expect(sheet(open, cost).patents).toEqual(bundle);
    expect(sheet(open, risk).patents).toEqual([]);
    expect(addWorksheet(open, COST, '另一产品')).not.toBe(cost);
    expect(valid(open)).toBe(true);
  });

  it('keep number, ground and origin of an input apart', () => {
    const open = openCase(smallCase());
    const id = addWorksheet(open, COST, '产品');
    changeWorksheet(open, id, (w) => withInput(w, 'bookCost', { source: '账面' }));
    changeWorksheet(open, id, (w) => withInput(w, 'bookCost', { value: '100' }));
    expect(inputOf(sheet(open, id), 'bookCost')).toEqual({ value: '100', source: '账面', from: null });
    expect(inputOf(sheet(open, id), 'other')).toEqual({ value: null, source: '', from: null });
    changeWorksheet(open, id, (w) => withSeries(w, 'profit', { values: ['1', null, '3'] }));
    changeWorksheet(open, id, (w) => withChoice(withChoice(w, 'a', 'x'), 'b', 'y'));
    changeWorksheet(open, id, (w) => withChoice(w, 'a', ''));
    expect(sheet(open, id).choices).toEqual({ b: 'y' });
    expect(valid(open)).toBe(true);
  });

  it('add and drop rows; a prescribed row exists only once something is said of it', () => {
    const open = openCase(smallCase());
    const id = addWorksheet(open, COST, '产品');
    changeWorksheet(open, id, (w) => withNewRow(withNewRow(w, ADDED), ADDED));
    const [first, second] = rowsOf(sheet(open, id), ADDED);
    changeWorksheet(open, id, (w) => withoutRow(w, ADDED, first?.id ?? ''));
    changeWorksheet(open, id, (w) => withNewRow(w, ADDED));
    const ids = rowsOf(sheet(open, id), ADDED).map((row) => row.id);
    expect(ids).toContain(second?.id);
    expect(new Set(ids).size).toBe(2);

    expect(rowsOf(sheet(open, id), PRESCRIBED).map(({ title }) => title)).toEqual(['第一项', '第二项']);
    changeWorksheet(open, id, (w) =>
      withRow(w, PRESCRIBED, 'two', (row) => withInput(row, 'score', { value: '40' })),
    );
    expect(sheet(open, id).rows['answers']).toMatchObject([
      { id: 'two', title: '第二项', inputs: { score: { value: '40' } } },
    ]);
    expect(rowsOf(sheet(open, id), PRESCRIBED)).toHaveLength(2);
    expect(valid(open)).toBe(true);
  });

  it('leave an empty field behind where a removed one gave the number', () => {
    const open = openCase(smallCase());
    addForecast(open);
    const risk = addWorksheet(open, RISK, '本企业');
    const cost = addWorksheet(open, COST, '产品');
    open.changeSection('patents', (s) => ({
      ...s,
      forecasts: s.forecasts.map((f) => ({ ...f, discountFrom: risk, royaltyFrom: risk })),
    }));
    changeWorksheet(open, cost, (w) => withInput(w, 'r', { from: risk }));
    changeWorksheet(open, cost, (w) => {
      const grown = withNewRow(w, ADDED);
      return withRow(grown, ADDED, rowsOf(grown, ADDED)[0]?.id ?? '', (row) =>
        withInput(row, 'x', { from: risk }),
      );
    });
    setWeight(open, '产品', cost, '1', '唯一');
    expect(usersOf(patents(open), risk)).toEqual(['产品的收益预测', '产品']);
    removeWorksheet(open, risk);
    expect(usersOf(patents(open), risk)).toEqual([]);
    expect(patents(open).forecasts).toMatchObject([{ discountFrom: null, royaltyFrom: null }]);
    expect(inputOf(sheet(open, cost), 'r')).toEqual({ value: null, source: '', from: null });
    removeWorksheet(open, cost);
    expect(patents(open).worksheets).toEqual([]);
    expect(patents(open).reconciliations).toEqual([]);
  });

  it('are not named twice', () => {
    expect(sheetName('成本法', '产品')).toBe('成本法 · 产品');
    expect(sheetName(RISK.title, RISK.title)).toBe(RISK.title);
  });
});

describe('a product', () => {
  it('is renamed with all its methods and what was said of them', () => {
    const open = openCase(smallCase());
    addForecast(open);
    addWorksheet(open, COST, '产品');
    addWorksheet(open, COST, '别的');
    setConclusion(open, '产品', { reason: '各有侧重' });
    renameProduct(open, patents(open).forecasts[0]?.id ?? '', '玻璃纸');
    const { forecasts, worksheets, reconciliations } = patents(open);
    expect(forecasts.map(({ product }) => product)).toEqual(['玻璃纸']);
    expect(worksheets.map(({ product }) => product)).toEqual(['玻璃纸', '别的']);
    expect(reconciliations).toMatchObject([{ product: '玻璃纸', reason: '各有侧重' }]);
  });

  it('is renamed for one forecast alone while two bear the name', () => {
    const open = openCase(smallCase());
    addForecast(open);
    addForecast(open);
    const [first, second] = patents(open).forecasts;
    open.changeSection('patents', (s) => ({
      ...s,
      forecasts: s.forecasts.map((f) => ({ ...f, product: '产品' })),
    }));
    addWorksheet(open, COST, '产品');
    renameProduct(open, second?.id ?? '', '只改这一个');
    expect(patents(open).forecasts).toMatchObject([
      { id: first?.id, product: '产品' },
      { product: '只改这一个' },
    ]);
    expect(patents(open).worksheets).toMatchObject([{ product: '产品' }]);
  });

  it('loses the weight of a forecast that is removed', () => {
    const open = openCase(smallCase());
    addForecast(open);
    const id = patents(open).forecasts[0]?.id ?? '';
    const cost = addWorksheet(open, COST, '产品');
    setWeight(open, '产品', id, '0.6', '甲');
    setWeight(open, '产品', cost, '0.4', '乙');
    removeForecast(open, id);
    expect(patents(open).reconciliations).toEqual([
      { product: '产品', weights: [{ entry: cost, weight: '0.4', reason: '乙' }], reason: '', by: '' },
    ]);
  });
});

describe('contribution shares', () => {
  it('stand in the order of the bundle and are taken back one by one', () => {
    const open = openCase(smallCase());
    addForecast(open);
    const forecast = () => {
      const [first] = patents(open).forecasts;
      if (first === undefined) throw new Error('forecast expected');
      return first;
    };
    const [a, b] = ['p-1', 'p-2'] as const;
    open.changeSection('patents', (s) => ({
      ...s,
      forecasts: s.forecasts.map((f) => ({ ...f, patents: [a, b] })),
    }));
    setShare(open, forecast(), b, '0.3');
    setShare(open, forecast(), a, '0.7');
    expect(forecast().shares.map(({ patent }) => patent)).toEqual([a, b]);
    setShare(open, forecast(), b, null);
    expect(forecast().shares).toEqual([{ patent: a, share: '0.7', source: '' }]);
  });
});

describe('fields that a choice asks for', () => {
  const when = { choice: 'by', value: 'items' };
  const fields = {
    choices: [],
    inputs: [
      { key: 'always', label: '', unit: 'none', optional: true, hint: '', from: [] },
      { key: 'sometimes', label: '', unit: 'none', optional: true, hint: '', from: [], when },
    ],
    series: [{ key: 'years', label: '', unit: 'none', hint: '', when }],
  } as const;
  const part = { choices: {}, inputs: {}, series: {} };
  const shown = (given: Parameters<typeof askedFields>[1]): readonly string[] => {
    const { inputs, series } = askedFields(fields, given);
    return [...inputs, ...series].map(({ key }) => key);
  };

  it('are left out under another choice, but never while something stands in them', () => {
    expect(shown(part)).toEqual(['always']);
    expect(shown({ ...part, choices: { by: 'items' } })).toEqual(['always', 'sometimes', 'years']);
    expect(shown(withInput(part, 'sometimes', { value: '1' }))).toEqual(['always', 'sometimes']);
    expect(shown(withSeries(part, 'years', { values: ['1'] }))).toEqual(['always', 'years']);
    expect(askedRows([{ ...ADDED, when }], worksheetOf({}))).toEqual([]);
    expect(askedRows([{ ...ADDED, when }], worksheetOf({ by: 'items' }))).toHaveLength(1);
  });
});

const worksheetOf = (choices: Readonly<Record<string, string>>) => ({
  id: 'w-1',
  choices: { ...choices },
  inputs: {},
  series: {},
  rows: {},
  note: '',
});
