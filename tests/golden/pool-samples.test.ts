import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { checkCrossReferences } from '../../src/lib/case/cross-references';
import type { Structure } from '../../src/lib/collateral/structure-model';
import { mustBeOk } from '../../src/lib/kernel/result';
import { rulesOfCase } from '../../workers/case-rules';
import { nodeSolver } from '../../workers/highs-node';
import { screeningOf } from '../../workers/screening';
import { structureOf } from '../../workers/structure';
import { POOL_SAMPLES } from '../fixtures/pool-samples/samples';
import { wan } from '../fixtures/pool-samples/pool-case';

const SOLVER = await nodeSolver();

const address = (file: string): URL => new URL(`../../static/samples/${file}`, import.meta.url);
const stored = (file: string): CaseRecord => mustBeOk(parseCaseJson(readFileSync(address(file), 'utf8')));

const solved = (file: string): Structure => {
  const record = stored(file);
  return structureOf(record, mustBeOk(rulesOfCase(record)), SOLVER);
};

/** `id amount` of what is used, in 万元. */
const used = ({ items }: Structure): readonly string[] =>
  items.map(({ id, amountFen }) => `${id} ${Number(amountFen) / 1e6}`);
/** What each pays a year, in 万元. */
const payers = ({ plan }: Structure): Readonly<Record<string, number>> =>
  Object.fromEntries((plan?.byPayer ?? []).map(({ payer, yearlyFen }) => [payer, Number(yearlyFen) / 1e6]));
/** What each bears of what support carries, in 万元. */
const bearers = ({ plan }: Structure): Readonly<Record<string, number>> =>
  Object.fromEntries((plan?.bearers ?? []).map(({ bearer, fen }) => [bearer, Number(fen) / 1e6]));
const left = ({ leftOut }: Structure): readonly string[] => leftOut.map(({ id, code }) => `${id} ${code}`);
const atLimit = ({ binding }: Structure): readonly string[] =>
  binding.filter((limit) => limit.atLimit).map(({ id }) => id);

describe.each(POOL_SAMPLES)('$file', ({ file, build, published }) => {
  it('is what its builder writes, and small', () => {
    const text = `${JSON.stringify(build(), null, 2)}\n`;
    if (process.env['UPDATE_SAMPLES'] === '1') writeFileSync(address(file), text);
    expect(readFileSync(address(file), 'utf8')).toBe(text);
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  });

  it('opens as a case whose references hold', () => {
    expect(checkCrossReferences(stored(file))).toEqual([]);
  });

  it('names what was published, and marks everything else as invented', () => {
    const { title, fiction, sections } = stored(file);
    const { enterprise, collateral, patents } = sections;
    for (const fact of published) expect(fiction, fact).toContain(fact);
    expect(title).toContain('虚构');
    const names = [enterprise.enterprise.name, enterprise.pledgee?.name ?? ''];
    expect(names.filter((name) => !name.includes('虚构') && !published.includes(name))).toEqual([]);
    const sources = [
      ...collateral.items.flatMap((item) => [item.valueSource, ...item.fees.map((fee) => fee.source)]),
      ...collateral.items.flatMap((item) => (item.enteredCreditFen === null ? [] : [item.enteredCreditSource])),
      ...collateral.support.flatMap((item) => [item.provider, item.title, item.capacitySource, item.feeSource]),
      ...collateral.support.flatMap((item) => item.fees.map((fee) => fee.source)),
      ...collateral.capacities.flatMap((line) => [line.title, line.source]),
      ...collateral.guarantors.flatMap((company) => [company.name, company.source]),
      ...collateral.ask.limits.map((limit) => limit.source),
      ...patents.records.map((patent) => patent.title),
      ...(patents.enteredCredit === null ? [] : [patents.enteredCredit.source]),
      ...[...collateral.items, ...collateral.support].flatMap((item) => item.evidence.map((e) => e.description)),
    ];
    expect(sources.filter((text) => !text.includes('虚构'))).toEqual([]);
  });

  it('every check of its assets and support passes, and 第一还款来源 does', () => {
    const record = stored(file);
    const { preflight, repayment } = screeningOf(record, mustBeOk(rulesOfCase(record)));
    const open = preflight.items.flatMap(({ subject, findings }) =>
      findings.filter(({ verdict }) => verdict !== 'pass').map(({ code, message }) => `${subject.id} ${code} ${message}`),
    );
    expect(open).toEqual([]);
    expect(repayment.verdict).toBe('pass');
  });

  it('opens to a proved optimum without a failure', () => {
    const structure = solved(file);
    expect(structure).toMatchObject({ status: 'optimal', residualFen: '0', gap: '0' });
    expect(structure.failures).toEqual([]);
    expect(structure.repayment.held).toBe(false);
    expect(structure.plan?.proof?.gap).toBeLessThanOrEqual(1e-6);
    expect(structure.boundFen).toBe(structure.costFen);
  });
});

