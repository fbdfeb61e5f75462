import type { CollateralOffer, Figure, Finding } from '../case/exchange';
import type { Outputs } from '../case/method';
import { canonicalJson } from '../kernel/canonical-json';
import { type SourceRef, type TraceNode, type Unit, walkTrace } from '../kernel/trace';
import { plainJson } from './plain-json';
import { traceIdentity } from './trace-identity';
import { type ReviewFinding, failed } from './verify-report';

type Identity = (trace: TraceNode) => number;

/** Text that two results share exactly when every field of them and of their traces is the same. */
const canonical = (item: { readonly trace: TraceNode }, identityOf: Identity): string =>
  canonicalJson(plainJson({ ...item, trace: identityOf(item.trace) }));

const sourceText = (source: SourceRef | undefined): string => {
  if (source === undefined) return '';
  if (source.kind === 'cell') return `${source.fileName} › 第 ${source.row} 条 › ${source.column}`;
  return source.kind === 'field' ? source.label : `参数 ${source.id}`;
};

const valueText = (value: string | null, unit: Unit): string => {
  if (value === null) return '未知';
  return unit === 'fen' ? `${value} 分` : value;
};

const leaves = (trace: TraceNode): readonly TraceNode[] =>
  [...walkTrace(trace)].filter(({ children }) => children.length === 0);

/** The first input, in reading order, that the two computations did not share. Empty when they shared all. */
const firstDifferentInput = (packaged: TraceNode, again: TraceNode): string => {
  const before = leaves(packaged);
  const index = leaves(again).findIndex((leaf, i) => {
    const other = before[i];
    return other === undefined || other.id !== leaf.id || other.value !== leaf.value;
  });
  const now = leaves(again)[index];
  const then = before[index];
  if (now === undefined) return '';
  const where = [now.label, sourceText(now.source)].filter((part) => part !== '').join('，');
  const packagedText = then?.id === now.id ? valueText(then.value, then.unit) : '没有此项';
  return `；首个不同的输入：${where}，包内 ${packagedText}，重算 ${valueText(now.value, now.unit)}`;
};

const intervalText = ({ interval }: Figure): string =>
  interval === undefined ? '' : ` [${interval.low}, ${interval.high}]`;

const figureChange = (packaged: Figure, again: Figure): string => {
  const subject = `数字“${again.label}”（${again.subject.title}）`;
  const differs = packaged.value !== again.value || intervalText(packaged) !== intervalText(again);
  const input = firstDifferentInput(packaged.trace, again.trace);
  if (!differs) return `${subject}：数值相同，计算过程或标注不同${input}`;
  const said = (figure: Figure): string => `${valueText(figure.value, figure.unit)}${intervalText(figure)}`;
  return `${subject}：包内 ${said(packaged)}，重算 ${said(again)}${input}`;
};

const VERDICT: Record<Finding['verdict'], string> = { pass: '通过', fail: '不通过', unknown: '未知' };

const findingChange = (packaged: Finding, again: Finding): string => {
  const input = firstDifferentInput(packaged.trace, again.trace);
  const subject = `检查“${again.title}”（${again.subject.title}）`;
  return packaged.verdict === again.verdict
    ? `${subject}：结果同为“${VERDICT[again.verdict]}”，说明或依据不同${input}`
    : `${subject}：包内“${VERDICT[packaged.verdict]}”，重算“${VERDICT[again.verdict]}”${input}`;
};

const offerChange = (packaged: CollateralOffer, again: CollateralOffer): string => {
  const said = (o: CollateralOffer): string =>
    `${valueText(o.valueFen, 'fen')}（录入授信 ${valueText(o.enteredCreditFen, 'fen')}）`;
  const input = firstDifferentInput(packaged.trace, again.trace);
  return `押品“${again.subject.title}”：包内 ${said(packaged)}，重算 ${said(again)}${input}`;
};

interface Comparison<T> {
  readonly path: string;
  readonly keyOf: (item: T) => string;
  readonly nameOf: (item: T) => string;
  readonly change: (packaged: T, again: T) => string;
}

/** Items by key; a key that repeats is numbered, so that nothing hides behind its twin. */
const keyed = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> => {
  const map = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    let at = key;
    for (let n = 2; map.has(at); n += 1) at = `${key}#${n}`;
    map.set(at, item);
  }
  return map;
};

const sameOrder = (before: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): boolean => {
  const keys = [...before.keys()];
  return [...now.keys()].every((key, i) => key === keys[i]);
};

const compareItems = <T extends { readonly trace: TraceNode }>(
  packaged: readonly T[],
  again: readonly T[],
  { path, keyOf, nameOf, change }: Comparison<T>,
): readonly ReviewFinding[] => {
  const identityOf = traceIdentity();
  const before = keyed(packaged, keyOf);
  const now = keyed(again, keyOf);
  const findings: ReviewFinding[] = [];
  for (const [key, item] of now) {
    const old = before.get(key);
    if (old === undefined)
      findings.push(failed('E_MISMATCH', `${path} › ${key}`, `重算得到${nameOf(item)}，包内没有`));
    else if (canonical(old, identityOf) !== canonical(item, identityOf))
      findings.push(failed('E_MISMATCH', `${path} › ${key}`, change(old, item)));
  }
  for (const [key, item] of before)
    if (!now.has(key))
      findings.push(failed('E_MISMATCH', `${path} › ${key}`, `包内有${nameOf(item)}，重算没有得到`));
  if (findings.length === 0 && !sameOrder(before, now))
    findings.push(failed('E_MISMATCH', path, '内容相同，但次序与重算不同'));
  return findings;
};

/** Every difference between the packaged and the recomputed results, in the order of the recomputation. */
export const compareOutputs = (packaged: Outputs, again: Outputs): readonly ReviewFinding[] => [
  ...compareItems(packaged.figures, again.figures, {
    path: 'results/figures.json',
    keyOf: ({ id }) => id,
    nameOf: ({ label, subject }) => `数字“${label}”（${subject.title}）`,
    change: figureChange,
  }),
  ...compareItems(packaged.offers, again.offers, {
    path: 'results/offers.json',
    keyOf: ({ id }) => id,
    nameOf: ({ subject }) => `押品“${subject.title}”`,
    change: offerChange,
  }),
  ...compareItems(packaged.findings, again.findings, {
    path: 'results/findings.json',
    keyOf: ({ method, rule, subject }) => `${method}/${rule}/${subject.id}`,
    nameOf: ({ title, subject }) => `检查“${title}”（${subject.title}）`,
    change: findingChange,
  }),
];
