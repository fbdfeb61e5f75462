import { Decimal, decimalText } from '../../kernel/decimal';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import type { LazyNode, Nodes } from '../check';
import type { ScreeningContext } from '../context';
import { fileFact } from '../enterprise-file/file-fact';
import type { FactRead, KnownFact, UnknownFact } from '../enterprise-file/file-reads';
import { accountYears } from '../enterprise-file/statements';
import { decimalNumber } from '../rule-model';

/** What is wrong with an answered debt, seen from the enterprise file. */
export interface DebtConflict {
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
  readonly nodes: Nodes;
}

const TOLERANCE = 'screening.repayment.debt-tolerance';
/** Balances of the debts of a year that the statements show. */
const STATED = ['shortTermLoans', 'longTermLoans'] as const;

const wan = (fen: Decimal | string): string => decimalText(new Decimal(fen).dividedBy(1_000_000), 2);

interface Shown {
  /** 分. */
  readonly fen: Decimal;
  readonly words: string;
  readonly nodes: Nodes;
  /** Said of today, so that it may not be less than one of its parts either. */
  readonly isNow: boolean;
}

/**
 * Only what nobody has said leads on. A debt without its source, too old or contradicted stops: were it passed over, taking
 * its paper away would make the case better.
 */
const isUnusable = (read: FactRead): read is UnknownFact => !read.known && read.why !== 'missing';

const unusable = ({ code, message, remedy, node }: UnknownFact): DebtConflict => ({
  code,
  detail: message,
  remedy,
  nodes: [node],
});

/** Debts of the last year's end; `null` when the statements show none of them. */
const atYearEnd = (context: ScreeningContext): Shown | DebtConflict | null => {
  const file = context.file();
  for (const year of accountYears(file)) {
    const reads = STATED.map((code) => fileFact(file, code, String(year)));
    const wrong = reads.find(isUnusable);
    if (wrong !== undefined) return unusable(wrong);
    const known = reads.filter((read): read is KnownFact => read.known);
    if (known.length > 0)
      return {
        fen: known.reduce((sum, { value }) => sum.plus(value), new Decimal(0)),
        words: known.map(({ label }) => label).join('与'),
        nodes: known.map((read) => () => read.node),
        isNow: false,
      };
  }
  return null;
};

/** The debts that the file shows: those of today where somebody stated them, else those of the last year's end. */
const debtsShown = (context: ScreeningContext): Shown | DebtConflict | null => {
  const now = fileFact(context.file(), 'interestBearingDebt');
  if (now.known)
    return { fen: new Decimal(now.value), words: now.label, nodes: [() => now.node], isNow: true };
  return isUnusable(now) ? unusable(now) : atYearEnd(context);
};

const isConflict = (debts: Shown | DebtConflict): debts is DebtConflict => 'code' in debts;

/** The file's debts and how far two amounts may lie apart. `null`: the file shows none. */
const compared = (
  context: ScreeningContext,
): { readonly debts: Shown; readonly share: Decimal; readonly rule: LazyNode } | DebtConflict | null => {
  const debts = debtsShown(context);
  if (debts === null || isConflict(debts)) return debts;
  const tolerance = readTyped(context.rules, TOLERANCE, decimalNumber);
  if (!tolerance.ok) {
    const { code, message, remedy } = tolerance.failure;
    return { code, detail: message, remedy, nodes: debts.nodes };
  }
  const { value, rule } = tolerance.value;
  return {
    debts,
    share: new Decimal(1).minus(value),
    rule: () => ruleLeaf(rule, undefined, value, 'ratio'),
  };
};

const contradiction = (
  detail: string,
  remedy: string,
  { debts, rule }: { readonly debts: Shown; readonly rule: LazyNode },
): DebtConflict => ({ code: 'E_CONTRADICTION', detail, remedy, nodes: [...debts.nodes, rule] });

const CHECK_REPORT =
  '核对企业征信报告，改正其中一处；年末以后已经归还的，在一企一档录入征信报告日的有息负债余额';

const OTHER_DEBTS = '本行其他贷款、债券、租赁、股东借款';

const CHECK_GAP = `对照企业征信报告逐笔核对：漏填的补入他行融资或现有流动资金贷款；差额属于${OTHER_DEBTS}的，补入他行融资余额并在来源中逐笔写明；年末以后已经归还的，在一企一档录入征信报告日的有息负债余额`;

/**
 * 他行融资 against the debts of the enterprise file. Debts of today may not be less than what is said of other banks alone;
 * and what the file shows must find room in what is said of other banks and of working-capital loans, ours included.
 * `workingLoans` null: not known, so that it explains nothing.
 */
export const bankDebtConflict = (
  context: ScreeningContext,
  fen: string,
  workingLoans: string | null,
): DebtConflict | null => {
  const found = compared(context);
  if (found === null || 'code' in found) return found;
  const { debts, share } = found;
  const own = new Decimal(fen);
  if (debts.isNow && own.times(share).gt(debts.fen))
    return contradiction(
      `他行融资余额 ${wan(own)} 万元，大于一企一档的${debts.words} ${wan(debts.fen)} 万元`,
      CHECK_REPORT,
      found,
    );
  const explained = own.plus(workingLoans ?? 0);
  if (debts.fen.times(share).lte(explained)) return null;
  return contradiction(
    `一企一档的${debts.words} ${wan(debts.fen)} 万元，大于填报的他行融资余额 ${wan(own)} 万元${
      workingLoans === null ? '，现有流动资金贷款又未知' : `与现有流动资金贷款 ${wan(workingLoans)} 万元之和`
    }；差额也可能是${OTHER_DEBTS}`,
    CHECK_GAP,
    found,
  );
};

/** 集团融资合计 holds the debts of this enterprise, so that it is not less than what its file shows. */
export const groupConflict = (context: ScreeningContext, fen: string): DebtConflict | null => {
  const found = compared(context);
  if (found === null || 'code' in found) return found;
  return found.debts.fen.times(found.share).lte(fen)
    ? null
    : contradiction(
        `集团（关联方）融资合计 ${wan(fen)} 万元，小于一企一档所示本企业的${found.debts.words} ${wan(found.debts.fen)} 万元`,
        '集团合计应当包含本企业；核对各成员征信报告后改正其中一处',
        found,
      );
};
