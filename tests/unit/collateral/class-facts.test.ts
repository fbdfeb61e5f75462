import { expect, it } from 'vitest';
import { classFacts } from '../../../src/lib/collateral/class-facts';
import { ASSET_CLASS_CODES } from '../../../src/lib/rulebook/collateral-rules';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { inputOf } from './build-case';

const { rules } = inputOf({});

it.each(ASSET_CLASS_CODES)('%s：登记、材料、上限、折扣、处置时间都说得出', (code) => {
  const facts = mustBeOk(classFacts(rules, code));
  expect(facts.registries.length).toBeGreaterThan(0);
  expect(facts.documents.length).toBeGreaterThan(0);
  expect(Number(facts.defaultCap)).toBeLessThanOrEqual(Number(facts.hardMax));
  for (const ratio of [facts.haircut, facts.costRate]) {
    expect(Number(ratio)).toBeGreaterThanOrEqual(0);
    expect(Number(ratio)).toBeLessThanOrEqual(1);
  }
  expect(Number(facts.disposalYears)).toBeGreaterThan(0);
});

it('工业厂房：默认 60%，最高 70%，不动产登记机构，约 2 年', () => {
  expect(mustBeOk(classFacts(rules, 'RE_FACTORY'))).toMatchObject({
    defaultCap: '0.6',
    hardMax: '0.7',
    registries: ['不动产登记机构'],
    disposalYears: '2',
  });
});

it('不认识的类别点名', () => {
  expect(classFacts(rules, 'NO_SUCH')).toMatchObject({ ok: false, failure: { code: 'E_CLASS_UNKNOWN' } });
});
