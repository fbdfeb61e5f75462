import { exp } from '../../kernel/exact-maths';
import type { Sampler } from './distribution';
import { normalQuantile } from './normal-quantile';
import { type SeedWords, fillUniform } from './random';

type Shape<K extends Sampler['kind']> = Extract<Sampler, { kind: K }>;

const scaleUniform = ({ low, high }: Shape<'uniform'>, column: Float64Array): void => {
  const width = high - low;
  for (let i = 0; i < column.length; i++) column[i] = low + width * (column[i] ?? 0);
};

const shapeTriangle = ({ low, mode, high }: Shape<'triangular'>, column: Float64Array): void => {
  const width = high - low;
  if (width === 0) {
    column.fill(low);
    return;
  }
  const split = (mode - low) / width;
  const rise = width * (mode - low);
  const fall = width * (high - mode);
  for (let i = 0; i < column.length; i++) {
    const u = column[i] ?? 0;
    column[i] = u < split ? low + Math.sqrt(u * rise) : high - Math.sqrt((1 - u) * fall);
  }
};

const shapeBell = (sampler: Shape<'normal' | 'lognormal'>, column: Float64Array): void => {
  const { centre, sd, low, high } = sampler;
  for (let i = 0; i < column.length; i++) column[i] = centre + sd * normalQuantile(column[i] ?? 0);
  if (sampler.kind === 'lognormal') for (let i = 0; i < column.length; i++) column[i] = exp(column[i] ?? 0);
  for (let i = 0; i < column.length; i++) column[i] = Math.min(high, Math.max(low, column[i] ?? 0));
};

const pickOutcomes = ({ values, upTo }: Shape<'discrete'>, column: Float64Array): void => {
  const last = values.length - 1;
  for (let i = 0; i < column.length; i++) {
    const u = column[i] ?? 0;
    let k = 0;
    while (k < last && u >= (upTo[k] ?? 1)) k++;
    column[i] = values[k] ?? 0;
  }
};

/**
 * Fills `column` with the draws of one block for one input. Every draw is the quantile of one uniform number, so it
 * rises with that number; `stream` keeps inputs independent of each other.
 */
export const sampleColumn = (
  sampler: Sampler,
  seed: SeedWords,
  block: number,
  stream: number,
  column: Float64Array,
): void => {
  if (sampler.kind === 'constant') {
    column.fill(sampler.value);
    return;
  }
  fillUniform(seed, block, stream, column);
  switch (sampler.kind) {
    case 'uniform':
      scaleUniform(sampler, column);
      return;
    case 'triangular':
      shapeTriangle(sampler, column);
      return;
    case 'discrete':
      pickOutcomes(sampler, column);
      return;
    default:
      shapeBell(sampler, column);
  }
};
