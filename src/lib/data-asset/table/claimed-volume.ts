import { type Basis, type Interval, shareText } from './basis';
import type { DuplicateFigures } from './duplicates';

/** Measured against claimed rows, for the check of claimed volume (L23). */
export interface VolumeCheck {
  /** `unknown` without a claim, or while the interval of the estimate holds the floor: an exact pass decides. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly basis: Basis;
  readonly claimed: number | null;
  /** Rows without extra copies, as an interval; one number when exact. */
  readonly measured: Interval;
  /** Measured ÷ claimed at both ends, decimal text. */
  readonly share: { readonly low: string | null; readonly high: string | null };
  readonly floor: number;
  readonly statement: string;
}

/**
 * Rows after removal of extra copies ÷ claimed rows against the floor.
 * @param claimed rows as declared; `null` when nothing was declared; 0 is no claim
 * @param floor rulebook `screening.data-asset.volume-ratio`
 */
export const checkVolume = (
  claimed: number | null,
  duplicates: DuplicateFigures,
  floor: number,
): VolumeCheck => {
  const { rows, extraInterval, basis } = duplicates;
  const measured = { low: rows - extraInterval.high, high: rows - extraInterval.low };
  const whole = claimed ?? 0;
  // Counted in millionths, so that 0.9 × claimed is not subject to binary fractions.
  const needed = Math.round(floor * 1e6) * whole;
  const verdict =
    whole === 0
      ? 'unknown'
      : measured.low * 1e6 >= needed
        ? 'pass'
        : measured.high * 1e6 < needed
          ? 'fail'
          : 'unknown';
  const size =
    measured.low === measured.high
      ? `${String(measured.low)} 行`
      : `${String(measured.low)}–${String(measured.high)} 行`;
  const against = {
    pass: `不低于申报的 ${String(floor)}`,
    fail: `低于申报的 ${String(floor)}，须退回核实`,
    unknown: whole === 0 ? '没有申报行数，无法比较' : '区间跨越下限，须第二遍核验后判断',
  };
  return {
    verdict,
    basis,
    claimed,
    measured,
    share: { low: shareText(measured.low, whole), high: shareText(measured.high, whole) },
    floor,
    statement: `去除多余副本后实测 ${size}，申报 ${claimed === null ? '未填' : `${String(claimed)} 行`}：${against[verdict]}`,
  };
};
