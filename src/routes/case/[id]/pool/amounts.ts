import type { CollateralApi } from '$lib/bridge/contract';
import { fenToDecimalText, formatWan, parseFenText } from '$lib/kernel/fen';

/** What the collateral engine says of the case. */
export type Structure = CollateralApi['structureCase']['output'];

/** Stored 分 → 万元 for the eye; `null` is unknown. */
export const wan = (text: string | null): string => {
  if (text === null) return '未知';
  const fen = parseFenText(text);
  return fen.ok ? formatWan(fen.value).replace(/\.00$/, '') : text;
};

export const withUnit = (text: string | null): string => (text === null ? '未知' : `${wan(text)} 万元`);

export const costText = (text: string | null): string => {
  if (text === null) return '未知';
  const fen = parseFenText(text);
  return fen.ok ? `${fenToDecimalText(fen.value, 6)} 万元` : text;
};
