import type { Indicator, Scheme } from './scheme-schema';
import type { ScoreOption } from './scoring-rule';

export const indicatorsOf = (scheme: Scheme): readonly Indicator[] =>
  scheme.dimensions.flatMap((d) => d.groups.flatMap((g) => g.indicators));

/** Named scale of the scheme; names of the prototype are no scales. */
export const scaleOf = (scheme: Scheme, name: string): readonly ScoreOption[] | null =>
  Object.hasOwn(scheme.optionScales, name) ? (scheme.optionScales[name] ?? null) : null;

/** Options that answer an indicator outright; empty when it is measured by a number. */
export const answerOptions = (scheme: Scheme, { scoring }: Indicator): readonly ScoreOption[] => {
  if (scoring.kind === 'options') return scoring.options;
  if (scoring.kind === 'scale') return scaleOf(scheme, scoring.scale) ?? [];
  return [];
};

/** All options a person may choose for an indicator: its own, or the scale that overwrites a proxy. */
export const expertOptions = (scheme: Scheme, indicator: Indicator): readonly ScoreOption[] => [
  ...answerOptions(scheme, indicator),
  ...(indicator.expertScale === undefined ? [] : (scaleOf(scheme, indicator.expertScale) ?? [])),
];
