import { type Result, ok, refuse } from '../../kernel/result';
import type { Domain } from '../../valuation/domain';
import { type Entered, type Place, fieldPath, readEntered } from '../../valuation/entered';
import type { Term } from '../../valuation/term';

const unequal = (place: Place, field: string, expected: number, found: number): Result<never> =>
  refuse(
    'E_SERIES_LENGTH',
    `应有 ${expected} 年，填了 ${found} 年`,
    fieldPath(place, field),
    '各项应按同样的年度填写',
  );

/** Two series year by year. Fails with `E_SERIES_LENGTH`, naming the second. */
export const sameYears = (
  place: Place,
  field: string,
  first: readonly Term[],
  second: readonly Term[],
): Result<readonly (readonly [Term, Term])[]> => {
  if (first.length !== second.length) return unequal(place, field, first.length, second.length);
  return ok(
    first.flatMap((a, index): (readonly [Term, Term])[] => {
      const b = second[index];
      return b === undefined ? [] : [[a, b]];
    }),
  );
};

/**
 * One rate per year: either a single one that holds for all, or as many as there are years.
 * Fails with `E_SERIES_LENGTH` and as `readEntered`.
 */
export const readRates = (
  place: Place,
  spec: { readonly field: string; readonly label: string; readonly domain: Domain },
  given: Entered | readonly Entered[],
  years: number,
): Result<readonly Term[]> => {
  if ('value' in given) {
    const rate = readEntered(place, spec, given);
    return rate.ok ? ok(Array.from({ length: years }, () => rate.value)) : rate;
  }
  if (given.length !== years) return unequal(place, spec.field, years, given.length);
  const rates: Term[] = [];
  for (const [index, entered] of given.entries()) {
    const year = {
      ...spec,
      field: `${spec.field}[${index}]`,
      label: `第 ${index + 1} 年${spec.label}`,
    };
    const rate = readEntered(place, year, entered);
    if (!rate.ok) return rate;
    rates.push(rate.value);
  }
  return ok(rates);
};
