import { describe, expect, it } from 'vitest';
import { isSameAsk } from '../../../src/lib/state/substitute-ask';

describe('an answer about substitutes', () => {
  const asked = { asset: 'a', title: '虚构厂房', holeFen: '100' };
  it.each([
    ['asset and amount as asked', asked, 'a', '100', true],
    ['another asset', asked, 'b', '100', false],
    ['another amount', asked, 'a', '101', false],
    ['no amount', asked, 'a', null, false],
    ['nothing asked', null, 'a', '100', false],
  ] as const)('%s', (_what, ask, asset, hole, same) => expect(isSameAsk(ask, asset, hole)).toBe(same));
});
