import type { Figure, Subject } from '../../case/exchange';
import type { CaseRecord } from '../../case/case-record';
import type { Method } from '../../case/method';
import type { PatentsSection } from '../../case/patents-section';
import { type Result, fail, ok } from '../../kernel/result';
import { type TraceNode, derive, walkTrace } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { figureOf, productLeaf, refusedTrace, useOf } from './entry-figures';
import { type PoolPart, poolOffers } from './pool-offer';
import { type ProductOutcome, productFigureId, productOutcomes } from './product-values';
import { modelEntries } from './value-case';

export const RECONCILIATION_METHOD = 'patent.reconciliation@1';

const LABEL = '产品价值';

const subjectOf = ({ value, patents }: ProductOutcome): Subject => ({
  kind: 'patent-pool',
  id: [...value.entries].sort()[0] ?? '',
  title: `${value.product}（${patents.length} 件专利）`,
});

const valueTrace = (section: PatentsSection, { value, withheld }: ProductOutcome): TraceNode => {
  if (value.trace !== null) return value.trace;
  const [first] = value.entries;
  if (withheld === null || first === undefined) throw new Error('reason of an open product expected');
  return refusedTrace(productFigureId(value.entries), `${LABEL} · ${value.product}`, withheld, [
    productLeaf(useOf(section, first)),
  ]);
};

/** Ends of a reconciled value: the methods' own ends under the same weights. */
const endFigures = (outcome: ProductOutcome, trace: TraceNode): readonly Figure[] => {
  const { value } = outcome;
  if (value.state !== 'reconciled' || value.reconciliation?.ok !== true) return [];
  const { envelopeLowFen, envelopeHighFen } = value.reconciliation.value;
  const weights = [...walkTrace(trace)].filter(
    ({ id }) => id.startsWith(`${trace.id}/`) && id.endsWith('/weight'),
  );
  return (['low', 'high'] as const).map((end) =>
    figureOf(
      subjectOf(outcome),
      RECONCILIATION_METHOD,
      end === 'low' ? '敏感性低端' : '敏感性高端',
      derive({
        id: `${trace.id}/${end}`,
        label: `${end === 'low' ? '敏感性低端' : '敏感性高端'} · ${value.product}`,
        value: end === 'low' ? value.lowFen : value.highFen,
        unit: 'fen',
        formula: `各方法的${end === 'low' ? '低端' : '高端'}按同样的权重合计`,
        rounding: '四舍五入到分',
        note: `敏感性范围，不是概率分位数；有权重的各方法中最${end === 'low' ? `低为 ${envelopeLowFen}` : `高为 ${envelopeHighFen}`} 分`,
        children: weights,
      }),
    ),
  );
};

const disagreementFigures = (outcome: ProductOutcome): readonly Figure[] => {
  const { disagreement, gap, product } = outcome.value;
  if (disagreement?.ok !== true) return [];
  const { trace } = disagreement.value;
  const lines = gap?.lines.map(({ label, shareFen }) => `${label} ${shareFen} 分`).join('；') ?? '';
  const note = [trace.note, lines === '' ? undefined : `最大差距的来源：${lines}`].filter(
    (part) => part !== undefined,
  );
  return [
    figureOf(
      subjectOf(outcome),
      RECONCILIATION_METHOD,
      '各方法分歧度',
      { ...trace, label: `各方法分歧度 · ${product}`, note: note.join('。') },
      'none',
    ),
  ];
};

const productFigures = (section: PatentsSection, outcome: ProductOutcome): readonly Figure[] => {
  const trace = valueTrace(section, outcome);
  return [
    figureOf(subjectOf(outcome), RECONCILIATION_METHOD, LABEL, trace),
    ...endFigures(outcome, trace),
    ...disagreementFigures(outcome),
  ];
};

const partValue = ({ value, withheld }: ProductOutcome): Result<{ valueFen: string; trace: TraceNode }> => {
  if (value.valueFen !== null && value.trace !== null)
    return ok({ valueFen: value.valueFen, trace: value.trace });
  if (withheld === null) throw new Error('reason of an open product expected');
  return fail(withheld);
};

const partOf = (outcome: ProductOutcome): PoolPart => {
  const { value, patents, withheld } = outcome;
  const verb = value.state === 'none' ? '未能估值' : '没有定值';
  return {
    product: value.product,
    patents,
    value: partValue(outcome),
    openBecause: withheld === null ? '' : `“${value.product}”${verb}：${withheld.message}`,
  };
};

/** The figures of `patent.reconciliation` without its offer, for whoever offers nothing. */
export const reconciledFigures = (caseRecord: CaseRecord, rules: RulesAt): readonly Figure[] => {
  const section = caseRecord.sections.patents;
  const entries = modelEntries(caseRecord, rules);
  return productOutcomes(section, rules, entries).flatMap((outcome) => productFigures(section, outcome));
};

/**
 * The value that counts, product by product: `patent-product/<first entry id>` in 分, `…/disagreement` where methods stand
 * side by side, `…/low` and `…/high` of a reconciled value. One method counts by itself; several only as a person weighed
 * them with written reasons, else the value is withheld. Makes the offer `offer/patent-pool` from the products whose
 * patents all lie in the pledge.
 */
export const reconciliationMethod: Method = {
  id: RECONCILIATION_METHOD,
  title: '产品价值：单一方法或调和，及质押专利组合的供给',
  needs: ['patent.relief-from-royalty', 'patent.value-methods'],
  run({ caseRecord, rules }) {
    const section = caseRecord.sections.patents;
    const outcomes = productOutcomes(section, rules, modelEntries(caseRecord, rules));
    return {
      figures: outcomes.flatMap((outcome) => productFigures(section, outcome)),
      findings: [],
      offers: poolOffers(section, outcomes.map(partOf)),
    };
  },
};
