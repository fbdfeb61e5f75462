import { describe, expect, it } from 'vitest';
import { memorySource, readBag, writeBag } from '../../../src/lib/container/bagit';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { readCanonical } from '../../../src/lib/review/canonical-reading';
import { comparePackages } from '../../../src/lib/review/compare-packages';
import { jsonChanges } from '../../../src/lib/review/json-changes';
import { smallCase } from '../../fixtures/small-case';
import { completePackage, edit, repacked } from '../../fixtures/small-package';

const original = completePackage();

const withNeed = () => {
  const base = smallCase();
  const { enterprise } = base.sections;
  const need = { ...enterprise.need, amountFen: '9000000000' };
  return { ...base, sections: { ...base.sections, enterprise: { ...enterprise, need } } };
};

describe('two packages', () => {
  it('the same package has no change, wherever its bytes lie', async () => {
    const { bytes } = await original;
    const compared = mustBeOk(await comparePackages(bytes, memorySource(bytes)));
    expect(compared.same).toBe(true);
    expect(Object.values(compared.changes).flat()).toEqual([]);
  });

  it('another need: the field, the figure that follows from it, and the documents that print it', async () => {
    const after = await completePackage(withNeed());
    const { same, changes, unread } = mustBeOk(await comparePackages((await original).bytes, after.bytes));
    expect([same, unread]).toEqual([false, []]);
    expect(changes.inputs).toEqual([
      { path: 'sections.enterprise.need.amountFen', title: '', before: '4500000000', after: '9000000000' },
    ]);
    // 45,000,000 − 18,400,000 and 90,000,000 − 18,400,000 yuan, in 分.
    expect(changes.figures).toMatchObject([
      { path: 'test/open-amount', before: '2660000000 fen', after: '7160000000 fen' },
    ]);
    expect(changes.documents.map(({ path }) => path)).toContain('documents/04_内部估值表.docx');
    expect([changes.rules, changes.attachments]).toEqual([[], []]);
  });

  it('a rule value, an attachment and a derivation that differ are each said where they are', async () => {
    const { bytes } = await original;
    const changed = await repacked(bytes, (payload) => {
      edit(payload, 'results/figures.json', '"需求 − 质押金额"', '"需求 − 担保金额"');
      const path = [...payload.keys()].find((name) => name.startsWith('inputs/files/')) ?? '';
      payload.set(path, encodeUtf8('换过的附件'));
    });
    const { changes } = mustBeOk(await comparePackages(bytes, changed));
    expect(changes.figures).toMatchObject([{ path: 'test/open-amount' }]);
    expect(changes.figures[0]?.before).toContain('所示相同，依据或推导不同');
    expect(changes.attachments).toHaveLength(1);
    expect(changes.inputs).toEqual([]);
  });

  it('what is no package is refused, and which of the two it is', async () => {
    const compared = await comparePackages((await original).bytes, encodeUtf8('x'));
    expect(compared.ok ? '' : compared.failure.message).toContain('后一个包');
    const { payload, bagInfo } = mustBeOk(await readBag((await original).bytes));
    const bare = await writeBag({ payload: new Map([...payload].slice(0, 1)), bagInfo });
    const partly = mustBeOk(await comparePackages(bare.bytes, (await original).bytes));
    expect(partly.unread.length).toBeGreaterThan(0);
  });
});

describe('jsonChanges', () => {
  it('matches elements by id, others by place, and says order', () => {
    const list = (...ids: string[]) => ids.map((id) => ({ id, v: 1 }));
    expect(jsonChanges({ a: list('x', 'y') }, { a: list('x') })).toEqual([
      { path: 'a[y]', before: '{"id":"y","v":1}', after: null },
    ]);
    expect(jsonChanges(list('x', 'y'), list('y', 'x'))).toEqual([{ path: '', before: 'x y', after: 'y x' }]);
    expect(jsonChanges({ a: [1, 2] }, { a: [1, 3, 4] })).toEqual([
      { path: 'a[1]', before: '2', after: '3' },
      { path: 'a[2]', before: null, after: '4' },
    ]);
    expect(jsonChanges({ a: '1' }, { a: 1 })).toEqual([{ path: 'a', before: '1', after: '1' }]);
    expect(jsonChanges({ a: null }, {})).toEqual([{ path: 'a', before: 'null', after: null }]);
  });
});

describe('readCanonical', () => {
  const LIMITS = { maxDepth: 5, maxKeys: 100, maxLength: 1_000 };
  it.each([
    ['{"a":[1,"二",null],"b":{"c":true}}', true],
    ['{"b":1,"a":2}', false],
    ['{"a": 1}', false],
    ['{"a":1.0}', false],
    ['{"a":"\\u4e8c"}', false],
    ['{"10":1,"9":2}', true],
    ['null', true],
  ])('%s', (text, canonical) => {
    expect(mustBeOk(readCanonical(text, LIMITS)).canonical).toBe(canonical);
  });

  it.each([
    '{"a":1,"a":2}',
    '{"__proto__":1}',
    '{"a":"\\ud800"}',
    '[[[[[[1]]]]]]',
    '{"a":1}x',
    '{"a":-0}',
    `"${'x'.repeat(1_001)}"`,
    '{',
  ])('refuses what the strict reader refuses: %s', (text) => {
    expect(readCanonical(text, LIMITS).ok).toBe(false);
  });
});
