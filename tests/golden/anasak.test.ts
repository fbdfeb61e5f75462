import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runMethods } from '../../src/lib/case/method';
import { parseCaseJson } from '../../src/lib/case/case-json';
import { checkCrossReferences } from '../../src/lib/case/cross-references';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { optimiseCase } from '../../src/lib/collateral/optimised/optimise-case';
import { nodeSolver } from '../../workers/highs-node';
import { mustBeOk } from '../../src/lib/kernel/result';
import { evaluatePatents } from '../../src/lib/patent/value/evaluate-patents';
import { scorePatents } from '../../src/lib/patent/score/score-patents';
import { rulesOfCase } from '../../workers/case-rules';
import { intakeHandlers } from '../../workers/handlers/intake';
import { ASSET_METHODS } from '../../workers/methods';

/**
 * 东方阿纳萨克: published are the name, the bank, 18 patents, 580万, 质押 + 信用 and one week. How the 580 divide between pledge and
 * credit is not published, and must not come out of the program either.
 */

const file = (name: string): Uint8Array =>
  readFileSync(new URL(`../../static/samples/${name}`, import.meta.url));
const empty = mustBeOk(parseCaseJson(new TextDecoder().decode(file('anasak-case.json'))));
const job = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };

const filled = async (): Promise<CaseRecord> => {
  const imported = mustBeOk(
    await intakeHandlers.importPatentFile(
      {
        fileName: 'anasak-patents.csv',
        bytes: file('anasak-patents.csv'),
        caseRecord: empty,
        batchId: 'import-1',
        mapping: null,
      },
      job,
    ),
  );
  expect(imported.failures).toEqual([]);
  const { patents } = empty.sections;
  return {
    ...empty,
    sections: {
      ...empty.sections,
      patents: { ...patents, imports: [imported.batch], records: [...imported.records] },
    },
  };
};

const structureOf = async (caseRecord: CaseRecord) => {
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const prior = runMethods(ASSET_METHODS, caseRecord, rules);
  return optimiseCase({ caseRecord, rules, prior }, await nodeSolver());
};

describe('东方阿纳萨克', () => {
  it('has 18 patents, all read, all scored, all pledged, and says 虚构 on its face', async () => {
    const caseRecord = await filled();
    const { records, pledged } = caseRecord.sections.patents;
    expect(records).toHaveLength(18);
    expect(new Set(pledged)).toEqual(new Set(records.map((r) => r.id)));
    expect(checkCrossReferences(caseRecord)).toEqual([]);
    expect(records.every((r) => r.title.startsWith('（虚构）'))).toBe(true);
    expect(caseRecord.fiction).toContain('没有公布');
    const scores = mustBeOk(scorePatents(caseRecord, mustBeOk(rulesOfCase(caseRecord))));
    expect(scores.failures).toEqual([]);
    expect(scores.patents).toHaveLength(18);
  });

  it('is valued by three methods and counts nothing until somebody weighs them', async () => {
    const caseRecord = await filled();
    const rules = mustBeOk(rulesOfCase(caseRecord));
    const { valuations, products } = evaluatePatents(caseRecord, rules);
    // 0.03 × 0.75 × (2400/1.14 + 2700/1.14² + 2900/1.14³ + 3000/1.14⁴ + 3000/1.14⁵) = 0.0225 × 9474.589 = 213.178
    // profit 16 % of sales, q 22 %: 213.178 × 0.16 × 0.22 ÷ 0.03 = 250.129; cost (32 + 18 + 0.6) × (1 − 5/10) = 25.3
    expect(valuations.map((v) => [v.kind, Math.round(Number(mustBeOk(v.result).valueFen) / 10_000) / 100])).toEqual([
      ['relief-from-royalty', 213.18],
      ['profit-split', 250.13],
      ['cost', 25.3],
    ]);
    expect(products).toHaveLength(1);
    expect(products[0]).toMatchObject({ state: 'open', valueFen: null });
    const offer = runMethods(ASSET_METHODS, caseRecord, rules).offers.find((o) => o.id === 'offer/patent-pool');
    expect(offer?.valueFen).toBeNull();
  });

  it('asks for the split of 580 instead of making one up', async () => {
    const structure = await structureOf(await filled());
    expect(structure.needFen).toBe('580000000');
    expect(structure.leftOut).toContainEqual(
      expect.objectContaining({ id: 'unsecured', code: 'E_CAPACITY_MISSING' }),
    );
    expect(structure.items.some((item) => item.id === 'unsecured')).toBe(false);
    expect(structure.status).not.toBe('optimal');
  });
});
