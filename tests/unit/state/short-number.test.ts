import { expect, it } from 'vitest';
import { shortNumber } from '../../../src/lib/state/column-words';
import { figureText } from '../../../src/lib/ui/figure-text';

it.each([
  ['2.1557640934', '2.15576'],
  ['-87.1309823677', '-87.131'],
  ['13118.607785', '13118.61'],
  ['16545.796', '16545.8'],
  ['1234567890123.456', '1234567890123.46'],
  // Nothing of a whole number is ever left out.
  ['12345678901234567890', '12345678901234567890'],
  ['0.0000123456', '0.00001235'],
  ['0.3099506297', '0.31'],
  ['0.28', '0.28'],
  ['-0.5', '-0.5'],
  ['99.999999', '100'],
  ['0', '0'],
  ['2026-09-01 00:00', '2026-09-01 00:00'],
])('%s is shown as %s', (exact, shown) => {
  expect(shortNumber(exact)).toBe(shown);
});

it('counts of figures are grouped as everywhere else on the page', () => {
  expect(['7', '999', '3970', '214386', '-1234567', '12.5'].map((n) => figureText(n, 'count'))).toEqual([
    '7',
    '999',
    '3,970',
    '214,386',
    '-1,234,567',
    '12.5',
  ]);
  expect(figureText(null, 'count')).toBe('未知');
  expect(figureText('20261122', 'text')).toBe('20261122');
});
