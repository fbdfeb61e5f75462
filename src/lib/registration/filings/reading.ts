/**
 * How filings read a case. What a released method read is never read otherwise, so `registration.completeness@2` keeps its own
 * reading; forms, papers and checks of today use the present one.
 *
 * 2: facts of every asset under the first class of its registry; a fact of the whole filing is that of the first asset that has one;
 * no agent while none is entered; every card of data is an asset of its own.
 * 3: facts of every asset under its own class; a fact of the whole filing speaks for all assets; an agent is asked for; a card of data
 * without a number of its own is the registration of the data.
 */
export type Reading = 2 | 3;

export const PRESENT_READING: Reading = 3;
