import { describe, expect, it } from 'vitest';
import { PatentIndex, isConflict } from '../../../../src/lib/case/desk/same-patents';
import { NO_AMOUNTS } from '../../../../src/lib/case/desk/entry';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { type DrawItem, allocate, drawSample } from '../../../../src/lib/review/desk/draw/draw';
import { drawCsv, drawPaper } from '../../../../src/lib/review/desk/draw/draw-paper';
import { deskStatistics } from '../../../../src/lib/review/desk/statistics/statistics';
import { type GivenOpinion, opinionStatistics } from '../../../../src/lib/review/desk/statistics/opinions';
import { opinionsCsv, statisticsCsv } from '../../../../src/lib/review/desk/statistics/statistics-csv';
import { deskEntryOf, idOf } from '../../../fixtures/desk-entry';
import { refusalOf } from '../../../fixtures/refusal';

const amounts = (changes: Partial<typeof NO_AMOUNTS>) => ({ amounts: { ...NO_AMOUNTS, ...changes } });

describe('statistics', () => {
  it('PUJIANG: 14.61亿 registered and 1.49亿 paid out never meet', () => {
    // Published sums, here as two cases each: 14 + 0.61 and 1 + 0.49 (亿元 = 10^10 分).
    const entries = [
      deskEntryOf(1, amounts({ registeredFen: '140000000000', disbursedFen: '10000000000' })),
      deskEntryOf(2, amounts({ registeredFen: '6100000000', disbursedFen: '4900000000' })),
    ];
    const { total, registeredToDisbursed } = deskStatistics(entries, 'bank', false);
    expect(total.sums.registeredFen).toEqual({ fen: '146100000000', known: 2, missing: 0 });
    expect(total.sums.disbursedFen).toEqual({ fen: '14900000000', known: 2, missing: 0 });
    expect(total.sums.creditFen).toEqual({ fen: null, known: 0, missing: 2 });
    expect(registeredToDisbursed).toBe('9.81');
  });
  it('counts what is missing beside each sum and gives no ratio then', () => {
    const entries = [deskEntryOf(1, amounts({ registeredFen: '100', disbursedFen: '50' })), deskEntryOf(2)];
    const { total, registeredToDisbursed } = deskStatistics(entries, 'month', false);
    expect(total.sums.registeredFen).toEqual({ fen: '100', known: 1, missing: 1 });
    expect(registeredToDisbursed).toBeNull();
  });
  it('revisions of one case count once; an amount only the older one has is kept', () => {
    const facts = { caseId: 'case-x' };
    const old = deskEntryOf(1, amounts({ creditFen: '7', registeredFen: '5' }), { ...facts, revision: 1 });
    const newer = deskEntryOf(2, amounts({ registeredFen: '6' }), { ...facts, revision: 2 });
    const { total, revisionsLeftOut } = deskStatistics([old, newer], 'office', false);
    expect([total.cases, revisionsLeftOut]).toEqual([1, 1]);
    expect([total.sums.registeredFen.fen, total.sums.creditFen.fen]).toEqual(['6', '7']);
  });
  it('groups by month, unknown last; invented ones only when asked', () => {
    const entries = [
      deskEntryOf(1, { receivedOn: '2026-10-02' }),
      deskEntryOf(2, { receivedOn: '2026-09-30' }),
      deskEntryOf(3),
      deskEntryOf(4, { receivedOn: '2026-09-01' }, { fiction: '虚构' }),
    ];
    const real = deskStatistics(entries, 'month', false);
    expect(real.rows.map(({ key, cases }) => [key, cases])).toEqual([
      ['2026-09', 1],
      ['2026-10', 1],
      ['收到日期未填', 1],
    ]);
    expect(real.fictionLeftOut).toBe(1);
    expect(deskStatistics(entries, 'month', true).total.cases).toBe(4);
  });
  it('bank, office, day received and the day of the balance come from the newest revision that says them', () => {
    const facts = { caseId: 'case-x' };
    const old = deskEntryOf(
      1,
      {
        bank: '甲',
        office: '代办处',
        receivedOn: '2026-09-01',
        balanceOn: '2026-06-30',
        ...amounts({ outstandingFen: '7' }),
      },
      { ...facts, revision: 1 },
    );
    const newer = deskEntryOf(2, { bank: '', office: '' }, { ...facts, revision: 2 });
    const other = deskEntryOf(3, { balanceOn: '2026-09-30', ...amounts({ outstandingFen: '5' }) });
    const undated = deskEntryOf(4, amounts({ outstandingFen: '1' }));
    const keys = (by: 'bank' | 'office' | 'month') =>
      deskStatistics([old, newer], by, false).rows.map(({ key }) => key);
    expect([keys('bank'), keys('office'), keys('month')]).toEqual([['甲'], ['代办处'], ['2026-09']]);
    const { total } = deskStatistics([old, newer, other, undated], 'bank', false);
    expect(total.sums.outstandingFen.fen).toBe('13');
    expect(total.balanceDays).toEqual({
      first: '2026-06-30',
      last: '2026-09-30',
      missing: 1,
      text: '2026-06-30 至 2026-09-30，各日不同；1 件日期未填',
    });
    expect(statisticsCsv(deskStatistics([old, other], 'bank', false))).toContain('2026-06-30 至 2026-09-30');
  });
  it('the CSV keeps the kinds in columns of their own and starts no formula', () => {
    const csv = statisticsCsv(
      deskStatistics([deskEntryOf(1, { bank: '=cmd|x', ...amounts({ creditFen: '12345' }) })], 'bank', false),
    );
    const [head = '', row = ''] = csv.replace('\ufeff', '').split('\r\n');
    expect(head.split(',')).toHaveLength(13);
    expect(row).toContain("'=cmd|x");
    expect(row.split(',')[6]).toBe('123.45');
    expect(row.split(',')[4]).toBe('');
  });
});

