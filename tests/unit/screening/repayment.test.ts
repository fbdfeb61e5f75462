import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../../src/lib/case/method';
import type { RepaymentInputs } from '../../../src/lib/case/screening-section';
import { EARLIER_SCREENING_METHODS } from '../../../src/lib/screening/methods';
import { fact, readyFile, readyRepayment, wanFen, withFacts } from '../../fixtures/ready-file';
import {
  REPAYMENT,
  findingOf,
  readyCase,
  rules,
  screen,
  verdictAnswer,
  withSections,
} from '../../fixtures/screening-case';

type File = CaseRecord['sections']['enterpriseFile'];
type Need = CaseRecord['sections']['enterprise']['need'];

interface Given {
  readonly inputs?: Partial<RepaymentInputs>;
  readonly file?: (file: File) => File;
  readonly need?: Partial<Need>;
}

const caseOf = ({ inputs = {}, file = (f) => f, need = {} }: Given): CaseRecord =>
  withSections(readyCase(), ({ screening, enterprise }) => ({
    enterprise: { ...enterprise, need: { ...enterprise.need, ...need } },
    enterpriseFile: file(readyFile()),
    screening: { ...screening, repayment: { ...readyRepayment(), ...inputs } },
  }));

const amount = (wan: number | null, source = '虚构征信报告'): RepaymentInputs['ownFunds'] => ({
  fen: wan === null ? null : wanFen(wan),
  source,
  evidence: [],
});

const rule = (name: string): string => `cn.repayment.${name}`;
const judge = (name: string, given: Given) => findingOf(screen(caseOf(given)), rule(name), 'case');
const value = (id: string, given: Given) =>
  screen(caseOf(given)).figures.find((f) => f.id === `repayment/${id}`)?.value;

const group = (related: boolean | null, wan: number | null = null): Partial<RepaymentInputs> => ({
  group: { related, exposure: amount(wan) },
});

const set =
  (...facts: ReturnType<typeof fact>[]) =>
  (file: File): File =>
    withFacts(file, ...facts);

const growth = (value: string): Partial<RepaymentInputs> => ({
  growth: { value, source: '虚构在手订单' },
});
const without =
  (field: string, period: string) =>
  (file: File): File => ({
    ...file,
    facts: file.facts.filter((f) => f.field !== field || f.period !== period),
  });
const debts = (wan: number) => set(fact('interestBearingDebt', wanFen(wan)));
const loansAtYearEnd = (short: number, long: number) =>
  set(fact('shortTermLoans', wanFen(short), '2025'), fact('longTermLoans', wanFen(long), '2025'));

