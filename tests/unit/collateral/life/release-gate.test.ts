import { describe, expect, it } from 'vitest';
import type { Waiver } from '../../../../src/lib/case/collateral-life';
import type { Verdict } from '../../../../src/lib/case/exchange';
import type { Outputs } from '../../../../src/lib/case/method';
import type { GateCheck, GateInput } from '../../../../src/lib/collateral/life/gate-model';
import { releaseGate } from '../../../../src/lib/collateral/life/release-gate';
import { addDays } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import {
  HASH,
  ON,
  day,
  factory,
  figure,
  finding,
  gateInput,
  greenPrior,
  guarantee,
  lifeCase,
  rulesWith,
  step,
  wan,
} from '../../../fixtures/life-case';

const gate = (input: GateInput) => mustBeOk(releaseGate(input));
const checkOf = (input: GateInput, code: string): GateCheck => {
  const found = gate(input).checks.find((check) => check.code === code);
  if (found === undefined) throw new Error(`no check ${code}`);
  return found;
};
const verdict = (input: GateInput, code: string): Verdict => checkOf(input, code).verdict;

const withFactory = (change: Parameters<typeof factory>[0]): GateInput =>
  gateInput(lifeCase({ items: [factory(change)] }));
const withLife = (change: Partial<ReturnType<typeof factory>['life']>): GateInput =>
  withFactory({ life: { ...factory().life, ...change } });
const withGuarantee = (change: Parameters<typeof guarantee>[0]): GateInput =>
  gateInput(lifeCase({ support: [guarantee(change)] }));
/** A guarantee whose agreed period ended yesterday, after the debt was due. */
const agreedEnded = (): GateInput =>
  gateInput(
    lifeCase({
      debtEnd: '2026-05-01',
      support: [guarantee({ details: { guarantee_until: '2026-11-19' } })],
    }),
  );
const withPrior = (change: (prior: Outputs) => Outputs): GateInput =>
  gateInput(lifeCase(), { prior: change(greenPrior()) });
const refound = (rule: string, next: Verdict, veto = false): GateInput =>
  withPrior((prior) => ({
    ...prior,
    findings: prior.findings.map((one) => (one.rule === rule ? { ...one, verdict: next, veto } : one)),
  }));
const unfound = (rule: string): GateInput =>
  withPrior((prior) => ({ ...prior, findings: prior.findings.filter((one) => one.rule !== rule) }));
const refigured = (id: string, value: string | null): GateInput =>
  withPrior((prior) => ({
    ...prior,
    figures: [...prior.figures.filter((one) => one.id !== id), figure(id, value)],
  }));
const search = (on: string, clear: boolean | null) => ({
  registry: '不动产登记机构',
  on,
  clear,
  by: '虚构经办',
  note: '',
  evidence: [],
});

describe('a case in order', () => {
  it('opens: every check passes, each with evidence or words', () => {
    const { verdict: whole, checks, findings } = gate(gateInput());
    expect(checks.filter(({ verdict: one }) => one !== 'pass')).toEqual([]);
    expect(whole).toBe('pass');
    expect(checks.map(({ code }) => code)).toEqual([
      'registered',
      'receipt-document',
      'steps-in-order',
      'search-clear',
      'search-fresh',
      'consents',
      'legal-checks',
      'value-fresh',
      'contract-in-force',
      'contract-document',
      'support-consents',
      'support-checks',
      'first-repayment',
      'five-standards',
      'decision',
      'need-covered',
      'need-recognised',
    ]);
    expect(checks.every(({ message }) => message !== '')).toBe(true);
    expect(findings.map(({ rule }) => rule)).toContain('collateral.life.gate.registered');
  });

  it('has nothing to say of an empty case but that nothing is known', () => {
    const input = gateInput(lifeCase({ items: [], support: [] }), {
      prior: { figures: [], findings: [], offers: [] },
      used: new Set(),
    });
    expect(gate(input).verdict).toBe('unknown');
  });
});

