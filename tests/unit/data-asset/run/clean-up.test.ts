import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanUpNowAndThen } from '../../../../workers/profile/clean-up';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('cleanUpNowAndThen', () => {
  it('asks for memory with every eighth block, each scan counting for itself', () => {
    const asked = vi.spyOn(Reflect, 'construct').mockReturnValue(null);
    const [one, other] = [cleanUpNowAndThen(), cleanUpNowAndThen()];
    for (let block = 0; block < 7; block += 1) one();
    other();
    expect(asked).not.toHaveBeenCalled();
    one();
    expect(asked.mock.calls).toEqual([[ArrayBuffer, [128 * 1024 * 1024]]]);
  });

  it('goes on where there is not so much memory', () => {
    vi.spyOn(Reflect, 'construct').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    const cleanUp = cleanUpNowAndThen();
    expect(() => {
      for (let block = 0; block < 16; block += 1) cleanUp();
    }).not.toThrow();
  });
});
