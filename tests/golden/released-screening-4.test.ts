import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { type Outputs, NO_OUTPUTS, mergeOutputs } from '../../src/lib/case/method';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import { parseStrictJson } from '../../src/lib/kernel/strict-json';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { rulesOfCase } from '../../workers/case-rules';
import { METHOD_REGISTRY } from '../fixtures/methods';

/**
 * What the versions of 2026-11-22 came to on a case with answers that nobody stands for, a growth of 90 %, debts that the
 * enterprise file contradicts and an owner whom nobody asked. In the order in which they ran.
 */
const RELEASED = [
  ['screening.patent-pledge-refusal@2', '2a1ac6d0b7bd295ebb69c4fd53d2434d38ee2de3e2e44b46e39f360e50948350'],
  ['screening.accounts@1', 'e52e30b77b230ed5974324797bff4062954c1708808a8070ab4210784b854329'],
  ['screening.repayment@1', '1ae4b386d6e25c581b25c584625f04d2fcce8a80d56d9d49d9ab7d6fae9ec431'],
  ['screening.three-views@3', 'e622329bebb7fe8b61ddd4c48a8e5aa1978b023fe762063390fde85a3ac41c00'],
  ['screening.data-asset-gates@2', '7a037fb54b75b68b577a467efad1ecb34247e8d687fc21e0c7b390f889a1326f'],
  ['screening.collateral-preflight@1', 'eecac0cbd256028e8121ff63b42433033b71534f257c4713bb146c0548c3be9b'],
  ['screening.routes@1', '699b949ec603b1ff75b6e8692bd76829e8fb4ca7d102eccf167eef397fd07df4'],
] as const;

it('同一案卷，结果与发布时逐字节相同', async () => {
  const url = new URL('../fixtures/cases/gathered-case-4.json', import.meta.url);
  const caseRecord = mustBeOk(parseCaseJson(readFileSync(url, 'utf8')));
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const run = (id: string, prior: Outputs): Outputs => {
    const method = METHOD_REGISTRY.get(id);
    if (method === undefined) throw new Error(`released method expected: ${id}`);
    return method.run({ caseRecord, rules, prior });
  };
  let prior = mergeOutputs(NO_OUTPUTS, run('patent.calendar@2', NO_OUTPUTS));
  const digests: [string, string][] = [];
  for (const [id] of RELEASED) {
    const outputs = run(id, prior);
    const plain = mustBeOk(parseStrictJson(JSON.stringify(outputs)));
    digests.push([id, await sha256Hex(encodeUtf8(canonicalJson(plain)))]);
    prior = mergeOutputs(prior, outputs);
  }
  expect(digests).toEqual(RELEASED.map((row) => [...row]));
});