describe('opinions in the statistics', () => {
  const given = (
    n: number,
    role: 'county' | 'bank',
    code: string,
    at: string,
    fiction = '',
  ): GivenOpinion => ({
    entry: idOf(n),
    role: { code: role, title: role === 'county' ? '县局预审' : '银行复核', statement: '' },
    opinion: {
      code,
      label: code === 'ok' ? '建议受理' : '建议补正',
      effect: code === 'ok' ? 'forward' : 'return',
    },
    at,
    fiction,
  });
  const ENTRIES = [deskEntryOf(1, { bank: '甲' }), deskEntryOf(2, { bank: ' ' })];
  const OPINIONS = [
    given(1, 'county', 'back', '2026-10-30 09:00'),
    given(1, 'county', 'ok', '2026-11-02 09:00'),
    given(2, 'bank', 'ok', '2026-11-03 09:00'),
    given(9, 'county', 'back', '2026-11-04 09:00'),
    given(2, 'county', 'ok', '2026-11-05 09:00', '虚构'),
  ];
  it('each that was given counts by kind and month, beside it those that no later one replaced', () => {
    const { kinds, rows, total, fictionLeftOut } = opinionStatistics(OPINIONS, ENTRIES, 'month', false);
    expect(kinds.map(({ role, label }) => `${role}${label}`)).toEqual([
      '县局预审建议受理',
      '县局预审建议补正',
      '银行复核建议受理',
    ]);
    const [ok = '', back = '', bankOk = ''] = kinds.map(({ key }) => key);
    expect(rows).toEqual([
      { key: '2026-10', counts: { [back]: { given: 1, standing: 0 } }, all: { given: 1, standing: 0 } },
      {
        key: '2026-11',
        counts: {
          [ok]: { given: 1, standing: 1 },
          [bankOk]: { given: 1, standing: 1 },
          [back]: { given: 1, standing: 1 },
        },
        all: { given: 3, standing: 3 },
      },
    ]);
    expect([total.all, fictionLeftOut]).toEqual([{ given: 4, standing: 3 }, 1]);
  });
  it('by bank: not said and no longer in the register stand apart, last; invented ones only when asked', () => {
    const rows = (fiction: boolean) =>
      opinionStatistics(OPINIONS, ENTRIES, 'bank', fiction).rows.map(({ key, all }) => [key, all.given]);
    expect(rows(false)).toEqual([
      ['甲', 2],
      ['银行未填', 1],
      ['台账里已没有这一件', 1],
    ]);
    expect(rows(true)).toContainEqual(['银行未填', 2]);
  });
  it('as CSV every kind has two columns, and the sum is the last row', () => {
    const csv = opinionsCsv(opinionStatistics(OPINIONS, ENTRIES, 'office', false));
    const lines = csv.replace('\ufeff', '').trim().split('\r\n');
    expect(lines[0]?.split(',')).toHaveLength(9);
    expect(lines[0]).toContain('县局预审：建议补正（现行）');
    expect(lines.at(-1)).toBe('合计,4,3,1,1,2,1,1,1');
  });
});

