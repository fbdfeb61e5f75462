import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/lib/kernel/canonical-json';
import { type TraceNode, derive, leaf } from '../../../src/lib/kernel/trace';
import { resultsJson } from '../../fixtures/results-table-json';
import type { PackedNode } from '../../../src/lib/review/results-schema';
import { isTidyTable, withTraces } from '../../../src/lib/review/results-table';
import { traceIdentity } from '../../../src/lib/review/trace-identity';

const cell = (id: string): TraceNode =>
  leaf({ id, label: id, value: '1', unit: 'count', confidence: 'verified' });
const sum = (id: string, ...children: readonly TraceNode[]): TraceNode =>
  derive({ id, label: id, value: '2', unit: 'count', formula: '1 + 1', children });

const packed = (id: string, ...children: readonly number[]): PackedNode => ({
  id,
  label: id,
  value: null,
  unit: 'none',
  confidence: 'verified',
  children: [...children],
});

const codeOf = (items: readonly { readonly trace: number }[], nodes: readonly PackedNode[]): string => {
  const result = withTraces(items, nodes);
  return result.ok ? 'ok' : result.failure.code;
};

describe('the table of nodes', () => {
  // a and b each once although both results use them; the two roots differ in nothing but a method.
  it('holds every distinct node once, children first, in the order in which they are met', () => {
    const [a, b] = [cell('a'), cell('b')];
    const results = [
      { id: 'r-1', trace: sum('total', sum('part', a, b), b) },
      { id: 'r-2', trace: { ...sum('part', cell('a'), cell('b')), method: 'm@1' } },
    ];
    expect(resultsJson(results)).toMatchObject({
      schema: 'zhiya.results/2',
      items: [
        { id: 'r-1', trace: 3 },
        { id: 'r-2', trace: 4 },
      ],
      nodes: [
        { id: 'a', children: [] },
        { id: 'b', children: [] },
        { id: 'part', children: [0, 1] },
        { id: 'total', children: [2, 1] },
        { id: 'part', method: 'm@1', children: [0, 1] },
      ],
    });
  });

  it('does not depend on the order in which the fields of a node were written', () => {
    const back: TraceNode = {
      children: [],
      confidence: 'verified',
      unit: 'count',
      value: '1',
      label: 'a',
      id: 'a',
    };
    const twice = [{ trace: cell('a') }, { trace: back }];
    expect(canonicalJson(resultsJson(twice))).toContain('"items":[{"trace":0},{"trace":0}]');
  });
});

describe('equality of traces', () => {
  it('is to the last field of the last node, and nothing else', () => {
    const identityOf = traceIdentity();
    const one = identityOf(sum('total', cell('a'), cell('b')));
    expect(identityOf(sum('total', cell('a'), cell('b')))).toBe(one);
    expect(identityOf(sum('total', cell('b'), cell('a')))).not.toBe(one);
    expect(identityOf(sum('total', cell('a')))).not.toBe(one);
    expect(identityOf(sum('total', { ...cell('a'), note: '' }, cell('b')))).not.toBe(one);
  });

  it('looks at a shared node once: 2^60 nodes are compared at once', () => {
    const doubled = (): TraceNode => {
      let node = cell('a');
      for (let i = 0; i < 60; i++) node = sum(`${i}`, node, node);
      return node;
    };
    const identityOf = traceIdentity();
    expect(identityOf(doubled())).toBe(identityOf(doubled()));
  });
});

describe('reading it', () => {
  it('refuses a circle, a later node, a missing node', () => {
    expect(codeOf([{ trace: 0 }], [packed('a', 0)])).toBe('E_TRACE_TABLE');
    expect(codeOf([{ trace: 1 }], [packed('a', 1), packed('b', 0)])).toBe('E_TRACE_TABLE');
    expect(codeOf([{ trace: 1 }], [packed('a')])).toBe('E_TRACE_TABLE');
  });

  // 40 doublings: 2^40 nodes once put in again, from 41 in the file.
  it('refuses what would grow beyond bounds, wide or deep, without growing it', () => {
    const doubling = [packed('0'), ...Array.from({ length: 40 }, (_, i) => packed(`${i + 1}`, i, i))];
    expect(codeOf([{ trace: 40 }], doubling)).toBe('E_TRACE_TABLE');
    const chain = [packed('0'), ...Array.from({ length: 100_000 }, (_, i) => packed(`${i + 1}`, i))];
    expect(codeOf([{ trace: 5 }], chain)).toBe('E_TRACE_TABLE');
    const wide = [packed('0'), { ...packed('1'), children: Array.from({ length: 1_000_000 }, () => 0) }];
    const item = { trace: 1 };
    expect(codeOf([item], wide)).toBe('ok');
    expect(codeOf([item, item, item, item, item], wide)).toBe('E_TRACE_TABLE');
  });

  it('knows a table that no writer of ours would leave', () => {
    const one = [{ trace: 1 }];
    expect(isTidyTable(one, [packed('a'), packed('b', 0)])).toBe(true);
    expect(isTidyTable(one, [packed('a'), packed('b', 0), packed('unused')])).toBe(false);
    expect(isTidyTable(one, [packed('unused'), packed('b')])).toBe(false);
    expect(isTidyTable([{ trace: 2 }], [packed('b'), packed('a'), packed('c', 1, 0)])).toBe(false);
    expect(isTidyTable([{ trace: 2 }], [packed('a'), packed('a'), packed('c', 0, 1)])).toBe(false);
  });
});