describe('each check', () => {
  it.each<[string, GateInput, string, Verdict]>([
    [
      'not registered',
      withFactory({
        perfection: 'filed',
        receipt: null,
        life: { ...factory().life, steps: factory().life.steps.slice(0, 2) },
      }),
      'registered',
      'fail',
    ],
    ['registered without a receipt', withFactory({ receipt: null }), 'registered', 'fail'],
    [
      'a receipt with a blank number',
      withFactory({ receipt: { registrationNumber: ' ', date: '2026-11-15', documentHash: HASH } }),
      'registered',
      'fail',
    ],
    ['objected', withFactory({ perfection: 'objected' }), 'registered', 'fail'],
    [
      'registered on the day of the release',
      gateInput(lifeCase(), { on: day('2026-11-15') }),
      'registered',
      'pass',
    ],
    ['registered the day after', gateInput(lifeCase(), { on: day('2026-11-14') }), 'registered', 'fail'],
    ['a class that nobody knows', withFactory({ assetClass: 'NOTHING' }), 'registered', 'unknown'],
    ['a class without a register', withFactory({ assetClass: 'DATA_IP' }), 'registered', 'fail'],
    ['changed registration', withFactory({ perfection: 'changed' }), 'registered', 'pass'],
    [
      'no paper',
      withFactory({ receipt: { registrationNumber: '虚构 1', date: '2026-11-15', documentHash: null } }),
      'receipt-document',
      'unknown',
    ],
    [
      'a paper that is not in the case',
      withFactory({
        receipt: { registrationNumber: '虚构 1', date: '2026-11-15', documentHash: 'c'.repeat(64) },
      }),
      'receipt-document',
      'unknown',
    ],
    [
      'a history with a gap',
      withLife({ steps: [step('registered', '2026-11-15')] }),
      'steps-in-order',
      'fail',
    ],
    [
      'a step that nobody signed',
      withLife({
        steps: [
          step('contract-signed', '2026-11-01', { by: '' }),
          step('filed', '2026-11-05'),
          step('registered', '2026-11-15'),
        ],
      }),
      'steps-in-order',
      'unknown',
    ],
    [
      'a search of the third day',
      withLife({ searches: [search('2026-11-17', true)] }),
      'search-fresh',
      'pass',
    ],
    [
      'a search of the fourth day',
      withLife({ searches: [search('2026-11-16', true)] }),
      'search-fresh',
      'fail',
    ],
    ['a search of the same day', withLife({ searches: [search(ON, true)] }), 'search-fresh', 'pass'],
    ['a search of tomorrow', withLife({ searches: [search('2026-11-21', true)] }), 'search-fresh', 'unknown'],
    ['no search', withLife({ searches: [] }), 'search-fresh', 'unknown'],
    ['no search', withLife({ searches: [] }), 'search-clear', 'unknown'],
    [
      'a search without a result',
      withLife({ searches: [search('2026-11-18', null)] }),
      'search-clear',
      'unknown',
    ],
    [
      'a search that shows a seizure',
      withLife({ searches: [search('2026-11-18', false)] }),
      'search-clear',
      'fail',
    ],
    [
      'a clear search of the same day as a bad one',
      withLife({ searches: [search('2026-11-18', false), search('2026-11-18', true)] }),
      'search-clear',
      'fail',
    ],
    [
      'a clear search after a bad one',
      withLife({ searches: [search('2026-11-17', false), search('2026-11-18', true)] }),
      'search-clear',
      'pass',
    ],
    ['no resolution', refound('cn.collateral.resolution', 'fail'), 'consents', 'fail'],
    ['an unknown consent', refound('cn.collateral.co-owners', 'unknown'), 'consents', 'unknown'],
    [
      'an owner who is not the registered one',
      refound('cn.real-estate.owner', 'fail'),
      'legal-checks',
      'fail',
    ],
    ['a check that nobody made', unfound('cn.real-estate.owner'), 'legal-checks', 'unknown'],
    ['a value six months old to the day', withFactory({ valuedOn: '2026-05-20' }), 'value-fresh', 'pass'],
    ['a value older than six months', withFactory({ valuedOn: '2026-05-19' }), 'value-fresh', 'fail'],
    ['a value without a day', withFactory({ valuedOn: null }), 'value-fresh', 'unknown'],
    ['no contract', withGuarantee({ contract: null }), 'contract-in-force', 'fail'],
    [
      'a guarantee agreed to end before the debt is due, long past',
      gateInput(
        lifeCase({
          debtEnd: '2026-05-19',
          support: [guarantee({ details: { guarantee_until: '2026-05-01' } })],
        }),
      ),
      'contract-in-force',
      'fail',
    ],
    [
      'the same on the last day that the law gives',
      gateInput(
        lifeCase({
          debtEnd: '2026-05-20',
          support: [guarantee({ details: { guarantee_until: '2026-05-01' } })],
        }),
      ),
      'contract-in-force',
      'pass',
    ],
    [
      'a contract of tomorrow',
      withGuarantee({ contract: { registrationNumber: '虚构 1', date: '2026-11-21', documentHash: HASH } }),
      'contract-in-force',
      'fail',
    ],
    [
      'a guarantee that ends today',
      gateInput(
        lifeCase({ debtEnd: '2026-05-01', support: [guarantee({ details: { guarantee_until: ON } })] }),
      ),
      'contract-in-force',
      'pass',
    ],
    ['a guarantee that ended yesterday', agreedEnded(), 'contract-in-force', 'fail'],
    [
      'an end that is no date',
      withGuarantee({ details: { guarantee_until: '明年' } }),
      'contract-in-force',
      'unknown',
    ],
    [
      'a contract without a paper',
      withGuarantee({ contract: { registrationNumber: '虚构 1', date: '2026-11-10', documentHash: null } }),
      'contract-document',
      'unknown',
    ],
    [
      'no resolution of the guarantor',
      refound('cn.guarantee.resolution', 'fail'),
      'support-consents',
      'fail',
    ],
    ['a guarantee without 连带责任', refound('cn.guarantee.liability', 'fail'), 'support-checks', 'fail'],
    [
      'no first source of repayment',
      refound('cn.collateral-guideline.first-repayment-source', 'unknown'),
      'first-repayment',
      'unknown',
    ],
    ['a standard that fails', refound('cn.three-views.c3', 'fail'), 'five-standards', 'fail'],
    ['a standard that nobody looked at', unfound('cn.three-views.c3'), 'five-standards', 'unknown'],
    ['declined', refigured('screening/decision', 'declined'), 'decision', 'fail'],
    ['held', refigured('screening/decision', 'held'), 'decision', 'unknown'],
    ['with conditions', refigured('screening/decision', 'conditional'), 'decision', 'unknown'],
    ['no decision', refigured('screening/decision', null), 'decision', 'unknown'],
    [
      'one fen short',
      refigured('structure/covered', (BigInt(wan(1000)) - 1n).toString()),
      'need-covered',
      'fail',
    ],
    ['no structure', refigured('structure/covered', null), 'need-covered', 'unknown'],
    [
      'one fen not recognised',
      refigured('structure/recognised', (BigInt(wan(1000)) - 1n).toString()),
      'need-recognised',
      'fail',
    ],
    ['no structure', refigured('structure/recognised', null), 'need-recognised', 'unknown'],
  ])('%s: %#', (_what, input, code, expected) => {
    const check = checkOf(input, code);
    expect(check.verdict).toBe(expected);
    expect(check.remedy === '').toBe(expected === 'pass');
    expect(gate(input).verdict === 'pass').toBe(gate(input).checks.every(({ open }) => open));
  });

  it('what is not used is not asked for, what must be used is', () => {
    const other = factory({ id: 'other', perfection: 'draft', receipt: null });
    const codes = (use: 'may' | 'must') =>
      gate(gateInput(lifeCase({ items: [factory(), { ...other, use }] }))).checks.filter(
        ({ subject }) => subject.id === 'other',
      );
    expect(codes('may')).toEqual([]);
    expect(codes('must').find(({ code }) => code === 'registered')?.verdict).toBe('fail');
  });

  it('what is used or must be used and cannot be read holds the gate', () => {
    const twice = gateInput(lifeCase({ items: [factory(), factory()] }));
    expect(checkOf(twice, 'registered')).toMatchObject({ verdict: 'fail', waivable: false });
    expect(gate(twice).verdict).toBe('fail');
    const negative = factory({ id: 'must', use: 'must', valueFen: '-1' });
    const must = gate(gateInput(lifeCase({ items: [factory(), negative] })));
    expect(must.checks.filter(({ open }) => !open).map(({ subject }) => subject.id)).toEqual(['must']);
    const gone = gateInput(lifeCase(), { used: new Set(['factory', 'guarantor', 'gone']) });
    expect(gate(gone).verdict).toBe('fail');
  });

  it('asks for everything that may be used while nobody knows what is', () => {
    const other = factory({ id: 'other', perfection: 'draft', receipt: null });
    const input = gateInput(lifeCase({ items: [factory(), other] }), { used: null });
    expect(gate(input).checks.some(({ subject }) => subject.id === 'other')).toBe(true);
  });

  it('patents without a card have nowhere to be registered', () => {
    const offers = [
      {
        id: 'offer/patent-pool',
        subject: { kind: 'patent-pool' as const, id: 'patent-pool', title: '专利组合' },
        assetClass: 'PATENT_INV',
        valueFen: wan(100),
        enteredCreditFen: null,
        confidence: 'verified' as const,
        trace: figure('offer', wan(100)).trace,
      },
    ];
    const input = gateInput(lifeCase({ items: [] }), {
      used: new Set(['offer/patent-pool']),
      prior: { ...greenPrior(), offers },
    });
    const check = checkOf(input, 'registered');
    expect([check.verdict, check.remedy]).toEqual(['fail', '请在押品页为它新增一项同类押品，作为登记卡片']);
  });

  it('an account under control is not searched for in any register', () => {
    const margin = factory({ assetClass: 'MARGIN' });
    const codes = gate(gateInput(lifeCase({ items: [margin] }))).checks.map(({ code }) => code);
    expect(codes).not.toContain('search-fresh');
    expect(codes).not.toContain('search-clear');
  });

  it('follows the days of an institution', () => {
    const rules = rulesWith([
      {
        id: 'collateral.life.search-max-age-days',
        effectiveFrom: '2026-01-01',
        value: 1,
        reason: '本行口径',
      },
    ]);
    expect(verdict(gateInput(lifeCase(), { rules }), 'search-fresh')).toBe('fail');
    expect(verdict(gateInput(lifeCase(), { rules, on: addDays(ON, -1) }), 'search-fresh')).toBe('pass');
  });
});

