import type { Figure } from '../../case/exchange';
import type { Method } from '../../case/method';
import type { Worksheet } from '../../case/worksheet';
import { derive, leaf } from '../../kernel/trace';
import { worksheetPath } from '../worksheet/sheet-path';
import type { RateEntry } from './asset-valuation';
import { entryFigures, figureOf } from './entry-figures';
import { rateEntries, worksheetEntries } from './value-case';

export const VALUE_METHODS = 'patent.value-methods@1';

const rateFigure = (
  worksheet: Worksheet | undefined,
  { worksheet: id, title, result }: RateEntry,
): Figure => {
  const product = worksheet?.product ?? '';
  const subject = { kind: 'patent-pool', id, title: product } as const;
  const trace = result.ok
    ? result.value.trace
    : derive({
        id: `patent-rate/${id}`,
        label: `${title} · ${product}`,
        value: null,
        unit: 'ratio',
        note: `${result.failure.message}。${result.failure.remedy}`,
        children: [
          leaf({
            id: `worksheets/${id}/product`,
            label: '用途',
            value: product,
            unit: 'text',
            confidence: 'assumption',
            source: {
              kind: 'field',
              path: `${worksheetPath({ id })}.product`,
              label: `估值工作表 › ${product}`,
            },
          }),
        ],
      });
  return figureOf(subject, VALUE_METHODS, title, trace, 'ratio');
};

/**
 * Values and rates of the worksheets: `patent-value/<worksheetId>` in 分 with `…/low` and `…/high` (the method run again
 * over r ± points and its lead input ± share), `patent-rate/<worksheetId>` as a ratio. Every kind of worksheet is a form
 * (`patent/worksheet`) before an engine of `valuation`. A worksheet that is refused leaves `null` and its reason.
 */
export const worksheetMethod: Method = {
  id: VALUE_METHODS,
  title: '估值工作表：利润分成、增量与超额收益、成本、市场，折现率与分成率',
  needs: [],
  run({ caseRecord, rules }) {
    const section = caseRecord.sections.patents;
    return {
      figures: [
        ...worksheetEntries(caseRecord, rules).flatMap((entry) =>
          entryFigures(section, rules, VALUE_METHODS, entry),
        ),
        ...rateEntries(caseRecord, rules).map((entry) =>
          rateFigure(
            section.worksheets.find(({ id }) => id === entry.worksheet),
            entry,
          ),
        ),
      ],
      findings: [],
      offers: [],
    };
  },
};
