import type { ProductLine } from '$lib/bridge/products-contract';
import { figureText } from '$lib/ui/figure-text';

type Verdict = ProductLine['verdict'];

export const VERDICT_WORD: Readonly<Record<Verdict, string>> = {
  yes: '可办',
  unknown: '待补',
  no: '不可办',
};

/** As `VerdictPill` names them. */
export const PILL = { yes: 'pass', unknown: 'unknown', no: 'fail' } as const;

/** Limit as words: what is not known is never a number. */
export const limitText = (line: {
  readonly lowFen: string | null;
  readonly highFen: string | null;
}): string => {
  const { lowFen, highFen } = line;
  if (highFen === null) return lowFen === null ? '未知' : `${figureText(lowFen, 'fen')} 起，上限未知`;
  return lowFen === null
    ? `至多 ${figureText(highFen, 'fen')}`
    : `${figureText(lowFen, 'fen').replace(/ 万元$/, '')}–${figureText(highFen, 'fen')}`;
};

export const rateText = (low: string | null, high: string | null): string => {
  if (low === null && high === null) return '未知';
  if (low === high) return figureText(low, 'ratio');
  if (low === null) return `至多 ${figureText(high, 'ratio')}`;
  return high === null
    ? `${figureText(low, 'ratio')} 起`
    : `${figureText(low, 'ratio')}–${figureText(high, 'ratio')}`;
};
