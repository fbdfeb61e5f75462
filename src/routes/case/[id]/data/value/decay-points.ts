import type { DecayPoint } from '$lib/data-asset/value/asset-value';
import type { CurvePoint } from '$lib/ui/chart-rows';
import { figureText } from '$lib/ui/figure-text';
import { lineScale } from '$lib/ui/line-scale';

/** The decay curve for drawing; what is read stands in the table. */
export const decayPoints = (points: readonly DecayPoint[]): readonly CurvePoint[] => {
  const scale = lineScale(points.map(({ years }) => years));
  return points.map(({ years, share }) => ({
    x: scale.at(years) ?? 0,
    y: Number(share),
    xText: years,
    yText: figureText(share, 'ratio'),
  }));
};
