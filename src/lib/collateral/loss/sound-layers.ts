import { Decimal } from '../../kernel/decimal';
import { type Fen, fenText } from '../../kernel/fen';
import { type Failure, type Result, ok, refuse } from '../../kernel/result';
import { type TraceNode, leaf } from '../../kernel/trace';
import { checkAmount, checkRatio } from './entered-loss';
import { BANK, type LossLayer, type LossRole, byId } from './loss-input';

/** A layer whose agreement is known. */
export interface SoundLayer {
  readonly id: string;
  readonly name: string;
  readonly role: LossRole;
  readonly kind: LossLayer['bears']['kind'];
  /** Lower ranks pay first; 1 unless entered. */
  readonly rank: number;
  /** Whom it compensates. */
  readonly party?: string;
  readonly share: string;
  readonly capFen: Fen | null;
  readonly deductibleFen: Fen;
  readonly path: string;
  readonly leaves: readonly TraceNode[];
}

const optional = (
  fen: Fen | null | undefined,
  absent: Fen | null,
  label: string,
  path: string,
): Result<Fen | null> => (fen === undefined ? ok(absent) : checkAmount(fen, label, path));

const soundLayer = (layer: LossLayer): Result<SoundLayer> => {
  const at = (field: string) => `${layer.path}.${field}`;
  if (layer.id === BANK || layer.id === '')
    return refuse('E_RESERVED_ID', `“${layer.name}”的标识不能为空或 ${BANK}`, at('id'), '请改用其他标识');
  const share = checkRatio(layer.share, `${layer.name} 分担比例`, at('share'));
  if (!share.ok) return share;
  const cap = optional(layer.capFen, null, `${layer.name} 赔付上限`, at('capFen'));
  if (!cap.ok) return cap;
  const deductible = optional(layer.deductibleFen, 0n, `${layer.name} 免赔额`, at('deductibleFen'));
  if (!deductible.ok) return deductible;
  const { bears } = layer;
  const rank = bears.kind === 'compensates' ? 1 : (bears.rank ?? 1);
  if (!Number.isSafeInteger(rank) || rank < 1)
    return refuse('E_RANGE', `${layer.name} 的赔付顺位不是正整数`, at('bears'), '请填写 1、2、3 …');
  const field = (name: string, label: string, value: string, unit: 'fen' | 'ratio'): TraceNode =>
    leaf({
      id: `loss/layer/${layer.id}/${name}`,
      label: `${layer.name} ${label}`,
      value,
      unit,
      confidence: 'verified',
      source: { kind: 'field', path: at(name), label },
    });
  return ok({
    id: layer.id,
    name: layer.name,
    role: layer.role,
    kind: bears.kind,
    rank,
    ...(bears.kind === 'compensates' ? { party: bears.party } : {}),
    share: share.value,
    capFen: cap.value,
    deductibleFen: deductible.value ?? 0n,
    path: layer.path,
    leaves: [
      layer.traces?.share ?? field('share', '分担比例', share.value, 'ratio'),
      ...(cap.value === null
        ? []
        : [layer.traces?.capFen ?? field('capFen', '赔付上限', fenText(cap.value), 'fen')]),
      ...(layer.deductibleFen === undefined
        ? []
        : [
            layer.traces?.deductibleFen ??
              field('deductibleFen', '免赔额', fenText(deductible.value ?? 0n), 'fen'),
          ]),
    ],
  });
};

/** Layers that compensate nobody known, or each other in a circle. */
const looseLayers = (layers: readonly SoundLayer[]): Map<string, Failure> => {
  const byName = new Map(layers.map((layer) => [layer.id, layer]));
  const loose = new Map<string, Failure>();
  for (const layer of layers) {
    const seen = new Set([layer.id]);
    for (let next = layer.party; next !== undefined && next !== BANK; next = byName.get(next)?.party) {
      if (seen.has(next)) {
        loose.set(layer.id, {
          code: 'E_CIRCULAR',
          message: `“${layer.name}”的补偿关系绕成一圈，无法计算`,
          path: layer.path,
          remedy: '请核对谁补偿谁；补偿最终应落到直接承担损失的一方',
        });
        break;
      }
      seen.add(next);
      if (byName.has(next)) continue;
      loose.set(layer.id, {
        code: 'E_PARTY_UNKNOWN',
        message: `“${layer.name}”补偿的对象“${next}”不在分担安排中，或其约定不完整`,
        path: layer.path,
        remedy: '请补充被补偿方的约定，或改选补偿对象',
      });
      break;
    }
  }
  return loose;
};

/** Groups whose shares of the same thing pass 1: the whole group is left out, because nobody can say whose share is wrong. */
const excessive = (layers: readonly SoundLayer[]): Map<string, Failure> => {
  const groups = new Map<string, SoundLayer[]>();
  for (const layer of layers) {
    if (layer.kind === 'first-loss') continue;
    const key = layer.party === undefined ? `rank ${layer.rank}` : `party ${layer.party}`;
    groups.set(key, [...(groups.get(key) ?? []), layer]);
  }
  const found = new Map<string, Failure>();
  for (const group of groups.values()) {
    const sum = group.reduce((all, { share }) => all.plus(share), new Decimal(0));
    if (sum.lte(1)) continue;
    const names = group.map(({ name }) => name).join('、');
    for (const { id, path } of group)
      found.set(id, {
        code: 'E_SHARES_ABOVE_ONE',
        message: `${names}的分担比例合计 ${sum.toFixed()}，超过 1，都不计入`,
        path,
        remedy: '同一损失的分担比例之和不能超过 100%，请按协议核对',
      });
  }
  return found;
};

/**
 * Layers that can be reckoned with, by id; the others are named and left out, and those that compensate them as well.
 * Codes `E_DUPLICATE_ID`, `E_RESERVED_ID`, `E_MISSING`, `E_RANGE`, `E_NEGATIVE`, `E_SHARES_ABOVE_ONE`, `E_CIRCULAR`, `E_PARTY_UNKNOWN`.
 */
export const soundLayers = (
  given: readonly LossLayer[],
): { readonly layers: readonly SoundLayer[]; readonly failures: readonly Failure[] } => {
  const failures: Failure[] = [];
  let layers: SoundLayer[] = [];
  const seen = new Set<string>();
  for (const layer of given) {
    const read: Result<SoundLayer> = seen.has(layer.id)
      ? refuse(
          'E_DUPLICATE_ID',
          `“${layer.name}”的标识 ${layer.id} 重复，只计第一项`,
          layer.path,
          '请改用不同的标识',
        )
      : soundLayer(layer);
    seen.add(layer.id);
    if (read.ok) layers.push(read.value);
    else failures.push(read.failure);
  }
  const leaveOut = (found: ReadonlyMap<string, Failure>): boolean => {
    failures.push(...found.values());
    layers = layers.filter(({ id }) => !found.has(id));
    return found.size > 0;
  };
  leaveOut(excessive(layers));
  while (leaveOut(looseLayers(layers)));
  return { layers: layers.sort(byId), failures };
};
