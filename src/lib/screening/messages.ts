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
  'unknown.evidence-gone': {
    message: '所附证据的文件不在案卷中，不能认定（{by}，{code}）',
    remedy: '补上缺少的附件，或改附在案卷中的材料',
  },
  'unknown.unnamed': {
    message: '答复为“{answer}”，但没有写明由谁答复，不能认定',
    remedy: '写明“{title}”由谁答复；没有人负责的有利答复不算数',
  },
  missing: { message: '{label}未知', remedy: '补录{label}' },
  'absent-patent': {
    message: '质押清单中的专利不在案卷中（{code}）',
    remedy: '在专利页导入专利清单，重新勾选要质押的专利',
  },
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

type Facts = Readonly<Record<string, string>>;

/** A text taken apart at its placeholders: text, name, text, name, … text. */
type Pieces = readonly string[];

const piecesOf = (text: string): Pieces => text.split(/\{([A-Za-z]+)\}/);

const factNamed = (name: string, facts: Facts, whole: Facts): string => {
  if (Object.hasOwn(facts, name)) return facts[name] ?? '—';
  return Object.hasOwn(whole, name) ? (whole[name] ?? '—') : '—';
};

/** Fills the placeholders: facts of the reason first, then those of the rule as a whole. */
const fill = (pieces: Pieces, facts: Facts, whole: Facts): string => {
  let text = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i += 2)
    text += factNamed(pieces[i] ?? '', facts, whole) + (pieces[i + 1] ?? '');
  return text;
};

/** The template of one key of one rule, looked up and taken apart once. */
interface Phrase {
  readonly message: Pieces;
  readonly remedy: Pieces;
  readonly severity: Severity | null;
}

interface Phrasebook {
  readonly set: LoadedSet;
  readonly whole: Facts;
  readonly phrases: Map<string, Phrase>;
}

const books = new WeakMap<LoadedRule, Phrasebook>();

const bookOf = (loaded: LoadedRule, set: LoadedSet): Phrasebook => {
  const known = books.get(loaded);
  if (known?.set === set) return known;
  const whole = { title: loaded.rule.title, evidence: loaded.spec.evidence.join('、') };
  const book = { set, whole, phrases: new Map<string, Phrase>() };
  books.set(loaded, book);
  return book;
};

const phraseOf = (key: string, loaded: LoadedRule, set: LoadedSet): Phrase => {
  const template = find(key, [loaded.spec.messages, set.set.messages, LAST_RESORT]);
  return {
    message: piecesOf(template?.message ?? LAST_RESORT['unknown']?.message ?? ''),
    remedy: piecesOf(template?.remedy ?? ''),
    severity: template?.severity ?? null,
  };
};

const phraseIn = ({ phrases }: Phrasebook, key: string, loaded: LoadedRule, set: LoadedSet): Phrase => {
  let phrase = phrases.get(key);
  if (phrase === undefined) phrases.set(key, (phrase = phraseOf(key, loaded, set)));
  return phrase;
};

/** Words a reason from the rule's templates, then the set's, then the program's own. */
export const say = ({ key, facts }: Reason, loaded: LoadedRule, set: LoadedSet): Said => {
  const book = bookOf(loaded, set);
  const phrase = phraseIn(book, key, loaded, set);
  return {
    message: fill(phrase.message, facts, book.whole),
    remedy: fill(phrase.remedy, facts, book.whole),
    severity: phrase.severity,
  };
};

/** The severity that the words of a reason carry; `null` = that of the rule. No words are made. */
export const severityOfWords = ({ key }: Reason, loaded: LoadedRule, set: LoadedSet): Severity | null =>
  phraseIn(bookOf(loaded, set), key, loaded, set).severity;
