import type { DataAssetValue, DataEntry, TracedFen } from '../data-asset/value/asset-value';
import type { Giver } from './giver';
import type { MethodRow } from './method-rows';

/** Methods of a data asset as the shared table shows them: after duplicates, overlap and personal data once these are said. */

const rangeOf = (low: TracedFen, high: TracedFen): MethodRow['range'] => ({ low, high });

const rowOf = ({ entry, title, result }: DataEntry): MethodRow => {
  const empty = { entry, title, range: null, drawn: null };
  if (!result.ok) return { ...empty, value: null, failure: result.failure, basis: '' };
  const { value, effects, simulation, confidence } = result.value;
  const after = effects.ok ? effects.value.after : value;
  const ends = effects.ok ? effects.value.quantiles : simulation?.ok === true ? simulation.value : null;
  const said = effects.ok ? '' : '（尚未扣除重复、重叠与个人信息）';
  return {
    ...empty,
    value: { fen: after.fen, trace: after.trace, confidence },
    failure: null,
    range: ends === null ? null : rangeOf(ends.p10, ends.p90),
    basis: `${ends === null ? '没有填写上下限，没有区间' : '模拟 P10 – P90'}${said}`,
  };
};

export const dataMethodRows = ({ entries }: DataAssetValue): readonly MethodRow[] => entries.map(rowOf);

/** Numbers that stand ready for the fields of an asset. */
export const dataGivers = ({ givers }: DataAssetValue): readonly Giver[] =>
  givers.map(({ id, kind, name, unit, result }) => ({ id, kind, name, unit, gives: null, result }));