const ROWS: readonly (readonly [string, string, Given, 'pass' | 'fail' | 'unknown'])[] = [
  // 经营现金流 1200 万
  ['现金流 1200 ÷ 1000 恰为 1.2', 'cash-cover', { inputs: { debtService: amount(1000) } }, 'pass'],
  ['现金流 1200 ÷ 1001', 'cash-cover', { inputs: { debtService: amount(1001) } }, 'fail'],
  ['应还本息未知', 'cash-cover', { inputs: { debtService: amount(null) } }, 'unknown'],
  ['没有报表', 'cash-cover', { file: () => ({ ...readyFile(), facts: [] }) }, 'unknown'],
  ['应还本息没有来源', 'cash-cover', { inputs: { debtService: amount(100, '') } }, 'unknown'],
  ['现金流为负', 'cash-cover', { file: set(fact('operatingCashFlow', `-${wanFen(1)}`, '2025')) }, 'fail'],
  // 新增额度 15428571.43 元
  ['申请恰为新增额度', 'working-capital-need', { need: { amountFen: '1542857142' } }, 'pass'],
  ['申请多出一分', 'working-capital-need', { need: { amountFen: '1542857143' } }, 'fail'],
  ['申请金额未填', 'working-capital-need', { need: { amountFen: null } }, 'unknown'],
  ['用途未填', 'working-capital-need', { need: { purpose: null } }, 'unknown'],
  ['用途看不出', 'working-capital-need', { need: { purpose: '（虚构）经营' } }, 'unknown'],
  ['自有资金未知', 'working-capital-need', { inputs: { ownFunds: amount(null) } }, 'unknown'],
  ['增长率没有依据', 'working-capital-need', { inputs: { growth: { value: '0', source: '' } } }, 'unknown'],
  [
    '上下游已占满周转：没有营运资金需求',
    'working-capital-need',
    { file: set(fact('payables', wanFen(9000), '2025'), fact('payables', wanFen(9000), '2024')) },
    'fail',
  ],
  [
    '债权种类写流动资金、用途写买设备',
    'working-capital-need',
    { need: { debtKind: '流动资金贷款', purpose: '（虚构）设备购置' } },
    'unknown',
  ],
  // 2025 与 2024 营业收入相同：最高增长率 0，上限 10 %；10 % 时新增额度 9000 × 1.1 × 97.714 ÷ 360 − 900 = 1787.142857 万
  [
    '增长率恰为上限',
    'working-capital-need',
    { inputs: growth('0.1'), need: { amountFen: '1787142857' } },
    'pass',
  ],
  [
    '增长率恰为上限，多出一分',
    'working-capital-need',
    { inputs: growth('0.1'), need: { amountFen: '1787142858' } },
    'fail',
  ],
  [
    '增长率高于上限，按上限也够',
    'working-capital-need',
    { inputs: growth('0.5'), need: { amountFen: '1787142857' } },
    'pass',
  ],
  [
    '增长率高于上限，只有按填报的才够',
    'working-capital-need',
    { inputs: growth('0.5'), need: { amountFen: '1787142858' } },
    'unknown',
  ],
  // 50 % 时 9000 × 1.5 × 97.714 ÷ 360 − 900 = 2764.285714 万
  [
    '填报的增长率恰好够',
    'working-capital-need',
    { inputs: growth('0.5'), need: { amountFen: '2764285714' } },
    'unknown',
  ],
  [
    '按填报的增长率也不够',
    'working-capital-need',
    { inputs: growth('0.5'), need: { amountFen: '2764285715' } },
    'fail',
  ],
  // 2023 年 8000：2024 年增长 25 %，上限 35 %；9000 × 1.35 × 97.714 ÷ 360 − 900 = 2397.857142 万
  [
    '前两年中较高的一年作准',
    'working-capital-need',
    {
      inputs: growth('0.35'),
      need: { amountFen: '2397857142' },
      file: set(fact('revenue', wanFen(8000), '2023'), fact('taxedSales', wanFen(8000), '2023')),
    },
    'pass',
  ],
  [
    '没有相邻两年的营业收入：上限为 0',
    'working-capital-need',
    {
      inputs: growth('0.1'),
      need: { amountFen: '1542857143' },
      file: without('revenue', '2024'),
    },
    'unknown',
  ],
  ['他行融资已查明', 'bank-debt', {}, 'pass'],
  // 填报他行 500 万、现有流动资金贷款 500 万；允许差 5 %
  ['有息负债由两项说明', 'bank-debt', { file: debts(1000) }, 'pass'],
  ['有息负债多出不到 5 %', 'bank-debt', { file: debts(1052) }, 'pass'],
  ['有息负债多出 5 % 以上', 'bank-debt', { file: debts(1053) }, 'unknown'],
  ['他行融资恰为有息负债的 1 ÷ 0.95', 'bank-debt', { file: debts(475) }, 'pass'],
  ['他行融资大于有息负债', 'bank-debt', { file: debts(474) }, 'unknown'],
  ['年末短期与长期借款大于填报', 'bank-debt', { file: loansAtYearEnd(600, 500) }, 'unknown'],
  ['年末借款之后新借', 'bank-debt', { file: loansAtYearEnd(10, 0) }, 'pass'],
  [
    '年末之后已经归还：以征信报告日的有息负债为准',
    'bank-debt',
    { file: (f) => debts(900)(loansAtYearEnd(600, 5000)(f)) },
    'pass',
  ],
  [
    '有息负债多出，现有流动资金贷款未知',
    'bank-debt',
    { inputs: { workingLoans: amount(null) }, file: debts(900), need: { purpose: '（虚构）设备购置' } },
    'unknown',
  ],
  [
    '有息负债自相矛盾',
    'bank-debt',
    {
      file: (f) => ({
        ...f,
        facts: [
          ...f.facts,
          fact('interestBearingDebt', wanFen(500)),
          fact('interestBearingDebt', wanFen(600)),
        ],
      }),
    },
    'unknown',
  ],
  ['没有关联企业、旧的集团合计写着 0', 'group', { inputs: group(false, 0), file: debts(1000) }, 'pass'],
  [
    '没有关联企业、旧的集团合计写着 0，限额照算',
    'exposure',
    { inputs: group(false, 0), file: debts(1000) },
    'pass',
  ],
  ['没有关联企业却有集团合计', 'group', { inputs: group(false, 5), file: debts(1000) }, 'unknown'],
  ['集团合计小于一企一档所示的负债', 'group', { inputs: group(true, 900), file: debts(1000) }, 'unknown'],
  ['集团合计含一企一档所示的负债', 'group', { inputs: group(true, 950), file: debts(1000) }, 'pass'],
  ['与一企一档矛盾的融资不进限额', 'exposure', { file: debts(5000) }, 'unknown'],
  ['他行融资为 0', 'bank-debt', { inputs: { bankDebt: amount(0) } }, 'pass'],
  ['他行融资未知', 'bank-debt', { inputs: { bankDebt: amount(null) } }, 'unknown'],
  // 净资产 5600 万
  ['没有担保', 'guarantees', {}, 'pass'],
  ['担保恰为净资产', 'guarantees', { inputs: { guaranteesGiven: amount(5600) } }, 'pass'],
  ['担保超过净资产', 'guarantees', { inputs: { guaranteesGiven: amount(5601) } }, 'fail'],
  ['担保未知', 'guarantees', { inputs: { guaranteesGiven: amount(null) } }, 'unknown'],
  [
    '有担保、净资产未知',
    'guarantees',
    { inputs: { guaranteesGiven: amount(1) }, file: () => ({ ...readyFile(), facts: [] }) },
    'unknown',
  ],
  ['担保与一企一档不一致', 'guarantees', { file: set(fact('guaranteesGiven', wanFen(7))) }, 'unknown'],
  ['没有关联企业', 'group', {}, 'pass'],
  ['有无关联企业未查', 'group', { inputs: group(null) }, 'unknown'],
  ['有关联企业、合计未知', 'group', { inputs: group(true) }, 'unknown'],
  ['有关联企业、合计已知', 'group', { inputs: group(true, 3000) }, 'pass'],
  ['集团合计小于本企业', 'group', { inputs: group(true, 499) }, 'unknown'],
  // 资本净额 20 亿: 单一 20000 万, 集团 30000 万; 申请 1000 万
  ['单一恰为限额', 'exposure', { inputs: { bankDebt: amount(19_000) } }, 'pass'],
  ['单一超限', 'exposure', { inputs: { bankDebt: amount(19_001) } }, 'fail'],
  ['集团恰为限额', 'exposure', { inputs: group(true, 29_000) }, 'pass'],
  ['集团超限', 'exposure', { inputs: group(true, 29_001) }, 'fail'],
  ['单一已超限、集团未查', 'exposure', { inputs: { bankDebt: amount(19_001), ...group(null) } }, 'fail'],
  ['有无关联企业未查', 'exposure', { inputs: group(null) }, 'unknown'],
];