const REVALUED = { on: '2026-11-01', valueFen: wan(400), source: '虚构重估', by: '虚构' };
const revalued = (change: Partial<typeof REVALUED> = {}, item: Parameters<typeof factory>[0] = {}) =>
  withFactory({ ...item, life: { ...factory().life, revaluations: [{ ...REVALUED, ...change }] } });

describe('a value found since', () => {
  it.each<[string, GateInput, Verdict]>([
    ['below the one the structure used', revalued(), 'fail'],
    ['one fen below', revalued({ valueFen: (BigInt(wan(1000)) - 1n).toString() }), 'fail'],
    ['the same', revalued({ valueFen: wan(1000) }), 'pass'],
    ['higher', revalued({ valueFen: wan(1200) }), 'pass'],
    ['after the day of the release', revalued({ on: '2026-11-21' }), 'pass'],
    ['before the one the structure used', revalued({ on: '2026-08-01' }), 'pass'],
    ['below a value without a day', revalued({}, { valuedOn: null }), 'fail'],
  ])('%s', (_what, input, expected) => {
    expect(verdict(input, 'value-fresh')).toBe(expected);
  });

  it('closes the gate although it is fresh, and nobody can let it pass', () => {
    const input = revalued({}, { valuedOn: '2025-01-10' });
    input.caseRecord.sections.collateral.waivers.push(waiver('value-fresh', 'factory'));
    const check = checkOf(input, 'value-fresh');
    expect(check.message).toBe('组合按 1,000.00 万元计算，2026-11-01 的价值只有 400.00 万元');
    expect(check.remedy).toContain('把新价值用于组合');
    expect([check.open, check.waivable, gate(input).verdict]).toEqual([false, false, 'fail']);
  });
});

