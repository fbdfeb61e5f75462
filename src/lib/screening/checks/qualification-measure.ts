import type { CheckInput } from './check-input';
import { lacking, pointsOf } from './computation-parts';
import type { Nodes } from '../check';
import { useFact } from './file-read';
import { type Blocked, type Measure, none, points } from './measured-check';

/** Whether a title is held on the valuation date. `null`: nobody has said, or until when is not known. */
interface Held {
  readonly title: string;
  readonly points: number;
  readonly held: boolean | null;
  readonly said: boolean;
  readonly words: string;
  readonly nodes: Nodes;
}

const heldOf = (input: CheckInput, name: string): Held | Blocked => {
  const value = pointsOf(input, name);
  if (value === null) return lacking(name);
  const title = input.loaded.spec.fields[name]?.label ?? name;
  const flag = useFact(input, name);
  if (flag.state === 'blocked') return flag.measured;
  const of = (nodes: Nodes, held: boolean | null, said: boolean, words: string): Held => ({
    title,
    points: value,
    nodes,
    held,
    said,
    words,
  });
  if (flag.state === 'absent') return of([flag.node], null, false, '');
  if (flag.value === 'false') return of([flag.node], false, true, '');
  const until = useFact(input, `${name}Until`);
  if (until.state === 'blocked') return until.measured;
  const nodes = [flag.node, until.node];
  if (until.state === 'absent') return of(nodes, null, true, `${title}有效期未知`);
  const held = until.value >= input.context.filingDate;
  const words = held ? `${title}（有效期至 ${until.value}）` : `${title}已于 ${until.value} 到期`;
  return of(nodes, held, true, words);
};

const isHeld = (value: Held | Blocked): value is Held => !('kind' in value);

/** T5: the best title that is in force on the valuation date; its last day counts. */
export const qualifications: Measure = (input) => {
  const plain = pointsOf(input, 'none');
  if (plain === null) return lacking('none');
  const names = Object.keys(input.loaded.computed?.spec.points ?? {}).filter((name) => name !== 'none');
  const all = names.sort().map((name) => heldOf(input, name));
  const problem = all.find((h) => !isHeld(h));
  if (problem !== undefined && !isHeld(problem)) return problem;
  const titles = all.filter(isHeld);
  const nodes = titles.map((t) => t.nodes);
  if (!titles.some((t) => t.said)) return none('没有企业资质资料', nodes);
  const best = (which: (held: boolean | null) => boolean): number =>
    Math.max(plain, ...titles.filter((t) => which(t.held)).map((t) => t.points));
  const words = titles.map((t) => t.words).filter((w) => w !== '');
  const open = titles.filter((t) => !t.said).map((t) => t.title);
  const note = open.length === 0 ? '' : `；未说明：${open.join('、')}`;
  return points(
    { low: best((held) => held === true), high: best((held) => held !== false) },
    `${words.length === 0 ? '没有在有效期内的资质' : words.join('、')}${note}`,
    nodes,
  );
};