describe('the draw', () => {
  const item = (n: number, bank: string): DrawItem => ({ id: idOf(n), title: `虚构${n}`, bank, office: '' });
  const POPULATION = Array.from({ length: 10 }, (_, i) => item(i + 1, i < 7 ? '甲' : '乙'));
  const plan = { seed: '2026-11-20 虚构', size: 4, strata: 'none' as const };

  it('is the same whatever the order of the population, and another with another seed', async () => {
    const first = mustBeOk(await drawSample(POPULATION, plan));
    const again = mustBeOk(await drawSample([...POPULATION].reverse(), plan));
    expect(again).toEqual(first);
    const other = mustBeOk(await drawSample(POPULATION, { ...plan, seed: '别的' }));
    expect(other.populationSha256).toBe(first.populationSha256);
    expect(other.drawn.map(({ id }) => id)).not.toEqual(first.drawn.map(({ id }) => id));
  });
  it('takes the lowest tickets, each SHA-256 of seed, line feed and id', async () => {
    // printf 's\n%064x' 1 | sha256sum, and so on for 1…3.
    const { drawn } = mustBeOk(
      await drawSample([item(1, ''), item(2, ''), item(3, '')], { seed: 's', size: 3, strata: 'none' }),
    );
    const { createHash } = await import('node:crypto');
    const tickets = [1, 2, 3]
      .map((n) => [
        createHash('sha256')
          .update(`s\n${idOf(n)}`)
          .digest('hex'),
        idOf(n),
      ])
      .sort();
    expect(drawn.map(({ ticket, id }) => [ticket, id])).toEqual(tickets);
  });
  it('shares the size by population: 4 of 7 and 3 is 2.8 and 1.2, so 3 and 1', async () => {
    const { perStratum, drawn } = mustBeOk(await drawSample(POPULATION, { ...plan, strata: 'bank' }));
    expect(perStratum).toEqual([
      { name: '乙', population: 3, drawn: 1 },
      { name: '甲', population: 7, drawn: 3 },
    ]);
    expect(drawn.filter(({ bank }) => bank === '甲')).toHaveLength(3);
    expect([
      ...allocate(
        [
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ],
        2,
      ),
    ]).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 0],
    ]);
  });
  it('stratified, the hash covers the strata and the papers hold all that is needed to draw again', async () => {
    const stratified = { ...plan, strata: 'bank' as const };
    const draw = mustBeOk(await drawSample(POPULATION, stratified));
    const moved = POPULATION.map((one, i) => (i === 0 ? { ...one, bank: '乙' } : one));
    const other = mustBeOk(await drawSample(moved, stratified));
    expect(other.populationSha256).not.toBe(draw.populationSha256);
    const { createHash } = await import('node:crypto');
    const lines = draw.members.map(({ id, stratum }) => `${id}\t${stratum}\n`).join('');
    expect(createHash('sha256').update(lines).digest('hex')).toBe(draw.populationSha256);
    const again = draw.perStratum.flatMap(({ name, drawn }) =>
      draw.members
        .filter(({ stratum }) => stratum === name)
        .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
        .slice(0, drawn)
        .map(({ id }) => id),
    );
    expect(again).toEqual(draw.drawn.map(({ id }) => id));
    const csv = drawCsv(draw, { by: '虚构人员', at: '2026-11-20 10:00', scope: '虚构', fiction: '' });
    for (const { id, ticket } of draw.members) for (const words of [id, ticket]) expect(csv).toContain(words);
  });
  it('refuses no seed, too many, none, and one id twice', async () => {
    for (const [items, changes] of [
      [POPULATION, { seed: ' ' }],
      [POPULATION, { size: 11 }],
      [POPULATION, { size: 0 }],
      [POPULATION, { size: 1.5 }],
      [[item(1, ''), item(1, '')], { size: 1 }],
    ] as const)
      expect(refusalOf(await drawSample(items, { ...plan, ...changes })).code).toBe('E_DRAW');
  });
  it('the work-paper says how to draw again', async () => {
    const draw = mustBeOk(await drawSample(POPULATION, plan));
    const invented = '总体里有 2 件虚构的样例';
    const by = {
      by: '虚构人员',
      at: '2026-11-20 10:00',
      scope: '本机台账，收到日期不限',
      fiction: invented,
    };
    for (const text of [JSON.stringify(drawPaper(draw, by)), drawCsv(draw, by)])
      for (const words of [
        plan.seed,
        draw.populationSha256,
        draw.drawn[0]?.id ?? '?',
        '虚构人员',
        '收到日期不限',
        invented,
      ])
        expect(text).toContain(words);
    expect(drawPaper(draw, by).fiction).toBe(invented);
  });
});

