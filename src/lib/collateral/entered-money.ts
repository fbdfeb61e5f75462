import { type Fen, fenText, parseFenText } from '../kernel/fen';
import { type Result, mapResult, ok, refuse } from '../kernel/result';
import { type TraceNode, type Unit, derive, leaf } from '../kernel/trace';

/** An amount with the place it came from. */
export interface SourcedFen {
  readonly fen: Fen;
  readonly trace: TraceNode;
}

export interface FieldPlace {
  /** JSON path by id, not by position, so that reordering a list changes nothing. */
  readonly path: string;
  readonly label: string;
}

/** Field of one record of a list of the collateral section, addressed by the record's id. */
export const fieldOf = (
  list: 'items' | 'support',
  id: string,
  title: string,
  field: string,
  label: string,
): FieldPlace => ({
  path: `$.sections.collateral.${list}[${JSON.stringify(id)}].${field}`,
  label: `${title} › ${label}`,
});

/**
 * Leaf for a value a person entered. `source` is where that person had it from: an empty one makes the value an
 * assumption; leave it out for facts that need none.
 */
export const fieldLeaf = (
  { path, label }: FieldPlace,
  value: string | null,
  unit: Unit,
  source?: string,
): TraceNode => {
  const unsourced = source !== undefined && source.trim() === '';
  return leaf({
    id: `field/${path}`,
    label,
    value,
    unit,
    confidence: unsourced ? 'assumption' : 'verified',
    source: { kind: 'field', path, label },
    ...(source === undefined ? {} : { note: unsourced ? '未写明来源' : `来源：${source}` }),
  });
};

const checked = (text: string, label: string): Result<Fen> => {
  const read = parseFenText(text, label);
  return read.ok && read.value < 0n
    ? refuse('E_NEGATIVE', `${label}为负数`, label, '请改为不小于 0 的金额')
    : read;
};

/** Reads an entered amount ≥ 0, 分. `null` stays `null`. Fails with `E_FEN`, `E_RANGE` or `E_NEGATIVE`. */
export const enteredFen = (
  place: FieldPlace,
  text: string | null,
  source?: string,
): Result<SourcedFen | null> =>
  text === null
    ? ok(null)
    : mapResult(checked(text, place.label), (fen) => ({
        fen,
        trace: fieldLeaf(place, fenText(fen), 'fen', source),
      }));

/** Reads an amount that another domain offered, as a node over the offer's own trace. Fails as `enteredFen` does. */
export const offeredFen = (
  id: string,
  label: string,
  text: string | null,
  trace: TraceNode,
): Result<SourcedFen | null> =>
  text === null
    ? ok(null)
    : mapResult(checked(text, label), (fen) => ({
        fen,
        trace: derive({
          id,
          label,
          value: fenText(fen),
          unit: 'fen',
          formula: '取来源提供的金额',
          children: [trace],
        }),
      }));
