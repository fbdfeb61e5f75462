/** An answer to an indicator: an option key or a measured number. */
export type Answer =
  { readonly kind: 'option'; readonly option: string } | { readonly kind: 'number'; readonly number: number };

/** What a record says about an indicator; without an answer the note names what is missing. */
export interface Reading {
  readonly answer: Answer | null;
  readonly note: string | null;
}

export const option = (key: string, note: string | null = null): Reading => ({
  answer: { kind: 'option', option: key },
  note,
});

export const measured = (value: number, note: string | null = null): Reading => ({
  answer: { kind: 'number', number: value },
  note,
});

export const missing = (note: string): Reading => ({ answer: null, note });
