import { describe, expect, it } from 'vitest';
import { type Result, ok } from '../../../src/lib/kernel/result';
import { Newest } from '../../../src/lib/state/newest';

/** Calls that are answered by hand. */
const calls = () => {
  const made: string[] = [];
  const answers = new Map<string, (result: Result<string>) => void>();
  return {
    made,
    call: (name: string) => (): Promise<Result<string>> =>
      new Promise((resolve) => {
        made.push(name);
        answers.set(name, resolve);
      }),
    answer: async (name: string): Promise<void> => {
      answers.get(name)?.(ok(name));
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
};
const outcome = (result: Result<string>): string => (result.ok ? result.value : result.failure.code);

describe('Newest', () => {
  it('makes one call at a time and, of those that came meanwhile, only the newest', async () => {
    const { made, call, answer } = calls();
    const newest = new Newest<string>();
    const results = ['a', 'b', 'c'].map((name) => newest.run(call(name)));
    expect(made).toEqual(['a']);
    await answer('a');
    expect(made).toEqual(['a', 'c']);
    await answer('c');
    expect((await Promise.all(results)).map(outcome)).toEqual(['a', 'E_CANCELLED', 'c']);
  });

  it('starts at once when nothing is under way', async () => {
    const { made, call, answer } = calls();
    const newest = new Newest<string>();
    const first = newest.run(call('a'));
    await answer('a');
    const second = newest.run(call('b'));
    expect(made).toEqual(['a', 'b']);
    await answer('b');
    expect([outcome(await first), outcome(await second)]).toEqual(['a', 'b']);
  });
});
