import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import type { LifeView } from '../../../../src/lib/bridge/life-contract';
import type { MilpSolver } from '../../../../src/lib/collateral/optimiser/milp';
import { newCollateralItem } from '../../../../src/lib/case/new-collateral';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import {
  lifeViewOf,
  rightsRanked,
  stepEntered,
  stepWithdrawn,
  substitutesOf,
} from '../../../../workers/life';
import { lifeHandlers } from '../../../../workers/handlers/life';
import { solver } from '../../../../workers/solver';
import { ON, RULES, factory, guarantee, lifeCase, wan } from '../../../fixtures/life-case';

let milp: MilpSolver;
beforeAll(async () => {
  milp = await solver();
});

const view = (caseRecord: CaseRecord): LifeView => mustBeOk(lifeViewOf(caseRecord, ON, RULES, milp));

describe('the view of a page', () => {
  it('shows state, history, next steps, recognition and what the structure takes', () => {
    const { items, gate, support } = view(lifeCase());
    const [item] = items;
    expect(item).toMatchObject({
      id: 'factory',
      itemId: 'factory',
      state: 'registered',
      stateWord: '已登记',
      constitutive: true,
      recognised: true,
      recognition: '已录入登记证明 虚构不动产证明 1（2026-11-15），附虚构登记证明.pdf',
      faults: [],
    });
    expect(item?.next.map(({ to, needsReceipt }) => `${to} ${needsReceipt}`)).toEqual([
      'changed true',
      'extended true',
      'cancelled false',
      'revoked false',
      'expired false',
      'objected false',
    ]);
    expect(BigInt(item?.usedFen ?? '0') > 0n).toBe(true);
    expect(support).toMatchObject([{ id: 'guarantor', inForce: true, recognised: true }]);
    // Nobody has screened the case: what needs a finding is unknown, not passed.
    expect(gate.verdict).not.toBe('pass');
    expect(gate.checks.find(({ code }) => code === 'registered')?.verdict).toBe('pass');
    expect(gate.checks.find(({ code }) => code === 'five-standards')?.verdict).toBe('unknown');
  });

  it('takes the structure with the contract of the support', () => {
    const recognised = (caseRecord: CaseRecord) =>
      view(caseRecord).gate.checks.find(({ code }) => code === 'need-recognised')?.message ?? '';
    // 600 of the factory at 60 % and 400 of the guarantee.
    expect(recognised(lifeCase())).toContain('已认定 1,000.00 万元');
    expect(recognised(lifeCase({ support: [guarantee({ contract: null })] }))).toContain(
      '已认定 600.00 万元',
    );
  });

  it('an unknown class asks for every step and recognises nothing', () => {
    const [item] = view(lifeCase({ items: [factory({ assetClass: 'NOTHING' })] })).items;
    expect([item?.className, item?.recognised, item?.constitutive]).toEqual([null, false, true]);
  });

  it('takes off what a lapsed registration carries, and offers only places that can be searched', () => {
    const pledged = factory({ assetClass: 'DEPOSIT_OWN' });
    const lapsed = factory({
      life: {
        ...factory().life,
        watched: [{ id: 'w', kind: 'registration-end', title: '登记期限', on: '2026-11-19', doneOn: null }],
      },
    });
    const check = view(lifeCase({ items: [lapsed] })).gate.checks.find(
      ({ code }) => code === 'need-recognised',
    );
    expect(check?.message).toContain(
      '已认定 400.00 万元，比需求少 600.00 万元；未计入 600.00 万元：虚构厂房',
    );
    expect(view(lifeCase({ items: [pledged] })).items[0]?.searchable).toEqual([
      '中国人民银行征信中心动产融资统一登记公示系统（中登网）',
    ]);
  });

  it('the days go into a calendar, the known and open ones only', () => {
    const { ics, watch } = view(lifeCase());
    const open = watch.filter(({ on, doneOn }) => on !== null && doneOn === null);
    expect(open.length).toBeGreaterThan(2);
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(open.length);
    expect(ics).toContain('DTSTART;VALUE=DATE:20271119');
    expect(ics).toContain('PRODID:-//Zhiya//Collateral Life//ZH');
    expect(ics.replaceAll('\r\n ', '')).toContain('SUMMARY:【虚构】债务履行期限届满 本笔债务');
  });

  it('a day that is none is refused with its place', () => {
    const result = lifeViewOf(lifeCase(), '2026-02-30', RULES, milp);
    expect(result.ok ? null : [result.failure.code, result.failure.path]).toEqual([
      'E_DATE',
      '押品存续 › 日期',
    ]);
  });
});

