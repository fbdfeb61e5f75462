import type { CollateralOffer, Figure } from '../../case/exchange';
import type { Method } from '../../case/method';
import { type TraceNode, derive } from '../../kernel/trace';
import { DATA_IP, offerIdOf } from './asset-pledge';
import type { DataAssetValue } from './asset-value';
import { evaluateData } from './evaluate-data';
import { figureOf, refusedTrace, subjectOf } from './value-figures';
import { FIRST, LATEST, SECOND, type ValueVersion } from './value-version';

/** `method@version` of the value that counts and the pledge base. */
export const DATA_PLEDGE = 'data-asset.pledge-base@3';

type Told = (value: DataAssetValue, label: string, trace: TraceNode, unit?: Figure['unit']) => Figure;

const teller =
  (method: string): Told =>
  (value, label, trace, unit) =>
    figureOf(subjectOf(value), method, label, trace, unit);

const LABEL = '数据资产价值';

/** While the methods are too far apart the weighed amount is told in the reason and is no value. */
const withheldTrace = (value: DataAssetValue): TraceNode => {
  const { withheld, reconciliation } = value;
  if (withheld === null) throw new Error('reason of a withheld value expected');
  const shown = reconciliation?.ok === true ? reconciliation.value.trace : null;
  return refusedTrace(
    value,
    `data-asset-value/${value.asset}`,
    LABEL,
    withheld,
    'fen',
    shown === null ? [] : [{ ...shown, id: `${shown.id}/weighed`, label: '加权结果（不计入）' }],
  );
};

const valueFigures = (figure: Told, value: DataAssetValue): readonly Figure[] => {
  const { reconciliation, alarm } = value;
  const main = figure(value, LABEL, value.value?.trace ?? withheldTrace(value));
  const { lowFen, highFen } = reconciliation?.ok === true ? reconciliation.value : {};
  const ranged =
    value.value !== null && lowFen !== undefined && highFen !== undefined && lowFen !== highFen
      ? { ...main, interval: { low: lowFen, high: highFen } }
      : main;
  return [
    ranged,
    ...(alarm?.ok === true
      ? [
          figure(
            value,
            '与主方法的最大差异',
            { ...alarm.value.trace, label: `与主方法的最大差异 · ${value.title}` },
            'none',
          ),
        ]
      : []),
  ];
};

const pledgeFigures = (figure: Told, value: DataAssetValue): readonly Figure[] => {
  const { pledge, asset } = value;
  if (!pledge.ok)
    return [
      figure(value, '质押基数', refusedTrace(value, `data-pledge-base/${asset}`, '质押基数', pledge.failure)),
    ];
  const { p25, base } = pledge.value;
  return [figure(value, '价值第 25 百分位 V_P25', p25.trace), figure(value, '质押基数', base.trace)];
};

const deyangFigures = (figure: Told, value: DataAssetValue): readonly Figure[] =>
  value.deyang?.ok === true
    ? [
        figure(
          value,
          '德阳协商估值与收益法的差异',
          { ...value.deyang.value.alarm.trace, label: `德阳协商估值与收益法的差异 · ${value.title}` },
          'none',
        ),
      ]
    : [];

const splitFigures = (figure: Told, value: DataAssetValue): readonly Figure[] =>
  value.split?.ok === true
    ? value.split.value.map(({ title, share }) =>
        figure(value, `来源“${title}”的贡献（Shapley）`, share.trace, 'none'),
      )
    : [];

const offerOf = (value: DataAssetValue): CollateralOffer => {
  const { pledge } = value;
  const subject = subjectOf(value);
  const id = offerIdOf({ id: value.asset });
  const trace = pledge.ok
    ? pledge.value.offered.trace
    : derive(refusedTrace(value, id, '可作押品的价值', pledge.failure));
  return {
    id,
    subject,
    assetClass: DATA_IP,
    valueFen: pledge.ok ? pledge.value.offered.fen : null,
    enteredCreditFen: null,
    confidence: trace.confidence,
    trace,
  };
};

/** An asset that nobody prices is offered by nobody. */
const isPriced = ({ entries }: DataAssetValue): boolean => entries.length > 0;

const methodOf = (id: string, version: ValueVersion): Method => ({
  id,
  title: '数据资产价值的调和、质押基数与向押品组合的供给',
  needs: ['data-asset.value'],
  run({ caseRecord, rules }) {
    const figure = teller(id);
    const priced = evaluateData(caseRecord, rules, version).filter(isPriced);
    return {
      figures: priced.flatMap((value) => [
        ...valueFigures(figure, value),
        ...deyangFigures(figure, value),
        ...pledgeFigures(figure, value),
        ...splitFigures(figure, value),
      ]),
      findings: [],
      offers: priced.map(offerOf),
    };
  },
});

/**
 * The value that counts and the pledge base of every priced data asset: `data-asset-value/<asset>` in 分 (interval of the
 * methods' P10–P90 under the same weights), `…/gap` against the main method, `…/p25`, `data-pledge-base/<asset>`,
 * `data-deyang/<asset>/gap`, `data-split/<asset>/share/<source>`. Offer `data-offer.<asset>` of class DATA_IP, unknown while
 * methods are not weighed, more than 30 % apart, not simulated, or an effect is not answered.
 */
export const dataPledgeMethod: Method = methodOf(DATA_PLEDGE, LATEST);

/** Stands on `data-asset.value@1`. */
export const dataPledgeMethod1: Method = methodOf('data-asset.pledge-base@1', FIRST);

/** Stands on `data-asset.value@2`. */
export const dataPledgeMethod2: Method = methodOf('data-asset.pledge-base@2', SECOND);
