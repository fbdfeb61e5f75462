import type { ValuationApi } from '../lib/bridge/contract';
import type { Failure } from '../lib/kernel/result';
import { ok, refuse } from '../lib/kernel/result';
import { onCase, wan } from './case-commands';
import { plain } from './plain-json';
import type { Command } from './command';
import { dataAssetFailures, dataAssetLine, dataAssetText } from './data-value-lines';

type Assets = ValuationApi['evaluateAssets']['output'];
type Entry = Assets['valuations'][number];

const simulatedOf = ({ simulation }: Entry) => (simulation?.ok === true ? simulation.value : null);

/** One valued forecast or worksheet. The sensitivity range is no simulation: percentiles stand only where spreads were stated. */
const valuationLine = (entry: Entry) => {
  if (!entry.result.ok) return [];
  const value = entry.result.value;
  const simulated = simulatedOf(entry);
  return [
    {
      subject: plain(value.subject),
      entry: entry.entry,
      product: entry.product,
      title: entry.title,
      approach: value.approach,
      method: value.method,
      valueFen: value.valueFen,
      p10Fen: simulated?.p10Fen ?? null,
      p50Fen: simulated?.p50Fen ?? null,
      p90Fen: simulated?.p90Fen ?? null,
      draws: simulated?.draws ?? null,
      seed: simulated?.seed ?? null,
      sensitivityLowFen: value.lowFen,
      sensitivityHighFen: value.highFen,
      confidence: value.confidence,
      patents:
        entry.split?.ok === true
          ? entry.split.value.map(({ patent, valueFen }) => ({ patent, valueFen }))
          : null,
      warnings: plain(value.warnings),
      trace: plain(value.trace),
    },
  ];
};

const rateLine = ({ worksheet, kind, title, result }: Assets['rates'][number]) =>
  result.ok
    ? [
        {
          worksheet,
          kind,
          title,
          gives: result.value.gives,
          value: Number(result.value.value),
          basis: result.value.basis,
          confidence: result.value.confidence,
          trace: plain(result.value.trace),
        },
      ]
    : [];

const productLine = (one: Assets['products'][number]) => ({
  product: one.product,
  entries: [...one.entries],
  state: one.state,
  valueFen: one.valueFen,
  lowFen: one.lowFen,
  highFen: one.highFen,
  disagreement:
    one.disagreement?.ok === true && one.disagreement.value.spread !== null
      ? Number(one.disagreement.value.spread)
      : null,
  band: one.disagreement?.ok === true ? (one.disagreement.value.band?.level ?? null) : null,
  gap: plain(one.gap),
});

const failuresOf = ({ valuations, rates, products }: Assets): readonly Failure[] =>
  [
    ...valuations.flatMap(({ result, simulation, split }) => [result, simulation, split]),
    ...rates.map(({ result }) => result),
    ...products.map(({ reconciliation }) => reconciliation),
  ].flatMap((result) => (result === null || result.ok ? [] : [result.failure]));

const STATE = { none: '没有估值', single: '单一方法', reconciled: '已调和', open: '待调和' } as const;

const textOf = (assets: Assets, data: readonly string[], failures: readonly Failure[]): string =>
  [
    ...assets.valuations.flatMap(({ title, result }) =>
      result.ok
        ? [
            `${result.value.subject.title}  ${title}  ${wan(result.value.valueFen)}  敏感区间 ${wan(result.value.lowFen)} – ${wan(result.value.highFen)}`,
          ]
        : [],
    ),
    ...assets.rates.flatMap(({ title, worksheet, result }) =>
      result.ok ? [`${worksheet}  ${title}  ${result.value.value}`] : [],
    ),
    ...assets.products.map(
      ({ product, state, valueFen }) => `产品 ${product}  ${STATE[state]}  采用值 ${wan(valueFen)}`,
    ),
    ...data,
    ...failures.map((f) => `${f.path}：${f.message}。${f.remedy}`),
  ].join('\n');

export const valueCommand: Command = {
  usage: 'value CASE',
  run: onCase('value', async ({ caseRecord }, { bridge, files }) => {
    const [, second] = files;
    // A second file that is left aside in silence would be believed to have been read.
    if (second !== undefined)
      return refuse('E_USAGE', '一次只估一个案卷', second, '请写成 zhiya value 案卷.zhiya，逐个运行');
    const assets = await bridge.call('valuation', 'evaluateAssets', { caseRecord });
    if (!assets.ok) return assets;
    const data = await bridge.call('valuation', 'dataValues', { caseRecord });
    if (!data.ok) return data;
    const failures = [...failuresOf(assets.value), ...dataAssetFailures(data.value)];
    const { valuations, rates, products } = assets.value;
    return ok({
      document: {
        schema: 'zhiya.value/1',
        valuations: valuations.flatMap(valuationLine),
        rates: rates.flatMap(rateLine),
        products: products.map(productLine),
        dataAssets: data.value.map(dataAssetLine),
        failures: plain(failures),
      },
      text: textOf(assets.value, dataAssetText(data.value), failures),
      finding:
        failures.length > 0 ||
        products.some(({ state }) => state === 'open') ||
        data.value.some(({ withheld }) => withheld !== null),
    });
  }),
};
