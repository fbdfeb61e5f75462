import type { SheetFigures } from '$lib/data-asset/value/asset-value';
import type { TornadoRow } from '$lib/ui/TornadoBars.svelte';
import { figureText } from '$lib/ui/figure-text';
import { lineScale } from '$lib/ui/line-scale';
import { enteredUnit } from '$lib/state/entered-units';

const wan = (fen: string | null): string =>
  fen === null ? '不成立' : figureText(fen, 'fen').replace(' 万元', '');

/** The tornado of one worksheet as its table shows it, and where the unmoved value stands. */
export const tornadoRows = ({
  bars,
  levers,
  value,
}: SheetFigures): { readonly rows: readonly TornadoRow[]; readonly base: number | null } => {
  const scale = lineScale([value.fen, ...bars.flatMap((bar) => [bar.atLowFen, bar.atHighFen])], false);
  return {
    base: scale.at(value.fen),
    rows: bars.map((bar): TornadoRow => {
      const unit = enteredUnit(levers.find(({ key }) => key === bar.key)?.unit ?? 'none');
      const place = (text: string): string => `${unit.show(text)} ${unit.label}`.trim();
      return {
        key: bar.key,
        label: bar.label,
        lowText: place(bar.low),
        highText: place(bar.high),
        atLow: scale.at(bar.atLowFen),
        atHigh: scale.at(bar.atHighFen),
        atLowText: wan(bar.atLowFen),
        atHighText: wan(bar.atHighFen),
        swingText: bar.swingFen === null ? '—' : wan(bar.swingFen),
      };
    }),
  };
};
