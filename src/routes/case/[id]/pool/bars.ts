import { type Structure, wan } from './amounts';

interface Bar {
  readonly label: string;
  readonly start: number;
  readonly share: number;
  readonly text: string;
  readonly tone: 'asset' | 'ip' | 'support' | 'gap';
}

const toneOf = (kind: string, assetClass: string | null): Bar['tone'] =>
  kind === 'support'
    ? 'support'
    : /^(PATENT|TRADEMARK|COPYRIGHT|DATA)/.test(assetClass ?? '')
      ? 'ip'
      : 'asset';

/** What each source carries of the need, one after the other, and the gap at the end. */
export const barsOf = (structure: Structure): Bar[] => {
  const need = Number(structure.needFen ?? 0);
  if (need === 0) return [];
  let start = 0;
  const out: Bar[] = [];
  for (const item of structure.items) {
    const share = Number(item.amountFen) / need;
    if (share === 0) continue;
    const tone = toneOf(item.kind, item.assetClass);
    out.push({ label: item.title, start, share, text: wan(item.amountFen), tone });
    start += share;
  }
  const residual = Number(structure.residualFen ?? 0);
  if (residual > 0) {
    const share = residual / need;
    out.push({ label: '缺口', start: 1 - share, share, text: wan(structure.residualFen), tone: 'gap' });
  }
  return out;
};
