import { describe, expect, it } from 'vitest';
import { addForecast } from '../../../src/lib/state/patent-edits';
import { setPaper } from '../../../src/lib/state/registration-edits';
import { smallCase } from '../../fixtures/small-case';
import { openCase } from './stand-ins';

describe('forecasts', () => {
  it('begin with the pledged patents and no rate of any kind', () => {
    const open = openCase(smallCase());
    addForecast(open);
    const { forecasts, pledged } = open.record.sections.patents;
    expect(forecasts).toMatchObject([
      { patents: pledged, royaltyRate: null, discountRate: null, taxRate: null },
    ]);
  });

  it('never share an id, also after one was removed', () => {
    const open = openCase(smallCase());
    addForecast(open);
    addForecast(open);
    open.changeSection('patents', (s) => ({ ...s, forecasts: s.forecasts.slice(1) }));
    addForecast(open);
    const ids = open.record.sections.patents.forecasts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('papers of the checklist', () => {
  it('start as absent and keep what was said before', () => {
    const open = openCase(smallCase());
    setPaper(open, 'identity', { note: '原件已核' });
    expect(open.record.sections.registration.papers['identity']).toEqual({
      present: false,
      attachment: null,
      note: '原件已核',
    });
    setPaper(open, 'identity', { present: true });
    expect(open.record.sections.registration.papers['identity']).toMatchObject({
      present: true,
      note: '原件已核',
    });
  });
});
