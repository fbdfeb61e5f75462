import type { EffectSteps } from '$lib/data-asset/value/asset-value';
import type { WaterfallRow } from '$lib/ui/chart-rows';
import { figureText } from '$lib/ui/figure-text';
import { lineScale } from '$lib/ui/line-scale';

const wan = (fen: string): string => figureText(fen, 'fen').replace(' 万元', '');

/** From the price of all records down to what is left, step by step. */
export const waterfallOf = ({ before, after, parts }: EffectSteps): readonly WaterfallRow[] => {
  const scale = lineScale([before.fen, after.fen]);
  let standing = BigInt(before.fen);
  const steps = parts.map(({ key, label, shareFen }): WaterfallRow => {
    const from = standing;
    standing += BigInt(shareFen);
    return {
      key,
      label,
      from: scale.at(String(from)),
      to: scale.at(String(standing)),
      text: wan(shareFen),
      sum: false,
    };
  });
  const sum = (key: string, label: string, fen: string): WaterfallRow => ({
    key,
    label,
    from: 0,
    to: scale.at(fen),
    text: wan(fen),
    sum: true,
  });
  return [sum('before', '按全部记录', before.fen), ...steps, sum('after', '扣除后', after.fen)];
};