const endOn = (on: string, doneOn: string | null = null) => ({
  id: `watched-${on}`,
  kind: 'registration-end' as const,
  title: '登记期限',
  on,
  doneOn,
});
const movable = (change: Parameters<typeof factory>[0] = {}) =>
  factory({ assetClass: 'EQUIP_GEN', ...change });
const gateOf = (item: ReturnType<typeof factory>, amounts?: GateInput['amounts']): GateInput => ({
  ...gateInput(lifeCase({ items: [item] })),
  ...(amounts === undefined ? {} : { amounts }),
});
const oneMonth = (receiptDate: string) =>
  movable({
    details: { term_months: '1' },
    receipt: { registrationNumber: '虚构 1', date: receiptDate, documentHash: HASH },
    life: {
      ...factory().life,
      steps: [
        step('contract-signed', '2026-10-01'),
        step('filed', '2026-10-02'),
        step('registered', receiptDate),
      ],
    },
  });
const watching = (...watched: readonly ReturnType<typeof endOn>[]) =>
  movable({ life: { ...factory().life, watched: [...watched] } });

describe('a registration that is kept for a term', () => {
  it.each<[string, ReturnType<typeof factory>, Verdict]>([
    ['holds on its last day', oneMonth('2026-10-20'), 'pass'],
    ['has lapsed the day after', oneMonth('2026-10-19'), 'fail'],
    ['of which nobody entered the term', movable(), 'unknown'],
    ['with an entered end of today', watching(endOn(ON)), 'pass'],
    ['with an entered end of yesterday', watching(endOn('2026-11-19')), 'fail'],
    [
      'whose end was dealt with and no new one entered',
      watching(endOn('2026-11-19', '2026-11-18')),
      'unknown',
    ],
    [
      'whose end was dealt with and a new one entered',
      watching(endOn('2026-11-19', '2026-11-18'), endOn('2027-11-19')),
      'pass',
    ],
    [
      'that is extended and has no new end',
      {
        ...oneMonth('2026-11-01'),
        perfection: 'extended',
        life: { ...factory().life, steps: [...factory().life.steps, step('extended', '2026-11-16')] },
      },
      'unknown',
    ],
    [
      'of a mark, to a day that has passed',
      movable({ assetClass: 'TRADEMARK', details: { pledge_term: '2026-11-19' } }),
      'fail',
    ],
    ['of a factory, which has no term', factory(), 'pass'],
  ])('%s', (_what, item, expected) => {
    expect(verdict(gateOf(item), 'registered')).toBe(expected);
  });

  it('is taken off what is recognised, with what it carried', () => {
    const amounts = new Map([
      ['factory', BigInt(wan(600))],
      ['guarantor', BigInt(wan(400))],
    ]);
    const check = checkOf(gateOf(oneMonth('2026-10-19'), amounts), 'need-recognised');
    expect(check.verdict).toBe('fail');
    expect(check.message).toContain('登记已失效');
    expect(checkOf(gateOf(oneMonth('2026-10-20'), amounts), 'need-recognised').verdict).toBe('pass');
    expect(checkOf(gateOf(movable(), amounts), 'need-recognised').verdict).toBe('unknown');
    // Counted on the valuation date and lapsed the day after, and nobody says with how much.
    const lapsed = { ...gateOf(oneMonth('2026-10-20')), on: addDays(ON, 1) };
    expect(checkOf(lapsed, 'need-recognised').verdict).toBe('unknown');
  });
});

