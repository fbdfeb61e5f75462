import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensionScore, qualityScore } from '../../../src/lib/data-asset/quality/score';
import { wilsonInterval } from '../../../src/lib/data-asset/quality/sampling';
import { maskCell } from '../../../src/lib/data-asset/quality/rules/mask';
import { compilePattern } from '../../../src/lib/data-asset/quality/rules/pattern';
import { Decimal } from '../../../src/lib/kernel/decimal';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { passOver, rule } from '../../fixtures/data-quality';

/** Runs of letters, digits or characters beyond ASCII of four or more in `text`. */
const runsOf = (text: string): readonly string[] => {
  const chars = [...text];
  return chars.flatMap((_, i) => {
    const run = chars.slice(i, i + 4);
    return run.length === 4 && run.every((char) => /[\p{L}\p{N}]/u.test(char)) ? [run.join('')] : [];
  });
};

describe('masked examples', () => {
  it('no raw value of four or more characters survives, nor any four of its characters in a row', () => {
    const texts = fc.oneof(
      fc.string({ minLength: 4, maxLength: 60 }),
      fc.string({ unit: 'grapheme', minLength: 4, maxLength: 20 }),
      fc.stringMatching(/^[0-9A-Za-z@._-]{4,30}$/),
    );
    fc.assert(
      fc.property(texts, fc.boolean(), (text, personal) => {
        if ([...text].length < 4 || /^\*+$/.test(text)) return;
        const masked = maskCell(text, personal);
        expect(masked).not.toBe(text);
        for (const run of runsOf(text)) expect(masked.includes(run)).toBe(false);
        if (personal) expect(masked).toMatch(/^\*+…?$/);
        expect([...masked].length).toBe(Math.min(40, [...text].length));
      }),
    );
  });

  it('of letters and digits at most two stay, of long numbers none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-z]{4,30}$/), (text) => {
        const left = [...maskCell(text, false)].filter((char) => char !== '*');
        expect(left.length).toBeLessThanOrEqual(2);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{6,20}$/), (text) => {
        expect(maskCell(text, false)).toBe('*'.repeat(text.length));
      }),
    );
  });
});

describe('patterns', () => {
  const atom = fc.constantFrom(
    ['9', '[0-9]'],
    ['A', '[A-Z]'],
    ['a', '[a-z]'],
    ['.', '[^]'],
    ['[0-9X]', '[0-9X]'],
    ['[^ab]', '[^ab]'],
    ['-', '-'],
    ['\\9', '9'],
  );
  const repeat = fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{2,}');
  const items = fc.array(fc.tuple(atom, repeat), { minLength: 1, maxLength: 5 });
  const patterns = fc.array(items, { minLength: 1, maxLength: 3 }).map((ways) => ({
    own: ways.map((way) => way.map(([[own], times]) => `${own}${times}`).join('')).join('|'),
    regular: ways.map((way) => way.map(([[, regular], times]) => `${regular}${times}`).join('')).join('|'),
  }));

  it('mean what the regular expression of the same form means', () => {
    fc.assert(
      fc.property(patterns, fc.stringMatching(/^[0-9A-Za-z \-X]{0,8}$/), ({ own, regular }, text) => {
        const wanted = new RegExp(`^(?:${regular})$`, 'u').test(text);
        expect(mustBeOk(compilePattern(own))(text)).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });
});

describe('scores', () => {
  const share = fc.integer({ min: 0, max: 1000 }).map((n) => new Decimal(n).div(1000));
  const goodness = fc.tuple(share, share, share).map((three) => {
    const [low, point, high] = [...three].sort((a, b) => a.comparedTo(b));
    return { low: low ?? new Decimal(0), point: point ?? new Decimal(0), high: high ?? new Decimal(0) };
  });
  const indicator = fc.record({
    weight: fc.constantFrom('0', '0.1', '0.2', '0.4'),
    goodness: fc.option(goodness),
  });

  it('every value lies in its interval; measuring more never widens it', () => {
    fc.assert(
      fc.property(fc.array(indicator, { minLength: 1, maxLength: 6 }), goodness, (indicators, found) => {
        const before = dimensionScore(indicators);
        expect(before.low.lte(before.high)).toBe(true);
        if (before.score !== null) {
          expect(before.score.gte(before.low)).toBe(true);
          expect(before.score.lte(before.high)).toBe(true);
        }
        const after = dimensionScore(indicators.map((one) => ({ ...one, goodness: one.goodness ?? found })));
        expect(after.low.gte(before.low)).toBe(true);
        expect(after.high.lte(before.high)).toBe(true);
        expect(after.coverage.eq(1)).toBe(true);
      }),
    );
  });

  it('the geometric mean never exceeds α, and α is there only when every dimension is evaluated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(indicator, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 2 }),
        (dimensions) => {
          const scored = dimensions.map((one) => ({ weight: '0.5', score: dimensionScore(one) }));
          const { alpha, geometric, low, high } = qualityScore(scored, '0.6');
          const evaluated = scored.every(({ score }) => score.score !== null && score.coverage.gte('0.6'));
          expect(alpha !== null).toBe(evaluated);
          if (alpha === null || geometric === null) return;
          expect(alpha.gte(low)).toBe(true);
          expect(alpha.lte(high)).toBe(true);
          expect(geometric.minus(alpha).toNumber()).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('the share of a sample lies in its interval, which narrows with the sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (n, hits) => {
        const k = Math.min(n, hits);
        const one = wilsonInterval(k, n, '1.959963985');
        const four = wilsonInterval(k * 4, n * 4, '1.959963985');
        if (one === null || four === null) throw new Error('interval expected');
        expect(Number(one.low)).toBeLessThanOrEqual(Number(one.share));
        expect(Number(one.high)).toBeGreaterThanOrEqual(Number(one.share));
        expect(Number(four.high) - Number(four.low)).toBeLessThan(Number(one.high) - Number(one.low));
      }),
    );
  });
});

it('counts of rules equal a plain reading of the rows', async () => {
  const cell = fc.constantFrom('', '1', '2', '2.5', '-3', 'x', 'NA', '007', '10');
  const isNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 60 }), async (rows) => {
      const text = `a,b\n${rows.map((row) => row.join(',')).join('\n')}\n`.replaceAll('\n,\n', '\n"",\n');
      const rules = [
        rule({ kind: 'range', column: 'a', min: '0', max: '5' }, '0302', 'r-1'),
        rule({ kind: 'compare', left: 'a', operator: '<=', right: 'b' }, '0402', 'r-2'),
        rule({ kind: 'unique', columns: ['a', 'b'] }, '0304', 'r-3'),
      ];
      const { counts } = mustBeOk(await passOver({ text, rules }));
      const there = (value: string): boolean => value !== '' && value !== 'NA';
      const ranged = rows.filter(([a]) => there(a));
      const both = rows.filter(([a, b]) => there(a) && there(b));
      expect(counts.map(({ applicable, satisfied }) => [applicable, satisfied])).toEqual([
        [ranged.length, ranged.filter(([a]) => isNumber(a) && Number(a) >= 0 && Number(a) <= 5).length],
        [both.length, both.filter(([a, b]) => isNumber(a) && isNumber(b) && Number(a) <= Number(b)).length],
        [both.length, new Set(both.map(([a, b]) => `${a} ${b}`)).size],
      ]);
    }),
    { numRuns: 60 },
  );
});
