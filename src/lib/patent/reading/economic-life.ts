import type { PatentsSection } from '../../case/patents-section';
import { Decimal } from '../../kernel/decimal';
import { type TraceNode, leaf } from '../../kernel/trace';

/** The economic life a person entered for a product that uses the patent. */
export interface EconomicLife {
  readonly forecast: string;
  readonly years: Decimal;
  readonly source: string;
}

const shorter = (a: EconomicLife, b: EconomicLife): EconomicLife => {
  const order = a.years.comparedTo(b.years);
  return order < 0 || (order === 0 && a.forecast <= b.forecast) ? a : b;
};

/**
 * Economic life per patent, from the forecasts whose bundle holds it; the shortest when there are several.
 * Patents without an entered life are not in the map.
 */
export const economicLives = (section: PatentsSection): ReadonlyMap<string, EconomicLife> => {
  const lives = new Map<string, EconomicLife>();
  for (const forecast of section.forecasts) {
    if (forecast.economicLifeYears === null) continue;
    const life = {
      forecast: forecast.id,
      years: new Decimal(forecast.economicLifeYears),
      source: forecast.economicLifeSource,
    };
    for (const patent of forecast.patents) {
      const known = lives.get(patent);
      lives.set(patent, known === undefined ? life : shorter(known, life));
    }
  }
  return lives;
};

/** Trace leaf of an entered economic life: with a source `secondary`, without one `assumption`. */
export const economicLifeLeaf = (life: EconomicLife): TraceNode =>
  leaf({
    id: `forecasts/${life.forecast}/economicLifeYears`,
    label: '经济寿命',
    value: life.years.toFixed(),
    unit: 'year',
    confidence: life.source.trim() === '' ? 'assumption' : 'secondary',
    source: {
      kind: 'field',
      path: `sections.patents.forecasts[${life.forecast}].economicLifeYears`,
      label: '收益预测 › 经济寿命',
    },
    note: life.source.trim() === '' ? '未写来源' : `来源：${life.source}`,
  });
