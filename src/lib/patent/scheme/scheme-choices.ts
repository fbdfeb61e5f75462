import type { Confidence } from '../../kernel/confidence';
import type { Failure } from '../../kernel/result';
import type { ResolvedRule, RulesAt } from '../../rulebook/model';
import { readScheme, readWeights } from './scheme';

const PREFIX = 'patent.scheme.';

/** One purpose under a scheme, with its first-level weights or the reason why it cannot be chosen. */
export interface ScenarioChoice {
  readonly code: string;
  readonly title: string;
  /** 法律, 技术, 经济 as written; `null` = no weights in force. */
  readonly weights: { readonly legal: string; readonly technical: string; readonly economic: string } | null;
  readonly confidence: Confidence | null;
  /** Where the weights come from; a release is named `institution@version`. */
  readonly source: string;
  readonly failure: Failure | null;
}

/** A scoring scheme in force for a case. */
export interface SchemeChoice {
  readonly id: string;
  readonly title: string;
  /** What may be printed about it. */
  readonly statement: string;
  readonly confidence: Confidence;
  /** `institution@version` of the release that brought it; `null` = built in. */
  readonly overlay: string | null;
  readonly scenarios: readonly ScenarioChoice[];
  /** Why it cannot be used although it is there. */
  readonly failure: Failure | null;
}

const sourceOf = ({ overlay, citation }: ResolvedRule): string =>
  overlay ?? citation.reason ?? citation.instrument;

const scenarioChoice = (
  rules: RulesAt,
  { code, title, weights }: { readonly code: string; readonly title: string; readonly weights: string },
): ScenarioChoice => {
  const read = readWeights(rules, weights);
  return read.ok
    ? {
        code,
        title,
        weights: read.value.value,
        confidence: read.value.rule.confidence,
        source: sourceOf(read.value.rule),
        failure: null,
      }
    : { code, title, weights: null, confidence: null, source: '', failure: read.failure };
};

/**
 * The schemes that can be chosen under `rules`, in the order of `ids` (rule ids; others than schemes are passed over). A
 * place kept for an institution shows only when an overlay fills it; a scheme that is there and faulty shows with its fault.
 * A scenario without weights in force stays in the list with the reason, so that a page can say why it is not offered.
 */
export const schemeChoices = (rules: RulesAt, ids: readonly string[]): readonly SchemeChoice[] =>
  ids.flatMap((ruleId): SchemeChoice[] => {
    if (!ruleId.startsWith(PREFIX)) return [];
    const id = ruleId.slice(PREFIX.length);
    const read = readScheme(rules, id);
    if (read.ok) {
      const { value, rule } = read.value;
      return [
        {
          id,
          title: value.title,
          statement: value.statement,
          confidence: rule.confidence,
          overlay: rule.overlay ?? null,
          scenarios: value.scenarios.map((scenario) => scenarioChoice(rules, scenario)),
          failure: null,
        },
      ];
    }
    if (read.failure.code === 'NO_RULE_IN_FORCE') return [];
    const rule = rules.read(ruleId);
    return [
      {
        id,
        title: rule.ok ? rule.value.title : id,
        statement: '',
        confidence: rule.ok ? rule.value.confidence : 'assumption',
        overlay: rule.ok ? (rule.value.overlay ?? null) : null,
        scenarios: [],
        failure: read.failure,
      },
    ];
  });
