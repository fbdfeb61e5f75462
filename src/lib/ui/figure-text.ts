import { fixedText } from '../kernel/decimal-text';
import { fenToDecimalText, formatWan, parseFenText } from '../kernel/fen';
import type { TraceNode, Unit } from '../kernel/trace';

const decimals = (text: string, places: number): string => fixedText(text, places) ?? text;

/** Ratio text as people read it: `0.1234` → `12.34 %`. */
export const percentText = (ratio: string, places = 2): string => {
  const shown = fixedText(ratio, places, 2);
  return shown === null ? ratio : `${shown} %`;
};

/** Whole numbers from 1,000 on in groups of three; anything else as it stands. */
const countText = (value: string): string =>
  /^-?\d{4,}$/.test(value) ? value.replace(/\B(?=(\d{3})+$)/g, ',') : value;

const UNIT_LABEL: Partial<Record<Unit, string>> = { year: ' 年', day: ' 天', month: ' 个月', score: '' };

/** How a figure is shown to people. The exact text stays in the trace. `null` reads 未知. */
export const figureText = (value: string | null, unit: Unit): string => {
  if (value === null) return '未知';
  switch (unit) {
    case 'fen': {
      const fen = parseFenText(value);
      return fen.ok ? `${formatWan(fen.value)} 万元` : value;
    }
    case 'ratio':
      return percentText(value);
    case 'score':
      return decimals(value, 1);
    case 'year':
      return `${decimals(value, 2)}${UNIT_LABEL.year}`;
    case 'count':
      return countText(value);
    case 'day':
    case 'month':
      return `${value}${UNIT_LABEL[unit] ?? ''}`;
    default:
      return value;
  }
};

/** The exact value as it stands in the trace, with its unit spelled out. */
export const exactText = (node: Pick<TraceNode, 'value' | 'unit'>): string => {
  if (node.value === null) return '未知';
  if (node.unit !== 'fen') return node.value;
  const fen = parseFenText(node.value);
  return fen.ok ? `${fenToDecimalText(fen.value, 2)} 元` : node.value;
};

/** A trace as indented plain text, for the clipboard. */
export const traceAsText = (node: TraceNode, depth = 0): string => {
  const own = `${'  '.repeat(depth)}${node.label}：${exactText(node)}${node.formula === undefined ? '' : `  ＝ ${node.formula}`}`;
  return [own, ...node.children.map((child) => traceAsText(child, depth + 1))].join('\n');
};
