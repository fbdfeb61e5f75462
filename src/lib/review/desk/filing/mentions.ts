import { fenText } from '../../../kernel/fen';
import { readMoney } from '../../../kernel/money-grammar';
import { parseApplicationNumber } from '../../../kernel/patent-number';

/** A patent that a paper names. */
export interface PatentMention {
  /** `201710601862.3` */
  readonly number: string;
  /** Written with the dot before the check digit. */
  readonly dotted: boolean;
}

/** An amount beside a label. */
export interface AmountMention {
  readonly label: string;
  readonly fen: string;
  readonly text: string;
}

export interface Mentions {
  readonly patents: readonly PatentMention[];
  /** Numbers of the form of a patent whose check digit is wrong. */
  readonly wrongNumbers: readonly string[];
  readonly amounts: readonly AmountMention[];
}

const NUMBER =
  /(?<![\dA-Za-z])(?:ZL|CN)?[ \u3000]?((?:19|20)\d{2}[ ]?[12389][ ]?\d{7}([ ]?[.．])?[ ]?[\dXx])(?![\dA-Za-z])/g;

/** The secured amount as forms and contracts call it; other amounts of a contract are another matter. */
const AMOUNT =
  /(质押金额|质押担保金额|担保金额|被担保(?:的)?(?:主)?债权(?:数额|金额))(?:[（(]?(?:单位[:：]?)?(万元|亿元|元)[）)]?)?[\s:：为]{0,6}(?:人民币)?\s*([￥¥]?\s*\d[\d,，]*(?:\.\d+)?)\s*(万元|亿元|元)?/g;

/** Most mentions of each kind that are kept of one paper. */
const MOST = 20_000;

const amountOf = ([, label = '', headUnit, number = '', ownUnit]: RegExpMatchArray): AmountMention | null => {
  const unit = ownUnit ?? headUnit;
  if (unit === undefined) return null;
  const read = readMoney(`${number.replace(/[￥¥\s]/g, '')}${unit}`);
  return read.ok && read.value !== null
    ? { label, fen: fenText(read.value), text: `${number.trim()} ${unit}` }
    : null;
};

/** Patents and secured amounts that a text names, each once, in reading order. An amount without a unit is left out. */
export const mentionsIn = (text: string): Mentions => {
  const patents = new Map<string, PatentMention>();
  const wrong = new Set<string>();
  for (const [, written = '', dot] of text.matchAll(NUMBER)) {
    if (patents.size >= MOST) break;
    const parsed = parseApplicationNumber(written.replaceAll(' ', '').replace('．', '.'));
    if (!parsed.ok) wrong.add(written);
    else if (!patents.has(parsed.value.canonical))
      patents.set(parsed.value.canonical, { number: parsed.value.canonical, dotted: dot !== undefined });
  }
  const amounts = new Map<string, AmountMention>();
  for (const match of text.matchAll(AMOUNT)) {
    const amount = amountOf(match);
    if (amount !== null) amounts.set(`${amount.label} ${amount.fen}`, amount);
  }
  return {
    patents: [...patents.values()],
    wrongNumbers: [...wrong].slice(0, 100),
    amounts: [...amounts.values()].slice(0, 100),
  };
};
