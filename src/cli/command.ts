import type { BridgeClient } from '../lib/bridge/bridge-client';
import type { JsonValue } from '../lib/kernel/json';
import type { Result } from '../lib/kernel/result';

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command comes to: one JSON document, the same in words, and whether it found something. */
export interface Answer {
  readonly document: { readonly [key: string]: JsonValue };
  readonly text: string;
  /** A failed answer, an infeasible ask, a blocked case: exit status 1. */
  readonly finding: boolean;
  /** The command has written its answer itself, line by line. */
  readonly written?: boolean;
}

export interface CommandInput {
  readonly bridge: BridgeClient;
  readonly files: readonly string[];
  readonly options: Options;
}

export interface Command {
  readonly usage: string;
  run(input: CommandInput): Promise<Result<Answer>>;
}

export const textOption = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

/** Values of an option that may be given several times. */
export const listOption = (options: Options, name: string): readonly string[] => {
  const value = options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};
