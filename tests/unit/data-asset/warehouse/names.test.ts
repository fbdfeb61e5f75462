import { describe, expect, it } from 'vitest';
import { nameScreen } from '../../../../src/lib/data-asset/detectors/personal-name';
import { HAN_RANGES, namePattern } from '../../../../src/lib/data-asset/warehouse/name-pattern';
import { planWarehouse } from '../../../../src/lib/data-asset/warehouse/plan';
import { DIALECTS } from '../../../../src/lib/data-asset/warehouse/plan-model';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { shippedNames } from '../../../fixtures/name-rule';
import { WORDS, importLines, line, planInput, rowLine } from '../../../fixtures/warehouse';

const RULE = shippedNames();
const text = { integers: 0, texts: 9, numberMin: null, numberMax: null, mean: null, sd: null };
const none = { p01: null, p25: null, p50: null, p75: null, p99: null };

describe('names of people in a warehouse', () => {
  it('the ranges are what the detector takes for Han', () => {
    const han = /\p{Script=Han}/u;
    const listed = (code: number): boolean => HAN_RANGES.some(([from, to]) => code >= from && code <= to);
    for (const [from, to] of HAN_RANGES)
      for (let code = from; code <= to; code += 1)
        expect(han.test(String.fromCodePoint(code)), code.toString(16)).toBe(true);
    // Unicode adds characters beyond U+FFFF only.
    for (let code = 0; code < 0xd800; code += 1)
      if (!listed(code)) expect(han.test(String.fromCodePoint(code)), code.toString(16)).toBe(false);
  });

  it('the pattern says what the detector says', () => {
    const { like, ending, words } = namePattern(RULE);
    const isLike = (value: string): boolean =>
      new RegExp(like ?? '(?!)', 'u').test(value) &&
      !new RegExp(ending ?? '(?!)', 'u').test(value) &&
      !words.includes(value);
    const screen = nameScreen(RULE);
    const second = ['', '一', '伟', '市', '明', '阳', '𠮷', 'a', '号', '々'];
    const heads = [...RULE.surnames, ...RULE.doubleSurnames, '甲', '乙方', '欧', '张A', '1'];
    const values = [
      ...heads.flatMap((head) => second.flatMap((a) => second.map((b) => head + a + b))),
      ...RULE.words,
    ];
    for (const value of values) expect([value, isLike(value)]).toEqual([value, screen.isLike(value)]);
    expect(values.filter(isLike).length).toBeGreaterThan(1000);
  });

  it('a rule without surnames, or with characters that mean something in a pattern, stays harmless', async () => {
    const empty = namePattern({ ...RULE, surnames: "]^\\'", doubleSurnames: [] });
    expect(empty.like).toBeNull();
    expect(namePattern({ ...RULE, endings: ']' }).ending).toBeNull();
    for (const dialect of DIALECTS) {
      const input = planInput({
        dialect,
        words: { ...WORDS, names: { ...RULE, surnames: "]'", doubleSurnames: [] } },
      });
      expect(mustBeOk(await planWarehouse(input)).query).toContain('WHEN 1 = 0 THEN 1');
    }
  });

  it('a suspected column is told, and lists nothing even where the owner named it', () => {
    const top = JSON.stringify([
      ['王伟', '5'],
      ['李娜', '4'],
    ]);
    const at = (part: object) =>
      mustBeOk(importLines([rowLine(), line(1, 'flow', { ...text, ...none, distinct: 2, top, ...part })]))
        .columns[0];
    expect(at({ names: 9, nameKinds: 2 })).toMatchObject({
      detected: [{ kind: 'personalName', matches: 9, valid: null }],
      top: [],
      topComplete: false,
    });
    // One different name is a word; of ten different values two are no column of names.
    expect(at({ names: 5, nameKinds: 1 })?.detected).toEqual([]);
    expect(at({ names: 2, nameKinds: 2, distinct: 9 })?.detected).toEqual([]);
    expect(at({ names: 0, nameKinds: 0 })?.top).toHaveLength(2);
  });

  it('a result of an earlier query says that names were not looked for', () => {
    const earlier = { schema: 'zhiya.warehouse-profile/1', names: null, nameKinds: null };
    const profile = mustBeOk(importLines([rowLine(earlier), line(1, 'flow', earlier)]));
    expect(profile.method).toBe('profile-warehouse-clickhouse@1');
    expect(profile.note).toContain('姓名没有筛查');
    expect(mustBeOk(importLines([rowLine(), line(1, 'flow')])).note).toContain('疑似姓名按姓氏与字数筛查');
  });

  it.each([
    [{ names: 2, nameKinds: 1 }, '多于文字'],
    [{ names: 0, nameKinds: 1 }, '对不上'],
    [{ names: 1, nameKinds: 0 }, '对不上'],
    [{ names: null, nameKinds: 0 }, '像姓名的个数'],
  ])('refuses %j', (part, message) => {
    const read = importLines([rowLine(), line(1, 'flow', part)]);
    expect(read.ok ? '' : read.failure.message).toContain(message);
  });
});
