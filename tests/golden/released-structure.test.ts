import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import { parseStrictJson } from '../../src/lib/kernel/strict-json';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { rulesOfCase } from '../../workers/case-rules';
import { METHOD_REGISTRY } from '../fixtures/methods';

/**
 * A pool whose receipts and contracts each lack something else. SHA-256 of what every released version came to, and what it counted
 * as recognised in 万元. Of assets worth 1000 at 60 % (factories), 1000 at 40 % (equipment) and 100 at 100 % (margin), and of five
 * supports of 100 each:
 *   @1, @2: every receipt with number and date: 4 × 600 + 2 × 400 + 100 = 3300, no support
 *   @3: the four supports with a contract too: 3300 + 4 × 100 = 3700
 *   @4: what is complete and holds on the valuation date: one factory 600, the margin 100, one guarantee 100 = 800
 */
const RELEASED = [
  [
    'collateral.structure@1',
    3300,
    '51db498b83edf24d7fedd6284b11ce5d5fbc1585c254e406e4e7e2e8ceca7817',
  ],
  [
    'collateral.structure@2',
    3300,
    '259229a9e5aee61a9713beb0c4689dde311ae3735734451e3beaa68f44d18507',
  ],
  [
    'collateral.structure@3',
    3700,
    '2287b282b13cd2441bd0fe3e6144c91334f9b9a392e80e5a0dba7cffebd105d7',
  ],
  ['collateral.structure@4', 800, null],
] as const;

const url = new URL('../fixtures/cases/receipts-case-5.json', import.meta.url);
const caseRecord = mustBeOk(parseCaseJson(readFileSync(url, 'utf8')));
const rules = mustBeOk(rulesOfCase(caseRecord));

describe('登记证明齐与不齐的案卷', () => {
  it.each(RELEASED)('%s 已认定 %s 万元，结果与发布时逐字节相同', async (id, wan, digest) => {
    const method = METHOD_REGISTRY.get(id);
    if (method === undefined) throw new Error(`released method expected: ${id}`);
    const outputs = method.run({ caseRecord, rules, prior: NO_OUTPUTS });
    const recognised = outputs.figures.find((figure) => figure.id === 'structure/recognised');
    expect(recognised?.value).toBe((BigInt(wan) * 1_000_000n).toString());
    const plain = mustBeOk(parseStrictJson(JSON.stringify(outputs)));
    if (digest !== null) expect(await sha256Hex(encodeUtf8(canonicalJson(plain)))).toBe(digest);
  });
});
