import type { Figure } from '../../case/exchange';
import type { Method } from '../../case/method';
import type { TraceNode } from '../../kernel/trace';
import type { DataAssetValue, DataEntry, SheetFigures } from './asset-value';
import { evaluateData } from './evaluate-data';
import { figureOf, refusedTrace, subjectOf } from './value-figures';
import { FIRST, LATEST, SECOND, type ValueVersion } from './value-version';

/** `method@version` of the values of worksheets. */
export const DATA_VALUE = 'data-asset.value@3';

type Told = (value: DataAssetValue, label: string, trace: TraceNode, unit?: Figure['unit']) => Figure;

const teller =
  (method: string): Told =>
  (value, label, trace, unit) =>
    figureOf(subjectOf(value), method, label, trace, unit);

const simulated = (
  figure: Told,
  value: DataAssetValue,
  title: string,
  { simulation }: SheetFigures,
): readonly Figure[] =>
  simulation?.ok === true
    ? [
        figure(value, `${title} P25`, simulation.value.p25.trace),
        figure(value, `${title} P50`, simulation.value.p50.trace),
      ]
    : [];

const entryFigures = (
  figure: Told,
  value: DataAssetValue,
  { entry, title, result }: DataEntry,
): readonly Figure[] => {
  const id = `data-value/${value.asset}/${entry}`;
  if (!result.ok) return [figure(value, `${title}估值`, refusedTrace(value, id, title, result.failure))];
  const { value: point, simulation, effects } = result.value;
  const range =
    simulation?.ok === true
      ? { interval: { low: simulation.value.p10.fen, high: simulation.value.p90.fen } }
      : {};
  return [
    { ...figure(value, `${title}估值`, point.trace), ...range },
    ...simulated(figure, value, title, result.value),
    effects.ok
      ? {
          ...figure(value, `${title}估值（扣除重复、重叠与不可用个人信息后）`, effects.value.after.trace),
          ...(effects.value.upper === null
            ? {}
            : { interval: { low: effects.value.after.fen, high: effects.value.upper.fen } }),
        }
      : figure(
          value,
          `${title}估值（扣除重复、重叠与不可用个人信息后）`,
          refusedTrace(value, `${id}/effective`, title, effects.failure, 'fen', [point.trace]),
        ),
  ];
};

const optionFigures = (figure: Told, value: DataAssetValue): readonly Figure[] =>
  value.options.map(({ entry, title, result }) =>
    figure(
      value,
      `${title}（单列，不计入估值）`,
      result.ok
        ? result.value.trace
        : refusedTrace(value, `data-option/${value.asset}/${entry}`, title, result.failure),
    ),
  );

/** Worksheets that give a rate, a share or a number of records; what is measured is no figure of pricing. */
const givenFigures = (figure: Told, value: DataAssetValue): readonly Figure[] =>
  value.givers
    .filter(({ id, kind }) => id !== kind)
    .map(({ id, name, unit, result }) =>
      figure(
        value,
        name,
        result.ok
          ? result.value.trace
          : refusedTrace(value, `data-given/${value.asset}/${id}`, name, result.failure, unit),
        unit,
      ),
    );

const methodOf = (id: string, version: ValueVersion): Method => ({
  id,
  title: '数据资产估值工作表：成本、收益、市场、德阳协商与实物期权，模拟与价格影响',
  needs: [],
  run: ({ caseRecord, rules }) => {
    const figure = teller(id);
    return {
      figures: evaluateData(caseRecord, rules, version).flatMap((value) => [
        ...value.entries.flatMap((entry) => entryFigures(figure, value, entry)),
        ...optionFigures(figure, value),
        ...givenFigures(figure, value),
      ]),
      findings: [],
      offers: [],
    };
  },
});

/**
 * Values of the worksheets of every data asset: `data-value/<asset>/<worksheet>` in 分 (interval P10–P90 where it was
 * simulated), `…/pledge-quantile` (P25), `…/p50`, `…/effective` (after duplicates, overlap and personal data; interval where
 * a share is estimated, the figure being its low end); `data-option/<asset>/<worksheet>`, never part of a value;
 * `data-given/<asset>/<worksheet>`. A worksheet that is refused leaves `null` and its reason. Nothing for an asset without
 * worksheets.
 */
export const dataValueMethod: Method = methodOf(DATA_VALUE, LATEST);

/** Took an estimated share of duplicates as a point. */
export const dataValueMethod1: Method = methodOf('data-asset.value@1', FIRST);

/** Read data quality by its first version. */
export const dataValueMethod2: Method = methodOf('data-asset.value@2', SECOND);
