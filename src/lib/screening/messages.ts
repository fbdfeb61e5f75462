import type { Severity } from '../case/exchange';
import type { Reason } from './check';
import type { LoadedRule, LoadedSet } from './rule-sets';
import type { Template, Templates } from './rule-model';

/** One reason of a verdict in words. */
export interface Said {
  readonly message: string;
  readonly remedy: string;
  readonly severity: Severity | null;
}

/** Words for what the rulebook cannot word, because the rule itself is missing or broken. */
const LAST_RESORT: Templates = {
  error: {
    message: '规则未能执行（{code}）：{detail}',
    remedy: '在参数库核对规则“{title}”；由机构参数改动的，恢复内置值',
  },
  pass: { message: '通过', remedy: '' },
  fail: { message: '不通过', remedy: '按“{title}”的要求整改后重新核查' },
  unknown: { message: '尚不能判断', remedy: '补充“{title}”所需的材料' },
  missing: { message: '{label}未知', remedy: '补录{label}' },
  'no-patents': { message: '案卷中还没有专利，无法判断', remedy: '在专利页导入专利清单并勾选拟出质的专利' },
};

/** `fail.grace` is looked up as such, then as `fail`. */
const keysOf = (key: string): string[] => {
  const parts = key.split('.');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('.'));
};

const own = (templates: Templates, key: string): Template | undefined =>
  Object.hasOwn(templates, key) ? templates[key] : undefined;

const find = (key: string, sources: readonly Templates[]): Template | undefined => {
  for (const candidate of keysOf(key))
    for (const source of sources) {
      const found = own(source, candidate);
      if (found !== undefined) return found;
    }
  return undefined;
};

const fill = (text: string, facts: Readonly<Record<string, string>>): string =>
  text.replace(/\{([A-Za-z]+)\}/g, (_, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? '—') : '—',
  );

/** Words a reason from the rule's templates, then the set's, then the program's own. */
export const say = (reason: Reason, loaded: LoadedRule, set: LoadedSet): Said => {
  const template = find(reason.key, [loaded.spec.messages, set.set.messages, LAST_RESORT]);
  const facts = { title: loaded.rule.title, evidence: loaded.spec.evidence.join('、'), ...reason.facts };
  return {
    message: fill(template?.message ?? LAST_RESORT['unknown']?.message ?? '', facts),
    remedy: fill(template?.remedy ?? '', facts),
    severity: template?.severity ?? null,
  };
};
