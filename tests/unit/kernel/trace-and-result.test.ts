import { describe, expect, test } from 'vitest';
import { CONFIDENCE_LABEL, weakest } from '../../../src/lib/kernel/confidence';
import { fail, mapResult, mustBeOk, ok, refuse } from '../../../src/lib/kernel/result';
import { derive, leaf, walkTrace } from '../../../src/lib/kernel/trace';

describe('results', () => {
  test('a refusal carries the rule only when there is one', () => {
    expect(refuse('E_X', '错', '甲', '改')).toEqual({
      ok: false,
      failure: { code: 'E_X', message: '错', path: '甲', remedy: '改' },
    });
    expect(refuse('E_X', '错', '甲', '改', 'r.1')).toEqual(
      fail({ code: 'E_X', message: '错', path: '甲', remedy: '改', rule: 'r.1' }),
    );
  });

  test('mapping changes values and leaves failures alone', () => {
    const refused = refuse('E_X', '错', '', '改');
    expect(mapResult(ok(2), (n) => n * 2)).toEqual(ok(4));
    expect(mapResult(refused, () => 1)).toBe(refused);
  });

  test('a failure where none may be is a bug', () => {
    expect(mustBeOk(ok(1))).toBe(1);
    expect(() => mustBeOk(refuse('E_X', '错', '甲', '改'))).toThrow('E_X 甲: 错');
  });
});

describe('confidence', () => {
  test('the weakest wins, nothing read is verified', () => {
    expect(weakest([])).toBe('verified');
    expect(weakest(['verified', 'assumption', 'secondary'])).toBe('assumption');
    expect(weakest(new Set(['secondary', 'verified'] as const))).toBe('secondary');
    expect(Object.values(CONFIDENCE_LABEL)).toEqual(['已核实', '二手来源', '假设']);
  });
});

describe('traces', () => {
  const value = leaf({ id: 'a', label: '甲', value: '1', unit: 'count', confidence: 'verified' });
  const guess = leaf({ id: 'b', label: '乙', value: null, unit: 'count', confidence: 'assumption' });

  test('a node is as weak as its weakest child or itself', () => {
    const node = (children: (typeof value)[], confidence?: 'secondary') =>
      derive({
        id: 'n',
        label: '和',
        value: '1',
        unit: 'count',
        children,
        ...(confidence === undefined ? {} : { confidence }),
      });
    expect(node([value]).confidence).toBe('verified');
    expect(node([value], 'secondary').confidence).toBe('secondary');
    expect(node([value, guess], 'secondary').confidence).toBe('assumption');
    expect(node([node([node([guess])])]).confidence).toBe('assumption');
  });

  test('walks depth first, root first', () => {
    const tree = derive({
      id: 'root',
      label: '根',
      value: '2',
      unit: 'count',
      children: [derive({ id: 'left', label: '左', value: '1', unit: 'count', children: [value] }), guess],
    });
    expect([...walkTrace(tree)].map((node) => node.id)).toEqual(['root', 'left', 'a', 'b']);
  });
});
