import type { CaseRecord } from '../src/lib/case/case-record';
import { type Method, NO_OUTPUTS, type Outputs, mergeOutputs } from '../src/lib/case/method';
import { CALENDAR_METHOD_2, expiryFigures } from '../src/lib/patent/calendar/calendar-method-2';
import { RECONCILIATION_METHOD, reconciledFigures } from '../src/lib/patent/value/reconciliation-method';
import type { RulesAt } from '../src/lib/rulebook/model';
import { SCREENING_METHODS } from '../src/lib/screening/methods';
import { ASSET_METHODS } from './methods';

const nameOf = ({ id }: Method): string => id.slice(0, id.indexOf('@'));

/** What some methods need, directly or through another. */
const neededBy = (methods: readonly Method[], among: readonly Method[]): ReadonlySet<string> => {
  const names = new Set<string>();
  const visit = (method: Method): void => {
    for (const name of method.needs) {
      if (names.has(name)) continue;
      names.add(name);
      among.filter((other) => nameOf(other) === name).forEach(visit);
    }
  };
  methods.forEach(visit);
  return names;
};

const needed = neededBy(SCREENING_METHODS, ASSET_METHODS);

/** Asset methods that screening says it needs, in their order. */
export const SCREENING_NEEDS: readonly Method[] = ASSET_METHODS.filter((method) =>
  needed.has(nameOf(method)),
);

const OTHERS = SCREENING_NEEDS.filter(({ id }) => id !== CALENDAR_METHOD_2 && id !== RECONCILIATION_METHOD);

/**
 * What screening reads of the asset methods and nothing else, for whoever screens thousands of cases: of the calendar the
 * expiries, with traces that are made when somebody looks, and no offers.
 */
export const screeningPrior = (caseRecord: CaseRecord, rules: RulesAt): Outputs => {
  const expiries: Outputs = { ...NO_OUTPUTS, figures: expiryFigures(caseRecord, rules) };
  const prior = OTHERS.reduce(
    (before, method) => mergeOutputs(before, method.run({ caseRecord, rules, prior: before })),
    expiries,
  );
  const figures = reconciledFigures(caseRecord, rules);
  return figures.length === 0 ? prior : { ...prior, figures: [...prior.figures, ...figures] };
};