describe('steps through the worker', () => {
  const step = {
    to: 'contract-signed',
    on: '2026-11-01',
    by: '虚构经办',
    documentHash: null,
    note: '',
    registrationNumber: null,
  } as const;
  const draft = lifeCase({ items: [newCollateralItem('margin', 'MARGIN', '虚构保证金')] });

  it('know how the security of the class comes about', () => {
    const signed = mustBeOk(stepEntered(draft, 'margin', step, ON, RULES));
    const [item] = draft.sections.collateral.items;
    if (item === undefined) throw new Error('no item');
    const next = lifeCase({
      items: [{ ...item, perfection: signed.perfection, life: { ...item.life, steps: signed.steps } }],
    });
    expect(view(next).items[0]?.next.map(({ word }) => word)).toEqual(['已申请', '已控制']);
    expect(mustBeOk(stepWithdrawn(next, 'margin', RULES)).perfection).toBe('draft');
  });

  it('of an item that is not there are refused', () => {
    const result = stepEntered(draft, 'gone', step, ON, RULES);
    expect(result.ok ? null : result.failure.code).toBe('E_ITEM_UNKNOWN');
  });
});

describe('other calls', () => {
  it('substitutes leave out what the structure uses in full', () => {
    const house = factory({ id: 'house', title: '虚构住宅', oneOffCostFen: wan(3) });
    const found = mustBeOk(
      substitutesOf(lifeCase({ items: [factory(), house] }), 'factory', wan(100), RULES, milp),
    );
    expect(found.alone.length + found.pairs.length).toBeGreaterThan(0);
    expect([...found.alone, ...found.pairs].every(({ ids }) => !ids.includes('factory'))).toBe(true);
    const bad = substitutesOf(lifeCase(), 'factory', '一百', RULES, milp);
    expect(bad.ok ? null : bad.failure.code).toBe('E_FEN');
  });

  it('substitutes are refused while no structure is known: nobody knows what is left', () => {
    const house = factory({ id: 'house', title: '虚构住宅' });
    const base = lifeCase({ items: [factory(), house] });
    const { enterprise } = base.sections;
    const caseRecord = {
      ...base,
      sections: {
        ...base.sections,
        enterprise: { ...enterprise, need: { ...enterprise.need, amountFen: null } },
      },
    };
    const found = substitutesOf(caseRecord, 'factory', wan(100), RULES, milp);
    expect(found.ok ? null : [found.failure.code, found.failure.remedy]).toEqual([
      'E_STRUCTURE_UNKNOWN',
      '请先在“押品组合”页补齐融资需求并算出组合，再找替补',
    ]);
  });

  it('rights are ranked by the ten days of the rulebook', () => {
    const right = { holder: '虚构', notifiedOn: null } as const;
    const ranking = mustBeOk(
      rightsRanked(
        'movable',
        [
          { ...right, id: 'a', kind: 'mortgage', registeredOn: '2026-01-01', deliveredOn: null },
          {
            ...right,
            id: 'b',
            kind: 'purchase-money',
            registeredOn: '2026-03-11',
            deliveredOn: '2026-03-01',
          },
        ],
        RULES,
      ),
    );
    expect(ranking.ranks.map(({ ids }) => ids)).toEqual([['b'], ['a']]);
  });

  it('every call of the contract answers a case whose rules cannot be read with a failure', async () => {
    const caseRecord = { ...lifeCase(), valuationDate: '2026-02-30' };
    const nothing = { report: () => undefined, signal: new AbortController().signal } as never;
    const step = {
      to: 'filed',
      on: ON,
      by: '',
      documentHash: null,
      note: '',
      registrationNumber: null,
    } as const;
    const answers = await Promise.all([
      lifeHandlers.collateralLife({ caseRecord, on: ON }, nothing),
      lifeHandlers.enterStep({ caseRecord, item: 'factory', today: ON, step }, nothing),
      lifeHandlers.withdrawStep({ caseRecord, item: 'factory' }, nothing),
      lifeHandlers.substitutes({ caseRecord, asset: 'factory', holeFen: '1' }, nothing),
      lifeHandlers.rankRights({ caseRecord, thing: 'movable', rights: [] }, nothing),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([false, false, false, false, false]);
  });
});
