import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { lifeOfCase } from '../../src/lib/collateral/life/life-view';
import { releaseGate } from '../../src/lib/collateral/life/release-gate';
import type { JsonValue } from '../../src/lib/kernel/json';
import { mustBeOk } from '../../src/lib/kernel/result';
import { ON, factory, gateInput, guarantee, lifeCase, rulesWith, step } from '../fixtures/life-case';

/** What a schema would refuse may still come from a program that skipped it. */
const life = (caseRecord: CaseRecord) =>
  mustBeOk(lifeOfCase({ ...gateInput(caseRecord), on: ON, used: new Map([['factory', 1n]]) }));
const base = factory();

const CASES: Readonly<Record<string, CaseRecord>> = {
  'dates that run backwards': lifeCase({
    items: [
      factory({
        life: {
          ...base.life,
          steps: [step('registered', '2026-01-01'), step('filed', '2025-01-01'), step('draft', '1900-01-01')],
        },
      }),
    ],
  }),
  'dates that are none': lifeCase({
    items: [
      factory({
        valuedOn: '2026-02-30',
        receipt: { registrationNumber: '虚构', date: '昨天', documentHash: '' },
        life: {
          steps: [step('registered', '')],
          searches: [{ registry: '', on: '不详', clear: true, by: '', note: '', evidence: [] }],
          revaluations: [{ on: '2026-13-01', valueFen: '1', source: '', by: '' }],
          watched: [{ id: 'w', kind: 'other', title: '', on: '9999-99-99', doneOn: null }],
          disposal: null,
        },
      }),
    ],
    debtEnd: '2027-02-30',
  }),
  'amounts that are none': lifeCase({
    items: [
      factory({
        valueFen: '-1',
        life: {
          ...base.life,
          revaluations: [
            { on: '2026-11-01', valueFen: '-5', source: '', by: '' },
            { on: '2026-11-02', valueFen: '1e9', source: '', by: '' },
          ],
          disposal: {
            defaultedOn: '2026-11-01',
            claimFen: '-1',
            claimDeadline: '2026-02-31',
            claimedOn: null,
            route: null,
            valueBeforeFen: 'NaN',
            proceedsFen: '-100',
            costFen: '',
            receivedOn: '2026-00-00',
            note: '',
            evidence: [],
          },
        },
      }),
    ],
    collateral: { drawdowns: [{ on: '2026-11-31', amountFen: 'x', by: '' }] },
  }),
  'two items of one id': lifeCase({ items: [factory(), factory()], support: [guarantee(), guarantee()] }),
  'names that belong to objects': lifeCase({
    items: [factory({ id: 'constructor', assetClass: '__proto__' })],
    support: [guarantee({ id: 'toString', details: { guarantee_until: '__proto__' } })],
  }),
  'years at the end of the calendar': lifeCase({
    items: [
      factory({
        valuedOn: '2199-12-31',
        assetClass: 'EQUIP_GEN',
        details: { term_months: '360' },
        receipt: { registrationNumber: '虚构', date: '2026-11-15', documentHash: null },
      }),
    ],
    debtEnd: '2199-12-31',
  }),
};

describe('the life of securities in cases that make no sense', () => {
  it.each(Object.keys(CASES))('%s: an answer, nothing recognised by mistake, no open gate', (name) => {
    const caseRecord = CASES[name];
    if (caseRecord === undefined) throw new Error(name);
    const found = life(caseRecord);
    expect(found.gate.verdict).not.toBe('pass');
    for (const item of found.items) {
      expect(['none', 'warn', 'top-up', 'unknown', 'not-drawn']).toContain(item.revalued.alarm);
      if (item.disposalResult !== null) expect(item.disposalResult.recoveryRate).toBeNull();
    }
    for (const entry of found.watch) expect(entry.on === null).toBe(entry.daysLeft === null);
  });

  it('what cannot be read of a revaluation is named', () => {
    const caseRecord = CASES['amounts that are none'];
    if (caseRecord === undefined) throw new Error('no case');
    // The item itself cannot be used with a negative value; with a sound one its revaluations are read.
    const [item] = caseRecord.sections.collateral.items;
    if (item === undefined) throw new Error('no item');
    const sound = lifeCase({ items: [{ ...item, valueFen: '100' }] });
    expect(life(sound).items[0]?.revalued.failures.map(({ code }) => code)).toEqual([
      'E_REVALUATION',
      'E_REVALUATION',
    ]);
  });

  it('a thousand items, searches and steps are an answer too', () => {
    const items = Array.from({ length: 1_000 }, (_, i) =>
      factory({
        id: `factory-${i}`,
        life: { ...base.life, searches: Array.from({ length: 20 }, () => base.life.searches).flat() },
      }),
    );
    const gate = mustBeOk(releaseGate(gateInput(lifeCase({ items }), { used: null })));
    expect(gate.checks.filter(({ code }) => code === 'registered')).toHaveLength(1_000);
  });

  it.each<[string, JsonValue, string]>([
    ['collateral.life.transitions', { next: {} }, 'E_RULE_NOT_OVERRIDABLE'],
    ['collateral.life.gate-checks', 'always', 'E_RULE_SHAPE'],
    ['collateral.life.watch-stages', [-1], 'E_RULE_SHAPE'],
    ['collateral.monitoring', { valueFallWarn: '1.5' }, 'E_RULE_SHAPE'],
  ])('an institution value of %s that is no such value is named', (id, value, code) => {
    const rules = rulesWith([{ id, effectiveFrom: '2026-01-01', value, reason: '坏值' }]);
    const result = releaseGate(gateInput(lifeCase(), { rules }));
    expect(result.ok ? null : [result.failure.code, result.failure.rule]).toEqual([code, id]);
  });
});
