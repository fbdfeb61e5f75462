import type { Receipt } from '../case/collateral-life';

/** A receipt or a contract as far as it has been typed: it is one once it has a number and a date. */
export interface ReceiptEntry {
  readonly number: string;
  /** `null` = not entered. */
  readonly date: string | null;
  /** SHA-256 of its file; `null` = none chosen. */
  readonly hash: string | null;
}

export const NO_ENTRY: ReceiptEntry = { number: '', date: null, hash: null };

/** What is entered after one field was: another number is another paper, which has to be chosen again. */
export const changedEntry = (before: ReceiptEntry, part: Partial<ReceiptEntry>): ReceiptEntry => {
  const isOther = part.number !== undefined && before.number !== '' && part.number !== before.number;
  return { ...before, ...(isOther ? { hash: null } : {}), ...part };
};

/** The receipt once number and date are there; without its file it is one that counts for nothing yet. */
export const receiptOf = ({ number, date, hash }: ReceiptEntry): Receipt | null =>
  number === '' || date === null ? null : { registrationNumber: number, date, documentHash: hash };

/** The entry of something that was entered before; else what has been typed of it. */
export const entryOf = (receipt: Receipt | null, typed: ReceiptEntry): ReceiptEntry =>
  receipt === null
    ? typed
    : { number: receipt.registrationNumber, date: receipt.date, hash: receipt.documentHash };
