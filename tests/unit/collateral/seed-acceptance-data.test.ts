import { describe, expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newCollateralItem, newSupportItem } from '../../../src/lib/case/new-collateral';
import type { Structure } from '../../../src/lib/collateral/structure-model';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { fieldsOfRegistry } from '../../../src/lib/rulebook/collateral-fields';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { rulesOfCase } from '../../../workers/case-rules';
import { nodeSolver } from '../../../workers/highs-node';
import { screeningOf } from '../../../workers/screening';
import { structureOf } from '../../../workers/structure';
import { gate, readyAsset, readyDataCase } from '../../fixtures/data-asset-gates';
import { withSections } from '../../fixtures/screening-case';
import { wan } from './build-case';

/* The published acceptance cases about data; the list of all stands in `seed-acceptance.test.ts`. */

const SOLVER = await nodeSolver();

const structured = (caseRecord: CaseRecord): Structure =>
  structureOf(caseRecord, mustBeOk(rulesOfCase(caseRecord)), SOLVER);

const RULES = rulesAt({
  entries: ALL_RULES,
  date: mustBeOk(parsePlainDate('2026-11-20')),
  region: 'cn-330800',
});

describe('KAIHUA', () => {
  it('KAIHUA 1: a scale of 560,000,000 records is kept and read back as it is', () => {
    const large = {
      ...readyAsset(),
      rows: 560_000_000,
      claimed: { rows: 560_000_000, source: '公开报道：5.6 亿条' },
    };
    const record = mustBeOk(parseCaseJson(caseJson(readyDataCase([large]))));
    const [kept] = record.sections.dataAssets.assets;
    expect([kept?.rows, kept?.claimed?.rows]).toEqual([560_000_000, 560_000_000]);
    const { gates } = screeningOf(record, mustBeOk(rulesOfCase(record)));
    const volume = gates.findings.find(({ code }) => code === 'L23');
    expect([volume?.verdict, volume?.message]).toEqual(['pass', expect.stringContaining('560000000')]);
  });

  it('KAIHUA 2: without a valuation with its file the case is held, and the data carry nothing', () => {
    const record = readyDataCase();
    const answers = record.sections.screening.answers.filter(({ rule }) => rule !== gate(24));
    const open = withSections(record, ({ screening }) => ({ screening: { ...screening, answers } }));
    const { gates, decision } = screeningOf(open, mustBeOk(rulesOfCase(open)));
    expect(gates.findings.find(({ code }) => code === 'L24')?.verdict).toBe('unknown');
    expect(decision.code).not.toBe('passed');
    const structure = structured(record);
    expect(structure.items.some(({ id }) => id.startsWith('data-offer'))).toBe(false);
  });
});

describe('XIANGMAN', () => {
  it('XIANGMAN 1: 1,501 records, a limit of 100 万元 and what is covered are kept, asked for and shown', () => {
    const policy = {
      ...newSupportItem('policy', 'insurance', '数据知识产权被侵权损失保险'),
      provider: '人保财险衢州',
      capacityFen: wan(100),
      capacitySource: '公开报道：保额 100 万元',
      details: { insured_object: '数据知识产权，1,501 条记录', cover: '被侵权损失；侵权调查、数据恢复' },
    };
    const record = withSections(
      readyDataCase([{ ...readyAsset(), rows: 1_501 }]),
      ({ collateral, enterprise }) => ({
        enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: wan(100) } },
        collateral: { ...collateral, support: [policy] },
      }),
    );
    const { collateral, dataAssets } = mustBeOk(parseCaseJson(caseJson(record))).sections;
    expect(dataAssets.assets[0]?.rows).toBe(1_501);
    expect(collateral.support[0]).toEqual(policy);
    const fields = mustBeOk(fieldsOfRegistry(RULES, 'INSURANCE')).groups.flatMap((g) => g.fields);
    const labels = new Map(fields.map(({ code, label }) => [code, label]));
    expect([labels.get('insured_object'), labels.get('cover')]).toEqual(['保险标的', '承保范围']);
    expect(labels.get('policy_until')).toBe('保险期间届满日');
    // Its premium was not published: it is used and its cost is unknown, never 0.
    const structure = structured(record);
    expect([structure.items.map(({ id, availableFen }) => [id, availableFen]), structure.costFen]).toEqual([
      [['policy', wan(100)]],
      null,
    ]);
  });
});

describe('LONGYOU_DATA', () => {
  const gatesOf = (record: CaseRecord): ReadonlyMap<string, string> =>
    new Map(
      screeningOf(record, mustBeOk(rulesOfCase(record))).gates.findings.map(({ code, verdict }) => [
        code,
        verdict,
      ]),
    );

  it.each([
    ['certificate', 'L18', { certificates: [] }],
    ['evidence of the source', 'L03', { sources: [] }],
    [
      'paper of the source',
      'L03',
      { sources: [{ kind: 'collected' as const, description: '虚构', evidence: [] }] },
    ],
  ])('LONGYOU_DATA 1: without %s it is not good', (_, code, rights) => {
    const answers = readyDataCase().sections.screening.answers.filter(({ rule }) => rule !== gate(3));
    const base = readyDataCase([readyAsset('data-1', rights)]);
    const record = withSections(base, ({ screening }) => ({ screening: { ...screening, answers } }));
    expect(gatesOf(readyDataCase()).get(code)).toBe('pass');
    expect(gatesOf(record).get(code)).toBe('unknown');
    expect(screeningOf(record, mustBeOk(rulesOfCase(record))).decision.code).not.toBe('passed');
  });

  it('LONGYOU_DATA 1: without a valuation record there is no amount, and no default stands in', () => {
    const record = withSections(readyDataCase(), ({ enterprise, patents }) => ({
      patents: { ...patents, records: [], pledged: [] },
      enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: null } },
    }));
    expect(structured(record)).toMatchObject({ status: 'unsolved', needFen: null, coveredFen: null });
    const asked = withSections(record, ({ enterprise }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: wan(100) } },
    }));
    const card = { ...newCollateralItem('data-card', 'DATA_IP', '虚构数据知识产权'), owner: '虚构' };
    const withCard = withSections(asked, ({ collateral }) => ({
      collateral: { ...collateral, items: [card] },
    }));
    const structure = structured(withCard);
    expect([structure.status, structure.coveredFen]).toEqual(['infeasible', '0']);
    expect(structure.leftOut.map(({ code }) => code)).toContain('E_NOT_VALUED');
  });
});
