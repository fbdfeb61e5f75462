import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import { parseStrictJson } from '../../src/lib/kernel/strict-json';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { rulesOfCase } from '../../workers/case-rules';
import { METHOD_REGISTRY } from '../fixtures/methods';

/** SHA-256 of the canonical outputs as the release of each version made them: nothing of them may ever change. */
const RELEASED = [
  [
    'screening.patent-pledge-refusal@1',
    '5f3cf9ff184ff82bd28b51d0adb4691476fff7609935dbb07c08b41c7d68359a',
  ],
  ['screening.three-views@1', '2766e3bf13b6cd6633f4261122be068fb3b0fe308bb82f19f7f40d53f655c296'],
  ['screening.three-views@2', 'cf00206d1ebe2a34d9f36c928a667e0f250877804bbe82151beabd7cc38f79ea'],
  ['collateral.structure@1', '83d80a20e5c5bc6b3ae60bfd21f4039d50e0fe454a8b7c56b21b0ce3fa678f5b'],
] as const;

it.each(RELEASED)('%s：同一案卷，结果与发布时逐字节相同', async (id, expected) => {
  const url = new URL('../fixtures/cases/lanyu-case-3.json', import.meta.url);
  const caseRecord = mustBeOk(parseCaseJson(readFileSync(url, 'utf8')));
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const calendar = METHOD_REGISTRY.get('patent.calendar@2');
  const method = METHOD_REGISTRY.get(id);
  if (calendar === undefined || method === undefined) throw new Error('released method expected');
  const prior = calendar.run({ caseRecord, rules, prior: NO_OUTPUTS });
  const plain = mustBeOk(parseStrictJson(JSON.stringify(method.run({ caseRecord, rules, prior }))));
  expect(await sha256Hex(encodeUtf8(canonicalJson(plain)))).toBe(expected);
});
