import { describe, expect, test } from 'vitest';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { type Change, whatWouldChange } from '../../../../src/lib/screening/what-would-change/changes';
import type { Judged } from '../../../../src/lib/screening/what-would-change/drops';
import { readWays } from '../../../../src/lib/screening/what-would-change/way-model';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import {
  GROUND,
  patent,
  readyCase,
  rules,
  screen,
  view,
  withSections,
} from '../../../fixtures/screening-case';

const judge = (caseRecord: CaseRecord, amountFen: string | null = null): Judged => {
  const { decision, findings } = screen(caseRecord);
  return { decision, findings, amountFen };
};

const changesOf = (caseRecord: CaseRecord, rejudge: ((c: CaseRecord) => Judged) | null = judge) => {
  const { refusal, threeViews, gates } = screen(caseRecord);
  return mustBeOk(
    whatWouldChange({
      caseRecord,
      rules: rules(),
      findings: [...refusal.findings, ...threeViews.findings, ...gates.findings],
      judged: judge(caseRecord),
      rejudge,
    }),
  );
};

const of = (changes: readonly Change[], rule: string): Change => {
  const found = changes.find((c) => c.rule === rule);
  if (found === undefined) throw new Error(`no change for ${rule}`);
  return found;
};

describe('真实的办法', () => {
  const unpaid = readyCase([patent(1), patent(2, { feesPaidThrough: '2026-01-01' })]);

  test('欠年费：补缴，或者移出；快的在前，都写明天数', () => {
    const change = of(changesOf(unpaid).changes, `${GROUND}4`);
    expect(change.verdict).toBe('fail');
    expect(change.ways.map((w) => w.kind)).toEqual(['drop', 'payment']);
    expect(change.ways[1]?.actions.join()).toContain('补缴年费和滞纳金');
    expect(change.ways[1]?.days).toEqual({ low: 1, high: 10 });
    expect(change.ways[1]?.where).toContain('国家知识产权局');
  });

  test('移出专利是重新核查得出的：只剩一件时这一项通过，结论随之改变', () => {
    const { ways } = of(changesOf(unpaid).changes, `${GROUND}4`);
    const drop = ways.find((w) => w.kind === 'drop')?.drop;
    expect(drop?.patents.map((p) => p.id)).toEqual(['p-2']);
    expect(drop?.left).toBe(1);
    expect(drop?.before.code).toBe('declined');
    expect(drop?.after?.code).not.toBe('declined');
    expect(drop?.rule).toBe('pass');
    expect(drop?.open?.after).toBeLessThan(drop?.open?.before ?? 0);
  });

  test('移出之后另一件还有问题的，照实写出', () => {
    const two = readyCase([
      patent(1, { pledgeLive: true }),
      patent(2, { feesPaidThrough: '2026-01-01' }),
      patent(3),
    ]);
    const { changes, dropAll } = changesOf(two);
    const drop = of(changes, `${GROUND}4`).ways.find((w) => w.kind === 'drop')?.drop;
    expect(drop?.rule).toBe('pass');
    expect(drop?.after?.code).toBe('declined'); // the pledge of the first patent is still live
    expect(dropAll?.patents.map((p) => p.id)).toEqual(['p-1', 'p-2']);
    expect(dropAll?.after?.code).not.toBe('declined');
  });

  test('移出后一件不剩：不评，不装作通过', () => {
    const one = readyCase([patent(1, { feesPaidThrough: '2026-01-01' })]);
    const drop = of(changesOf(one).changes, `${GROUND}4`).ways.find((w) => w.kind === 'drop')?.drop;
    expect(drop).toMatchObject({ left: 0, after: null, rule: null, open: null });
  });

  test('没有选定质押清单时，移出是选定其余的', () => {
    const open = withSections(unpaid, ({ patents }) => ({ patents: { ...patents, pledged: [] } }));
    const drop = of(changesOf(open).changes, `${GROUND}4`).ways.find((w) => w.kind === 'drop')?.drop;
    expect(drop?.left).toBe(1);
    expect(drop?.rule).toBe('pass');
  });

  test('同一组专利只重新核查一次', () => {
    let runs = 0;
    const both = readyCase([
      patent(1),
      patent(2, { feesPaidThrough: '2026-01-01', pledgeLive: true, procedureSuspended: true }),
    ]);
    changesOf(both, (c) => {
      runs += 1;
      return judge(c);
    });
    expect(runs).toBe(1);
  });

  test('已终止的专利不能补正，只能移出；登记簿副本过期只要重新调取', () => {
    const dead = of(changesOf(readyCase([patent(1), patent(2, { status: 'dead' })])).changes, `${GROUND}2`);
    expect(dead.ways.map((w) => w.kind)).toEqual(['drop', 'incurable']);
    const stale = of(
      changesOf(readyCase([patent(1, { registerCopyDate: '2026-01-01' })])).changes,
      `${GROUND}1`,
    );
    expect(stale.verdict).toBe('unknown');
    expect(stale.ways.map((w) => [w.kind, w.days])).toEqual([['search', { low: 1, high: 3 }]]);
    expect(stale.ways.some((w) => w.kind === 'drop')).toBe(false);
  });

  test('共有人同意要第三人，同日申请只要声明', () => {
    const shared = readyCase([
      patent(1, { owners: ['虚构测试材料有限公司', '虚构大学'] }),
      patent(2, { sameDayApplication: true }),
    ]);
    const { changes } = changesOf(shared, null);
    expect(of(changes, `${GROUND}8`).ways.map((w) => w.kind)).toContain('consent');
    expect(of(changes, `${GROUND}10`).ways.map((w) => w.kind)).toContain('statement');
  });
});

