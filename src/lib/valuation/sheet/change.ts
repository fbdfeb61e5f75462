import type { Decimal } from '../../kernel/decimal';

/** What a what-if puts in place of what was entered; all else stands. */
export interface Change {
  /** Numbers by the key of the input. */
  readonly inputs?: Readonly<Record<string, Decimal>>;
  /** Choices by key. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Factor on the amounts that carry the method (sales, profit, costs, prices). */
  readonly level?: Decimal;
}

export const NO_CHANGE: Change = {};

export const isChange = ({ inputs, choices, level }: Change): boolean =>
  inputs !== undefined || choices !== undefined || level !== undefined;

export const both = (a: Change, b: Change): Change => {
  const level = b.level ?? a.level;
  return {
    inputs: { ...a.inputs, ...b.inputs },
    choices: { ...a.choices, ...b.choices },
    ...(level === undefined ? {} : { level }),
  };
};