describe('the same patents', () => {
  const PATENTS = ['201710601862.3', '201810000001.X'];
  const a = deskEntryOf(1, {}, { patents: PATENTS });
  it('are found in other cases; another revision and a released pledge are no conflict', () => {
    const other = deskEntryOf(2, {}, { patents: ['201710601862.3'] });
    const revision = deskEntryOf(3, {}, { caseId: a.facts.caseId, patents: PATENTS });
    const released = deskEntryOf(4, { releasedOn: '2026-01-01' }, { patents: PATENTS });
    const index = new PatentIndex([a, other, revision, released]);
    const found = index.of(a);
    expect(found.filter(isConflict)).toEqual([
      { other: other.id, sameCase: false, otherParties: false, released: false, patents: ['201710601862.3'] },
    ]);
    expect(found.map(({ other: id }) => id)).toEqual([other.id, revision.id, released.id]);
    index.put({ ...other, facts: { ...other.facts, patents: [] } });
    expect(index.of(a).filter(isConflict)).toEqual([]);
  });
  it('the same case id with another pledgee is a conflict, and said so', () => {
    const forged = deskEntryOf(2, {}, { caseId: a.facts.caseId, pledgee: '虚构另一银行', patents: PATENTS });
    const [found] = new PatentIndex([a, forged]).of(a);
    expect(found).toMatchObject({ sameCase: false, otherParties: true });
    expect(found === undefined || isConflict(found)).toBe(true);
  });
  it('two filings without a case id are not one case', () => {
    const index = new PatentIndex([
      deskEntryOf(1, {}, { caseId: null, patents: PATENTS }),
      deskEntryOf(2, {}, { caseId: null, patents: PATENTS }),
    ]);
    expect(index.of(deskEntryOf(1, {}, { caseId: null, patents: PATENTS })).filter(isConflict)).toHaveLength(
      1,
    );
  });
});
