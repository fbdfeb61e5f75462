import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import type { TraceNode } from '../../src/lib/kernel/trace';
import type { Figure } from '../../src/lib/case/exchange';
import { resultsJson } from '../fixtures/results-table-json';
import { plainJson } from '../../src/lib/review/plain-json';
import { figureTable } from '../../src/lib/review/results-schema';
import { isTidyTable, withTraces } from '../../src/lib/review/results-table';

const name = fc.constantFrom('甲', '乙', '丙', '__proto__');

/** Few names, so that many nodes are equal. */
const { trace } = fc.letrec<{ trace: TraceNode }>((tie) => ({
  trace: fc.record(
    {
      id: name,
      label: name,
      value: fc.option(name),
      unit: fc.constant('text' as const),
      formula: name,
      confidence: fc.constantFrom('verified', 'assumption'),
      children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('trace'), { maxLength: 3 })),
    },
    { requiredKeys: ['id', 'label', 'value', 'unit', 'confidence', 'children'] },
  ),
}));

const figure: fc.Arbitrary<Figure> = trace.map((node) => ({
  id: node.id,
  subject: { kind: 'case', id: 'c-1', title: '虚构案卷' },
  label: node.label,
  value: node.value,
  unit: node.unit,
  method: 'test.figure@1',
  confidence: node.confidence,
  trace: node,
}));

test('results come back from the table exactly as they went in', () => {
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 6 }), (figures) => {
      const { items, nodes } = v.parse(figureTable, resultsJson(figures));
      expect(isTidyTable(items, nodes)).toBe(true);
      const back = withTraces(items, nodes);
      expect(back.ok && canonicalJson(plainJson(back.value))).toBe(canonicalJson(plainJson(figures)));
    }),
    { numRuns: 200 },
  );
});
