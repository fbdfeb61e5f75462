import type { Figure } from '../../case/exchange';
import type { PatentsSection } from '../../case/patents-section';
import type { Failure } from '../../kernel/result';
import { type TraceNode, type Unit, derive, leaf } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import type { RulesAt } from '../../rulebook/model';
import type { Valuation } from '../../valuation/valuation';
import { sensitivityGridRule } from '../../valuation/valuation-rules';
import type { ModelledEntry } from './value-case';
import { type ValueUse, useSubject, valueUses } from './value-use';

/** Figures that every way of valuing leaves. */

export const figureOf = (
  subject: Figure['subject'],
  method: string,
  label: string,
  trace: TraceNode,
  unit: Unit = 'fen',
): Figure => ({
  id: trace.id,
  subject,
  label,
  value: trace.value,
  unit,
  method,
  confidence: trace.confidence,
  trace: { ...trace, method },
});

/** Where the name of the product was written: what an unknown value stands on. */
export const productLeaf = ({ id, product, path }: ValueUse): TraceNode =>
  leaf({
    id: `${path.includes('worksheets') ? 'worksheets' : 'forecasts'}/${id}/product`,
    label: '产品',
    value: product,
    unit: 'text',
    confidence: 'assumption',
    source: { kind: 'field', path: `${path}.product`, label: `估值 › ${product} › 产品` },
  });

/** A value that could not be computed: unknown, with the reason and what to do. */
export const refusedTrace = (
  id: string,
  label: string,
  { message, remedy }: Failure,
  children: readonly TraceNode[],
): TraceNode => derive({ id, label, value: null, unit: 'fen', note: `${message}。${remedy}`, children });

const endTrace = (rules: RulesAt, valuation: Valuation, product: string, end: 'low' | 'high'): TraceNode => {
  const grid = readTyped(rules, 'valuation.sensitivity-grid', sensitivityGridRule);
  return derive({
    id: `${valuation.trace.id}/${end}`,
    label: `${end === 'low' ? '敏感性低端' : '敏感性高端'} · ${product}`,
    value: end === 'low' ? valuation.lowFen : valuation.highFen,
    unit: 'fen',
    formula: `${valuation.sensitivity.basis}，取各格中的${end === 'low' ? '最小值' : '最大值'}`,
    rounding: '四舍五入到分',
    note: '敏感性范围，不是概率分位数',
    children: [valuation.trace, ...(grid.ok ? [ruleLeaf(grid.value.rule)] : [])],
  });
};

export const useOf = (section: PatentsSection, entry: string): ValueUse => {
  const use = valueUses(section).find(({ id }) => id === entry);
  if (use === undefined) throw new Error('entry of the case expected');
  return use;
};

/** `patent-value/<entry>` with `…/low` and `…/high`; one unknown figure with its reason when the entry is refused. */
export const entryFigures = (
  section: PatentsSection,
  rules: RulesAt,
  method: string,
  { entry, title, product, model }: ModelledEntry,
): readonly Figure[] => {
  const use = useOf(section, entry);
  const subject = useSubject(use);
  const label = `${title}估值`;
  if (!model.ok)
    return [
      figureOf(
        subject,
        method,
        label,
        refusedTrace(`patent-value/${entry}`, `${label} · ${product}`, model.failure, [productLeaf(use)]),
      ),
    ];
  const { valuation } = model.value;
  return [
    figureOf(subject, method, label, valuation.trace),
    figureOf(subject, method, '敏感性低端', endTrace(rules, valuation, product, 'low')),
    figureOf(subject, method, '敏感性高端', endTrace(rules, valuation, product, 'high')),
  ];
};
