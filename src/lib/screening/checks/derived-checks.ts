import { type TraceNode, leaf } from '../../kernel/trace';
import { type Points, type Standing, check, checked, failed } from '../check';
import { all } from '../kleene';
import type { GroundResult } from '../finding-model';
import type { CheckInput, CheckTest } from './check-input';

/** The result of a ground inside an item: it refers to the findings instead of repeating their traces. */
const groundLeaf = (ground: GroundResult) => (): TraceNode =>
  leaf({
    id: `findings/${ground.rule}`,
    label: `第${ground.code}项 ${ground.title}`,
    value: `通过 ${ground.counts.pass}，不通过 ${ground.counts.fail}，未知 ${ground.counts.unknown}`,
    unit: 'text',
    confidence: ground.confidence,
    source: { kind: 'field', path: `findings[${ground.rule}]`, label: ground.title },
  });

const sourcesOf = ({ loaded, grounds }: CheckInput): readonly GroundResult[] =>
  grounds.filter((g) => loaded.spec.derivedFrom.includes(g.rule));

/** P1–P5: a gate that sums up refusal grounds over all patents. */
export const refusalGate: CheckTest = (input) => {
  const sources = sourcesOf(input);
  if (sources.length === 0 || sources.length < input.loaded.spec.derivedFrom.length)
    return check('unknown', 'no-refusal', {}, sources.map(groundLeaf));
  const verdict = all(sources.map((g) => g.verdict));
  const deciding = sources.filter((g) => g.verdict === verdict);
  const facts = (): Readonly<Record<string, string>> => ({
    counts: deciding.map((g) => `第${g.code}项 ${g.message}`).join('；'),
    remedies: [...new Set(deciding.flatMap((g) => g.remedies))].join('；'),
  });
  return check(verdict, `${verdict}.derived`, facts, sources.map(groundLeaf));
};

const ANY_STANDING: readonly Standing[] = ['undeclared', 'declared', 'clear'];

type Scale = Readonly<Record<Standing, number>>;

/** Points of the weakest patent; every point while there is none. */
const weakestPoints = (sources: readonly GroundResult[], scale: Scale): Points => {
  let [low, high] = [4, 4];
  let isAny = false;
  for (const { findings } of sources)
    for (const { standing } of findings) {
      isAny = true;
      let best = 0;
      for (const possible of standing ?? ANY_STANDING) {
        low = Math.min(low, scale[possible]);
        best = Math.max(best, scale[possible]);
      }
      high = Math.min(high, best);
    }
  return isAny ? { low, high } : { low: 0, high: 4 };
};

/** P6, P7: points by whether the circumstance is absent, declared or open; the weakest patent decides. */
export const refusalPoints: CheckTest = (input) => {
  const scale = input.loaded.spec.standingPoints;
  if (scale === undefined) return failed('E_RULE_PARAMETER', '规则没有写明 standingPoints');
  const { verdict, reasons, nodes } = refusalGate(input);
  return checked(verdict, reasons, nodes, { points: weakestPoints(sourcesOf(input), scale) });
};