describe('次序', () => {
  test('最快能办成的在前，没有人说得准的在最后；同样快的，重的在前', () => {
    const mixed = withSections(
      readyCase([
        patent(1, { procedureSuspended: true }),
        patent(2, { feesPaidThrough: '2026-01-01' }),
        patent(3),
      ]),
      ({ screening }) => ({
        screening: {
          ...screening,
          answers: screening.answers.filter((a) => a.rule !== view('T1') && a.rule !== view('C3')),
        },
      }),
    );
    const { changes } = changesOf(mixed, null);
    const days = changes.map((c) => c.soonest ?? Number.POSITIVE_INFINITY);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    const at = (rule: string) => changes.findIndex((c) => c.rule === rule);
    expect(at(view('C3'))).toBeLessThan(at(view('T1')));
  });

  test('银行一侧没有金额可排；金额不影响次序', () => {
    const c = readyCase([
      patent(1, { pledgeLive: true }),
      patent(2, { feesPaidThrough: '2026-01-01' }),
      patent(3),
    ]);
    const bank = changesOf(c);
    for (const change of bank.changes)
      for (const way of change.ways) expect(way.drop?.amountFen?.after ?? null).toBeNull();
    let n = 0n;
    const rich = changesOf(c, (changed) => judge(changed, String((n += 1_000_000n))));
    expect(rich.changes.map((x) => x.rule)).toEqual(bank.changes.map((x) => x.rule));
    expect(of(rich.changes, `${GROUND}4`).ways[0]?.drop?.amountFen?.after).not.toBeNull();
  });
});

describe('完整', () => {
  test('每一条不通过或未知都有办法，每个办法都写明做什么', () => {
    const bare = withSections(
      readyCase([patent(1, { registerCopyDate: null, status: null })]),
      ({ screening }) => ({
        screening: { ...screening, answers: [] },
      }),
    );
    const { changes } = changesOf(bare, null);
    expect(changes.length).toBeGreaterThan(20);
    for (const change of changes) {
      expect(change.ways.length, change.rule).toBeGreaterThan(0);
      for (const way of change.ways) {
        expect(way.actions.join('').trim(), change.rule).not.toBe('');
        expect(way.kindTitle, change.rule).not.toBe(way.kind);
      }
    }
  });

  test('只是汇总别的项目的，不重复列出', () => {
    const { changes } = changesOf(readyCase([patent(1, { pledgeLive: true })]), null);
    expect(changes.map((c) => c.rule)).toContain(`${GROUND}9`);
    expect(changes.map((c) => c.rule)).not.toContain(view('P3'));
  });

  test('都通过时没有要改变的', () => {
    expect(changesOf(readyCase()).changes.filter((c) => c.verdict === 'fail')).toEqual([]);
    expect(changesOf(readyCase()).dropAll).toBeNull();
  });

  test('没有单列的规则也有办法', () => {
    const book = mustBeOk(readWays(rules()));
    expect(book.waysOf('cn.someone.elses-rule', 'fail').map((w) => w.kind)).toEqual(['procedure']);
    expect(book.waysOf('cn.someone.elses-rule', 'unknown').map((w) => w.kind)).toEqual(['paper']);
  });
});