describe('what is recognised', () => {
  const amounts = new Map([
    ['factory', BigInt(wan(600))],
    ['guarantor', BigInt(wan(400))],
  ]);

  it('leaves out a support that has ended, and names it', () => {
    const until = (on: string): GateInput => ({
      ...withGuarantee({ kind: 'insurance', details: { policy_until: on } }),
      amounts,
    });
    expect(checkOf(until('2026-11-19'), 'need-recognised').message).toContain(
      '已认定 600.00 万元，比需求少 400.00 万元；未计入 400.00 万元：虚构担保',
    );
    expect(verdict(until('2026-11-19'), 'contract-in-force')).toBe('fail');
    expect(verdict(until(ON), 'contract-in-force')).toBe('pass');
    expect(verdict(until(ON), 'need-recognised')).toBe('pass');
    expect(verdict(until('明年'), 'need-recognised')).toBe('unknown');
  });

  it('is counted by the gate itself on its day, whatever the figure of the valuation date says', () => {
    const none = { ...withGuarantee({ contract: null }), amounts };
    expect(checkOf(none, 'need-recognised').message).toContain('已认定 600.00 万元');
    // Registered the day after the valuation date, released on that day.
    const receipt = { registrationNumber: '虚构 2', date: '2026-11-21', documentHash: HASH };
    const { figures, ...rest } = greenPrior();
    const later: GateInput = {
      ...gateInput(lifeCase({ items: [factory({ receipt })] }), {
        on: addDays(ON, 1),
        prior: {
          ...rest,
          figures: [
            ...figures.filter(({ id }) => id !== 'structure/recognised'),
            figure('structure/recognised', wan(400)),
          ],
        },
      }),
      amounts,
    };
    expect(verdict(later, 'need-recognised')).toBe('pass');
    expect(checkOf({ ...later, on: ON }, 'need-recognised').message).toContain(
      '登记日 2026-11-21 晚于放款日',
    );
  });

  it('needs the paper of a receipt: without it not counted, with one that is gone nobody knows', () => {
    const paper = (documentHash: string | null): GateInput => ({
      ...withFactory({ receipt: { registrationNumber: '虚构 1', date: '2026-11-15', documentHash } }),
      amounts,
    });
    expect(verdict(paper(HASH), 'need-recognised')).toBe('pass');
    expect(verdict(paper(null), 'need-recognised')).toBe('fail');
    expect(verdict(paper('c'.repeat(64)), 'need-recognised')).toBe('unknown');
    expect(checkOf(paper(null), 'need-recognised').message).toContain('虚构厂房（登记证明（虚构 1）还缺文件');
  });
});