describe('第一还款来源', () => {
  it.each(ROWS)('%s（%s）', (_, name, given, verdict) => {
    const finding = judge(name, given);
    expect([finding.verdict, finding.severity]).toEqual([verdict, 'hold']);
    const result = screen(caseOf(given));
    if (verdict !== 'pass') expect(result.decision.code).toBe('held');
    const together = findingOf(result, REPAYMENT, 'case').verdict;
    if (verdict === 'pass') expect(together).toBe('pass');
    else expect(together).not.toBe('pass');
  });

  it('数字：覆盖倍数、营运资金量、新增额度、集团合计，都有依据', () => {
    // days: 360 × 1000 ÷ 7000 + 360 × 2000 ÷ 10000 − 360 × 500 ÷ 7000 = 51.43 + 72 − 25.71 = 97.714; turns 3.684
    // volume 10000 × 0.9 ÷ 3.684 = 2442.857; − 400 − 500 = 1542.857
    expect(value('cash-cover', {})).toBe('1.5');
    expect(value('working-capital-volume', {})).toBe('2442857143');
    expect(value('new-limit', {})).toBe('1542857143');
    expect(value('group-exposure', {})).toBe(wanFen(1500));
    expect(value('group-exposure', { inputs: group(true, 3000) })).toBe(wanFen(4000));
    for (const id of ['cash-cover', 'working-capital-volume', 'new-limit', 'group-exposure']) {
      const found = screen(caseOf({})).figures.find((f) => f.id === `repayment/${id}`);
      expect(found?.trace.children.length).toBeGreaterThan(0);
      expect(found?.trace.value).toBe(found?.value);
    }
  });

  it('差额还可以是什么，写在差额旁边', () => {
    const { message, remedy } = judge('bank-debt', { file: debts(1053) });
    for (const text of [message, remedy]) expect(text).toContain('本行其他贷款、债券、租赁、股东借款');
  });

  it.each([
    [
      '来源不在案卷中',
      (file: File): File => ({ ...debts(900)(file), sources: [] }),
      'E_UNSOURCED',
      '补上来源',
    ],
    [
      '附件不在案卷中',
      (file: File): File => ({
        ...debts(900)(file),
        sources: file.sources.map((s) => ({ ...s, attachment: 'gone' })),
      }),
      'E_EVIDENCE_MISSING',
      '重新附到案卷',
    ],
    [
      '没有日期',
      (file: File): File => ({
        ...debts(900)(file),
        sources: file.sources.map((s) => ({ ...s, asOf: null })),
      }),
      'E_STALE',
      '补上数据日期',
    ],
    [
      '过期',
      (file: File): File => ({
        ...debts(900)(file),
        sources: file.sources.map((s) => ({ ...s, asOf: '2020-01-01' })),
      }),
      'E_STALE',
      '重新取得',
    ],
    ['写错', set(fact('interestBearingDebt', '一千万')), 'E_VALUE', '更正有息负债余额'],
    [
      '长期借款写错，短期借款可用',
      set(fact('shortTermLoans', wanFen(1), '2025'), fact('longTermLoans', '一千万', '2025')),
      'E_VALUE',
      '更正',
    ],
  ] as const)('有息负债不能用（%s）：指名，不当作没有', (_, file, code, remedy) => {
    for (const [name, inputs] of [
      ['bank-debt', {}],
      ['group', group(true, 3000)],
    ] as const) {
      const finding = judge(name, { inputs, file });
      expect(finding.verdict).toBe('unknown');
      expect(finding.message).toContain(code);
      expect(finding.remedy).toContain(remedy);
    }
  });

  const tooMuch = (file: (f: File) => File, amountFen = '1542857143'): Given => ({
    inputs: growth('0.5'),
    need: { amountFen },
    file,
  });

  it('没有往年营业收入可以支持增长率：写明缺什么或哪一个不能用', () => {
    const none = judge('working-capital-need', tooMuch(without('revenue', '2024')));
    expect(none.message).toContain('没有相邻两年的营业收入可以比较');
    expect(none.message).not.toContain('三年的营业收入所能支持');
    expect(none.remedy).toContain('补齐三年的营业收入');
    const wrong = judge('working-capital-need', tooMuch(set(fact('revenue', '很多', '2024'))));
    expect([wrong.verdict, none.verdict]).toEqual(['unknown', 'unknown']);
    expect(wrong.message).toContain('2024 年营业收入“很多”不是可用的值');
    expect(wrong.remedy).toContain('更正2024 年营业收入');
    expect(wrong.remedy).not.toContain('补齐三年');
  });

  it('新增额度向下舍到分以上的两位：照着填就够', () => {
    // 1542.857142… 万
    const { remedy } = judge('working-capital-need', tooMuch(without('revenue', '2024')));
    expect(remedy).toContain('降到 1542.85 万元以内');
  });

  it('新增额度为 0 时不说降到多少', () => {
    // 按 0 计 2442.857 万，自有 2400 万加贷款 500 万已经占满；按 50 % 计还差 764.286 万
    const given = { ...tooMuch((f) => f, '500000000'), inputs: { ...growth('0.5'), ownFunds: amount(2400) } };
    const { verdict, message, remedy } = judge('working-capital-need', given);
    expect(verdict).toBe('unknown');
    expect(message).toContain('新增额度是 0 万元');
    expect(remedy).not.toContain('降到');
  });

  it('补正清单里汇总项不与它的各部分并列', () => {
    const result = screen(caseOf({ inputs: { bankDebt: amount(null) } }));
    expect(findingOf(result, REPAYMENT, 'case').verdict).toBe('unknown');
    const rulesOf = result.missing.map((m) => m.rules.map((r) => r.rule));
    expect(rulesOf.flat()).toContain(rule('bank-debt'));
    expect(rulesOf.filter((ids) => ids.every((id) => id === REPAYMENT))).toEqual([]);
  });

  it('人单独否定汇总项的，仍然列出', () => {
    const said = withSections(caseOf({}), ({ screening }) => ({
      screening: {
        ...screening,
        answers: [
          ...screening.answers.filter((a) => a.rule !== REPAYMENT),
          { ...verdictAnswer(REPAYMENT, 'fail'), reason: '（虚构）订单已经取消' },
        ],
      },
    }));
    expect(screen(said).toCure.flatMap((m) => m.rules.map((r) => r.rule))).toContain(REPAYMENT);
  });

  it('高于上限的增长率不放大需求：数字按上限，写明两头', () => {
    const given: Given = { inputs: growth('0.5'), need: { amountFen: '1787142858' } };
    expect(value('new-limit', given)).toBe('1787142857');
    const finding = judge('working-capital-need', given);
    expect(finding.message).toContain('50 %');
    expect(finding.message).toContain('10 %');
    expect(finding.message).toContain('E_GROWTH_ABOVE_HISTORY');
    expect(finding.remedy).toContain('1787.14 万元以内');
    expect(judge('working-capital-need', { inputs: growth('0.5') }).message).toContain('没有采用');
  });

  it('第一版照填报的增长率与融资计算', () => {
    const record = caseOf({
      inputs: growth('0.5'),
      need: { amountFen: '2764285714' },
      file: debts(5000),
    });
    const first = EARLIER_SCREENING_METHODS.find(({ id }) => id === 'screening.repayment@1');
    const { findings, figures } = first?.run({ caseRecord: record, rules: rules(), prior: NO_OUTPUTS }) ?? {
      findings: [],
      figures: [],
    };
    const verdict = (name: string) => findings.find((f) => f.rule === rule(name))?.verdict;
    expect([verdict('working-capital-need'), verdict('bank-debt')]).toEqual(['pass', 'pass']);
    expect(figures.find((f) => f.id === 'repayment/new-limit')?.value).toBe('2764285714');
  });

  it('不知道的数是未知，不是 0', () => {
    expect(value('cash-cover', { inputs: { debtService: amount(null) } })).toBeNull();
    expect(value('new-limit', { inputs: { otherSources: amount(null) } })).toBeNull();
    expect(value('group-exposure', { inputs: group(null) })).toBeNull();
  });

  it('用途不是流动资金：测算不适用，写明理由，不算通过', () => {
    const result = screen(caseOf({ need: { purpose: '（虚构）设备购置' } }));
    expect(result.findings.some((f) => f.rule === rule('working-capital-need'))).toBe(false);
    expect(result.repayment.notApplicable.map((n) => n.rule)).toEqual([rule('working-capital-need')]);
    expect(result.repayment.notApplicable[0]?.reason).toContain('不等于通过');
    expect(value('new-limit', { need: { purpose: '（虚构）设备购置' } })).toBeNull();
    expect(result.repayment.verdict).toBe('pass');
  });

  it('人可以否定，不能代替数字肯定', () => {
    const saying = (verdict: 'pass' | 'fail', given: Given): CaseRecord =>
      withSections(caseOf(given), ({ screening }) => ({
        screening: {
          ...screening,
          answers: [...screening.answers, verdictAnswer(rule('cash-cover'), verdict)],
        },
      }));
    expect(findingOf(screen(saying('fail', {})), rule('cash-cover'), 'case').verdict).toBe('fail');
    const unknown: Given = { inputs: { debtService: amount(null) } };
    expect(findingOf(screen(saying('pass', unknown)), rule('cash-cover'), 'case').verdict).toBe('unknown');
    const short: Given = { inputs: { debtService: amount(9000) } };
    expect(findingOf(screen(saying('pass', short)), rule('cash-cover'), 'case').verdict).toBe('fail');
  });

  it('互相矛盾的报表：指名、未知', () => {
    const two = (file: File): File => ({
      ...file,
      facts: [...file.facts, fact('operatingCashFlow', wanFen(9999), '2025')],
    });
    const finding = judge('cash-cover', { file: two });
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('E_CONTRADICTION');
  });

  it('所附文件不在案卷中：指名、未知', () => {
    const paper = { attachment: 'a-gone', description: '虚构', page: null, date: null, by: null };
    const finding = judge('bank-debt', { inputs: { bankDebt: { ...amount(500), evidence: [paper] } } });
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('E_EVIDENCE_MISSING');
  });
});
