import { expect, it } from 'vitest';
import { NO_ENTRY, changedEntry, entryOf, receiptOf } from '../../../src/lib/state/receipt-entry';

const HASH = 'a'.repeat(64);

it('number, date and file come in any order', () => {
  const entry = [{ hash: HASH }, { date: '2026-11-15' }, { number: '虚构 1' }].reduce(changedEntry, NO_ENTRY);
  expect(entry).toEqual({ number: '虚构 1', date: '2026-11-15', hash: HASH });
});

it('another number, or none, is another paper; another date is not', () => {
  const entry = { number: '虚构 1', date: '2026-11-15', hash: HASH };
  expect(changedEntry(entry, { number: '虚构 2' }).hash).toBeNull();
  expect(changedEntry(changedEntry(entry, { number: '' }), { number: '虚构 2' }).hash).toBeNull();
  expect(changedEntry(entry, { date: '2026-11-16' }).hash).toBe(HASH);
});

it('what was entered holds before what was typed', () => {
  const typed = { number: '虚构 9', date: null, hash: null };
  expect(entryOf(null, typed)).toBe(typed);
  const receipt = { registrationNumber: '虚构 1', date: '2026-11-15', documentHash: HASH };
  expect(entryOf(receipt, typed)).toEqual({ number: '虚构 1', date: '2026-11-15', hash: HASH });
});

it('is a receipt with number and date, and not before', () => {
  const entry = { number: '虚构 1', date: '2026-11-15', hash: null };
  expect(receiptOf(entry)).toEqual({ registrationNumber: '虚构 1', date: '2026-11-15', documentHash: null });
  expect([receiptOf({ ...entry, number: '' }), receiptOf({ ...entry, date: null })]).toEqual([null, null]);
});