describe('searches of several registers', () => {
  const at = (registry: string, clear: boolean | null, on = '2026-11-18') => ({
    ...search(on, clear),
    registry,
  });
  const [CSDC, CDC, SHCH] = [
    '中国证券登记结算有限责任公司',
    '中央国债登记结算有限责任公司',
    '银行间市场清算所股份有限公司',
  ];
  const ZHONGDENG = '中国人民银行征信中心动产融资统一登记公示系统（中登网）';
  const of = (assetClass: string, searches: readonly ReturnType<typeof at>[]) =>
    withFactory({ assetClass, life: { ...factory().life, searches: [...searches] } });

  it.each<[string, GateInput, Verdict, Verdict]>([
    [
      'one clear later than one that shows a right',
      of('STOCK_LISTED', [at(CSDC, false, '2026-11-17'), at(CDC, true), at(SHCH, true)]),
      'fail',
      'pass',
    ],
    ['all clear', of('STOCK_LISTED', [at(CSDC, true), at(CDC, true), at(SHCH, true)]), 'pass', 'pass'],
    [
      'one too old',
      of('STOCK_LISTED', [at(CSDC, true, '2026-11-01'), at(CDC, true), at(SHCH, true)]),
      'pass',
      'fail',
    ],
    ['one not searched', of('STOCK_LISTED', [at(CSDC, true), at(CDC, true)]), 'unknown', 'unknown'],
    [
      'one without a result',
      of('STOCK_LISTED', [at(CSDC, null), at(CDC, true), at(SHCH, true)]),
      'unknown',
      'pass',
    ],
    ['the register of a pledge by delivery only', of('DEPOSIT_OWN', [at(ZHONGDENG, true)]), 'pass', 'pass'],
    ['delivery is no register', of('DEPOSIT_OWN', [at('交付／占有', true)]), 'unknown', 'unknown'],
    [
      'but what was seen there counts',
      of('DEPOSIT_OWN', [at(ZHONGDENG, true), at('交付／占有', false)]),
      'fail',
      'pass',
    ],
  ])('%s', (_what, input, clear, fresh) => {
    expect([verdict(input, 'search-clear'), verdict(input, 'search-fresh')]).toEqual([clear, fresh]);
  });

  it('those not searched are named', () => {
    const input = of('STOCK_LISTED', [at(CSDC, true), at(CDC, true)]);
    expect(checkOf(input, 'search-clear').message).toBe(`没有查询${SHCH}`);
  });
});

