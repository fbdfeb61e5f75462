import type { Finding } from '../case/exchange';

/** Different messages shown before the rest is counted. */
const SHOWN = 3;

/**
 * What several findings of one rule say, equal words once: `19 件：…`. A message about the case alone stands as it is.
 * Messages said of most patents come first, then in the order of the findings; from the fourth on they are counted.
 * For the eye only: verdicts and the findings themselves stay one per patent.
 */
export const groupedText = (findings: readonly Pick<Finding, 'message' | 'subject'>[]): string => {
  const groups = new Map<string, Set<string>>();
  const patents = new Set<string>();
  for (const { message, subject } of findings) {
    const ids = groups.get(message) ?? new Set<string>();
    ids.add(`${subject.kind}/${subject.id}`);
    groups.set(message, ids);
    if (subject.kind === 'patent') patents.add(subject.id);
  }
  if (patents.size < 2) return [...groups.keys()].join('；');
  const bySize = [...groups].sort(([, a], [, b]) => b.size - a.size);
  const said = bySize.slice(0, SHOWN).map(([message, ids]) => `${ids.size} 件：${message}`);
  const rest = bySize.slice(SHOWN);
  const others = rest.reduce((sum, [, ids]) => sum + ids.size, 0);
  return [...said, ...(rest.length === 0 ? [] : [`另 ${others} 件，说明各不相同，见逐件`])].join('；');
};
