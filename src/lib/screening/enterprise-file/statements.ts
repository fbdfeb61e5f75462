import { parseFenText } from '../../kernel/fen';
import { partsOf } from '../../kernel/plain-date';
import {
  STATEMENT_ITEMS,
  type Statement,
  type StatementAmount,
  type StatementItem,
} from '../accounts/statement';
import { keptOnce } from '../kept';
import { onceWhenBlank } from './blank-file';
import { fileFact } from './file-fact';
import type { FactRead } from './file-reads';
import { type EnterpriseFile, factsAt } from './open-file';
import { factPath } from './sources';

export const STATEMENT_CODES = Object.keys(STATEMENT_ITEMS) as readonly StatementItem[];

const amountOf = (read: FactRead): StatementAmount => {
  if (!read.known) {
    const { code, message, remedy, field, period } = read;
    const failure = { code, message, remedy, path: factPath(field, period) };
    return { fen: null, gap: { failure, node: () => read.node } };
  }
  const fen = parseFenText(read.value);
  return fen.ok ? { fen: fen.value, lateSource: () => read.node } : { fen: null };
};

/** The items of one year, each read when it is first asked for. */
class ItemsOfYear {
  private readonly read = new Map<StatementItem, StatementAmount>();

  constructor(
    private readonly file: EnterpriseFile,
    private readonly year: string,
  ) {}

  item(code: StatementItem): StatementAmount {
    let amount = this.read.get(code);
    if (amount === undefined) this.read.set(code, (amount = amountOf(fileFact(this.file, code, this.year))));
    return amount;
  }
}

for (const code of STATEMENT_CODES)
  Object.defineProperty(ItemsOfYear.prototype, code, {
    get(this: ItemsOfYear): StatementAmount {
      return this.item(code);
    },
  });

const put = (file: EnterpriseFile, year: number): Statement => ({
  year,
  // Has a getter for every item.
  items: new ItemsOfYear(file, String(year)) as unknown as Statement['items'],
});

const ofYear = onceWhenBlank((file, year) => put(file, Number(year)));

/** Accounts of one calendar year as the file has them, put together once. Items that cannot be used carry the reason. */
export const statementOf = (file: EnterpriseFile, year: number): Statement => {
  const statements = keptOnce(file, 'statements', () => new Map<number, Statement>());
  const known = statements.get(year);
  if (known !== undefined) return known;
  const made = ofYear(file, String(year));
  statements.set(year, made);
  return made;
};

/** Items that others than the accountants state, long before the accounts of the year are there. */
const STATED_EARLIER: ReadonlySet<string> = new Set(['taxedSales', 'electricityCost']);

/** Whether anybody stated an item of the accounts of a year. */
const isStated = (file: EnterpriseFile, year: number): boolean =>
  STATEMENT_CODES.some(
    (item) => !STATED_EARLIER.has(item) && factsAt(file, item, String(year)) !== undefined,
  );

/**
 * Calendar years whose accounts may speak for the enterprise at the valuation date, newest first: the last full year, and the
 * one before it as long as the accounts of the last are neither due nor there: an item that is left out of them is not
 * known, and the year before is no way round it.
 */
export const accountYears = (file: EnterpriseFile): readonly number[] => {
  const { year, month } = partsOf(file.valuationDate);
  const due = file.catalogue?.freshness.accountMonths ?? 0;
  return month <= due && !isStated(file, year - 1) ? [year - 1, year - 2] : [year - 1];
};
