import { mustBeOk } from '../../src/lib/kernel/result';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { indicatorsOf, readScheme, readWeights } from '../../src/lib/patent/scheme/scheme';
import { scoreColumns } from '../../src/lib/patent/score/score-kernel';
import { planOf } from '../../src/lib/patent/score/scoring-plan';
import { PATENT_RULES } from '../../src/lib/rulebook/patent-rules';
import { rulesAt } from '../../src/lib/rulebook/resolver';

const ROWS = 200_000;
export const name = `scoring: ${ROWS} patents × 27 indicators, point and interval on all levels`;

const rules = rulesAt({
  entries: PATENT_RULES,
  date: mustBeOk(parsePlainDate('2026-11-20')),
  region: 'cn',
});
const SCHEME = 'gbt-42748-framework';
const scheme = mustBeOk(readScheme(rules, SCHEME)).value;
const weights = mustBeOk(readWeights(rules, `patent.weights.${SCHEME}.finance`)).value;
const plan = planOf(scheme, weights);
const indicators = indicatorsOf(scheme);

/** A third of the cells unmeasured, the rest anywhere on the scale; the same cells for both. */
const cell = (row: number, column: number): number => {
  const mixed = Math.imul(row * 27 + column + 1, 2654435761) >>> 0;
  return mixed % 3 === 0 ? NaN : mixed % 101;
};
const columns = indicators.map((_, column) =>
  Float64Array.from({ length: ROWS }, (_unused, row) => cell(row, column)),
);

export const ours = (): number => scoreColumns(plan, columns, ROWS).total.point[ROWS - 1] ?? NaN;

type Patent = Record<string, number | null>;
const patents: Patent[] = Array.from({ length: ROWS }, (_, row) =>
  Object.fromEntries(
    indicators.map(({ code }, column) => {
      const value = cell(row, column);
      return [code, Number.isNaN(value) ? null : value];
    }),
  ),
);

interface Node {
  readonly point: number | null;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
  readonly weight: number;
}

const combine = (nodes: readonly Node[], weight: number): Node => {
  const all = nodes.reduce((sum, node) => sum + node.weight, 0);
  const seen = nodes.filter((node) => node.point !== null);
  const seenWeight = seen.reduce((sum, node) => sum + node.weight, 0);
  return {
    point:
      seen.length === 0
        ? null
        : seen.reduce((sum, node) => sum + node.weight * (node.point ?? 0), 0) / seenWeight,
    low: nodes.reduce((sum, node) => sum + node.weight * node.low, 0) / all,
    high: nodes.reduce((sum, node) => sum + node.weight * node.high, 0) / all,
    coverage: nodes.reduce((sum, node) => sum + node.weight * node.coverage, 0) / all,
    weight,
  };
};

/** The same scores as a first draft would compute them: an object per patent and a node per level. */
export const naive = (): number =>
  patents
    .map((patent) =>
      combine(
        scheme.dimensions.map((dimension) =>
          combine(
            dimension.groups.map((group) =>
              combine(
                group.indicators.map(({ code, worst, best }) => {
                  const point = patent[code] ?? null;
                  return {
                    point,
                    low: point ?? worst,
                    high: point ?? best,
                    coverage: point === null ? 0 : 1,
                    weight: 1,
                  };
                }),
                1,
              ),
            ),
            1,
          ),
        ),
        1,
      ),
    )
    .at(-1)?.point ?? NaN;