/*
 * 龙游, 1,000 for two years. At their caps: equipment 900 × 40 % = 360, stock 500 × 50 % = 250 (in part), patents 200 as entered
 * (700 × 30 % = 210 allows it); the guarantee 280, which is what is left of its line.
 * A year: equipment 2 ÷ 2 = 1 and patents 1 ÷ 2 = 0.5 whatever they carry; of what they carry, guarantee 0.5 % + 0.3 %, stock 1 %,
 * insurance 2 %. With both whole ones 440 is left: 280 × 0.8 % + 160 × 1 % = 3.84, in all 5.34. Without patents 110 of insurance more:
 * 1 + 2.24 + 2.5 + 2.2 = 7.94. Without equipment 200 + 280 + 250 + 200 = 930 is not enough.
 */
it('龙游: 360 + 160 + 200 + 280 at 5.34 a year', () => {
  const structure = solved('longyou-case.json');
  expect(structure.costFen).toBe(wan(5.34));
  expect([...used(structure)].sort()).toEqual(['equipment 360', 'fiscal-guarantee 280', 'offer/patent-pool 200', 'stock 160']);
  // enterprise 1 + 1.6 + 280 × 0.5 % = 4; government 280 × 0.3 % = 0.84; bank 0.5
  expect(payers(structure)).toEqual({ borrower: 4, government: 0.84, bank: 0.5 });
  expect(bearers(structure)).toEqual({ guarantor: 140, fund: 84, bank: 56 });
  expect(left(structure)).toEqual(['pledge-insurance NOT_NEEDED']);
  // (900 + 500 × 160 ÷ 250 + 700) ÷ (360 + 160 + 200) = 1920 ÷ 720
  expect(structure.plan?.coverage).toBe('2.6666666667');
  expect([structure.ipShareLabel, structure.plan?.days, structure.plan?.registries.length]).toEqual(['20.00%', 5, 2]);
  expect(atLimit(structure)).toContain('capacity/line/fiscal-line');
});

/*
 * 常山, 200 for a year: marks 300 × 30 % = 90 and 40 × 30 % = 12, only together; the rest 98 by the guarantee.
 * 0.8 + 0.1 + 98 × 0.8 % = 1.684. Guarantee and insurance alone: 100 × 0.8 % + 100 × 2 % = 2.8.
 */
it('常山: 90 + 12 + 98 at 1.684 a year', () => {
  const structure = solved('changshan-case.json');
  expect(structure.costFen).toBe(wan(1.684));
  expect([...used(structure)].sort()).toEqual(['mark-main 90', 'mark-similar 12', 'policy-guarantee 98']);
  // enterprise 0.1 + 98 × 0.5 % = 0.59; government 0.8 + 98 × 0.3 % = 1.094
  expect(payers(structure)).toEqual({ borrower: 0.59, government: 1.094 });
  expect(bearers(structure)).toEqual({ guarantor: 39.2, 're-guarantor': 19.6, fund: 19.6, bank: 19.6 });
  expect(left(structure)).toEqual(['pledge-insurance NOT_NEEDED']);
  // 340 ÷ 102
  expect([structure.plan?.coverage, structure.ipShareLabel, structure.plan?.days]).toEqual(['3.3333333333', '51.00%', 5]);
});

/* 鑫诺, 300 for a year without any asset: 300 × 0.3 % = 0.9; the other company 300 × 0.5 % = 1.5. */
it('鑫诺: 300 by the guarantee alone at 0.9 a year', () => {
  const structure = solved('xinnuo-case.json');
  expect(structure.costFen).toBe(wan(0.9));
  expect(used(structure)).toEqual(['policy-guarantee 300']);
  expect(payers(structure)).toEqual({ borrower: 0.9 });
  // 20 % of 300 stay with the bank: 60
  expect(bearers(structure)).toEqual({ guarantor: 120, 're-guarantor': 60, fund: 60, bank: 60 });
  expect(left(structure)).toEqual(['other-guarantee NOT_NEEDED']);
  expect([structure.plan?.coverage, structure.ipShare]).toEqual([null, '0']);
});