const waiver = (check: string, subject: string | null, change: Partial<Waiver> = {}): Waiver => ({
  check,
  subject,
  approver: '虚构行长',
  reason: '虚构理由',
  on: ON,
  ...change,
});

describe('waivers', () => {
  const waived = (
    items: Parameters<typeof factory>[0],
    waivers: readonly Waiver[],
    prior = greenPrior(),
  ): GateInput =>
    gateInput(lifeCase({ items: [factory(items)], collateral: { waivers: [...waivers] } }), { prior });
  const stale = { valuedOn: '2025-01-01' };

  it('a named person with a reason lets a check pass, and the gate opens', () => {
    const input = waived(stale, [waiver('value-fresh', 'factory')]);
    const check = checkOf(input, 'value-fresh');
    expect([check.verdict, check.open, check.waived?.approver]).toEqual(['fail', true, '虚构行长']);
    expect(gate(input).verdict).toBe('pass');
  });

  it.each<[string, Partial<Waiver>]>([
    ['without a name', { approver: ' ' }],
    ['without a reason', { reason: '' }],
    ['from tomorrow', { on: '2026-11-21' }],
    ['of another check', { check: 'consents' }],
    ['of another thing', { subject: 'other' }],
    ['of the case', { subject: null }],
  ])('one %s does not count', (_what, change) => {
    const input = waived(stale, [{ ...waiver('value-fresh', 'factory'), ...change }]);
    expect([checkOf(input, 'value-fresh').open, gate(input).verdict]).toEqual([false, 'fail']);
  });

  it.each<[string, string, string, boolean]>([
    ['counts on the day of the last payment', '2026-11-10', '2026-11-10', true],
    ['counts after it', '2026-11-11', '2026-11-10', true],
    ['counts no more once money was paid after it', '2026-11-09', '2026-11-10', false],
    ['counts while the payment it was for is of the same day as the gate', '2026-11-19', ON, true],
    ['is not ended by a payment after the day asked about', '2026-11-19', '2026-11-21', true],
  ])('one %s', (_what, waivedOn, paidOn, isOpen) => {
    const input = waived(stale, [waiver('value-fresh', 'factory', { on: waivedOn })]);
    input.caseRecord.sections.collateral.drawdowns.push({ on: paidOn, amountFen: wan(1), by: '虚构' });
    const check = checkOf(input, 'value-fresh');
    expect(check.open).toBe(isOpen);
    expect(check.waiverNote.includes('须重新放行')).toBe(!isOpen);
  });

  it('never stands for a registration that makes the right, and says so', () => {
    const input = waived({ receipt: null }, [waiver('registered', 'factory')]);
    const check = checkOf(input, 'registered');
    expect([check.open, check.waivable, check.waived]).toEqual([false, false, null]);
    expect(check.waiverNote).toContain('设立的要件');
    expect(check.waiverNote).toContain('不计入已认定');
  });

  it('may stand for the registration of a movable, whose value stays unrecognised', () => {
    const input = waived({ assetClass: 'EQUIP_GEN', receipt: null }, [waiver('registered', 'factory')]);
    const check = checkOf(input, 'registered');
    expect(check.open).toBe(true);
    expect(check.waiverNote).toContain('不计入已认定');
  });

  it.each(['search-clear', 'first-repayment', 'five-standards', 'contract-in-force'])(
    'never stands for %s',
    (code) => {
      const bad = {
        'search-clear': withLife({ searches: [search('2026-11-18', false)] }),
        'first-repayment': refound('cn.collateral-guideline.first-repayment-source', 'fail'),
        'five-standards': refound('cn.three-views.c1', 'fail'),
        'contract-in-force': withGuarantee({ contract: null }),
      }[code];
      if (bad === undefined) throw new Error(code);
      const { collateral } = bad.caseRecord.sections;
      const subject = { 'search-clear': 'factory', 'contract-in-force': 'guarantor' }[code] ?? null;
      collateral.waivers.push(waiver(code, subject));
      expect(checkOf(bad, code).open).toBe(false);
    },
  );

  it('never stands for a veto among the findings', () => {
    const { prior } = refound('cn.real-estate.owner', 'fail', true);
    const input = waived({}, [waiver('legal-checks', 'factory')], prior);
    expect(checkOf(input, 'legal-checks').open).toBe(false);
    expect(checkOf(input, 'legal-checks').waiverNote).toBe('否决项不能放行');
    const plain = refound('cn.real-estate.owner', 'fail').prior;
    expect(checkOf(waived({}, [waiver('legal-checks', 'factory')], plain), 'legal-checks').open).toBe(true);
  });

  it('a decision to decline cannot be waived, an open one can', () => {
    const asked = (value: string) => {
      const { prior } = refigured('screening/decision', value);
      return checkOf(waived({}, [waiver('decision', null)], prior), 'decision').open;
    };
    expect([asked('declined'), asked('held')]).toEqual([false, true]);
  });

  it('which checks may be waived is the institution’s', () => {
    const checks = [
      {
        code: 'value-fresh',
        title: '评估价值在有效期内',
        subject: 'asset',
        waivable: 'never',
        basis: '本行',
      },
    ];
    const rules = rulesWith([
      { id: 'collateral.life.gate-checks', effectiveFrom: '2026-01-01', value: checks, reason: '本行口径' },
    ]);
    const input = { ...waived(stale, [waiver('value-fresh', 'factory')]), rules };
    expect([gate(input).checks.length, gate(input).verdict]).toEqual([1, 'fail']);
  });

  it('a finding of a note says nothing of the gate', () => {
    const prior = greenPrior();
    const note = finding('cn.real-estate.transfer-ban', 'fail', 'asset', 'factory', { severity: 'note' });
    expect(
      verdict(
        gateInput(lifeCase(), { prior: { ...prior, findings: [...prior.findings, note] } }),
        'legal-checks',
      ),
    ).toBe('pass');
  });
});
