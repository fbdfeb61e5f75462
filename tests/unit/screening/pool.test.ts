import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/lib/case/exchange';
import { NO_OUTPUTS } from '../../../src/lib/case/method';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import type { Points } from '../../../src/lib/screening/check';
import {
  GROUND,
  declaration,
  expiryFigure,
  findingOf,
  patent,
  readyCase,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../../fixtures/screening-case';

const ground = (result: ReturnType<typeof screen>, n: number) => {
  const found = result.refusal.grounds.find((g) => g.rule === `${GROUND}${n}`);
  if (found === undefined) throw new Error(`no ground ${n}`);
  return found;
};

describe('专利池汇总', () => {
  const mixed = readyCase([patent(1), patent(2, { pledgeLive: true }), patent(3, { pledgeLive: null })]);

  it('逐项计数并点名', () => {
    const nine = ground(screen(mixed), 9);
    expect(nine.counts).toEqual({ pass: 1, fail: 1, unknown: 1 });
    expect(nine.failing.map((s) => s.id)).toEqual(['p-2']);
    expect(nine.unknown.map((s) => s.id)).toEqual(['p-3']);
    expect(nine.verdict).toBe('fail');
    expect(nine.message).toContain('《虚构装置2》');
  });

  it('十二项都在，次序不变', () => {
    expect(screen(mixed).refusal.grounds.map((g) => g.code)).toEqual(
      Array.from({ length: 12 }, (_, i) => String(i + 1)),
    );
  });

  it('每件专利是否可留在清单', () => {
    expect(screen(mixed).patents.map((p) => p.verdict)).toEqual(['pass', 'fail', 'unknown']);
  });

  it('移出不通过的专利后，只剩未知', () => {
    const c = withSections(mixed, ({ patents }) => ({ patents: { ...patents, pledged: ['p-1', 'p-3'] } }));
    expect(ground(screen(c), 9).counts).toEqual({ pass: 1, fail: 0, unknown: 1 });
    expect(screen(c).decision.code).toBe('held');
  });

  it('件数多时只列五个名字并写总数', () => {
    const many = Array.from({ length: 9 }, (_, i) => patent(i + 1, { pledgeLive: true }));
    expect(ground(screen(readyCase(many)), 9).message).toContain('等 9 件');
    expect(ground(screen(readyCase(many)), 9).failing).toHaveLength(9);
  });
});

describe('第 6 项：最早届满与债务最迟到期日', () => {
  const three = [patent(1), patent(2), patent(3)];
  const prior = (a: string | null, b: string | null, c: string | null) => ({
    ...NO_OUTPUTS,
    figures: [expiryFigure('p-1', a), expiryFigure('p-2', b), expiryFigure('p-3', c)],
  });

  it('点名最早届满的专利和最迟到期日', () => {
    // Debt end 2027-11-30; p-2 ends on 2027-06-30, the others later.
    const result = screen(readyCase(three), prior('2029-02-28', '2027-06-30', '2028-01-01'));
    const six = ground(result, 6);
    expect(six.counts).toEqual({ pass: 2, fail: 1, unknown: 0 });
    expect(six.message).toContain('最早届满的是《虚构装置2》');
    expect(six.message).toContain('债务到期日最迟可为 2027-06-30');
    expect(findingOf(result, `${GROUND}6`, 'p-2').message).toContain('2027-06-30');
    const figure = result.figures.find((f) => f.id === 'screening/latest-debt-end');
    expect(figure).toMatchObject({
      value: '2027-06-30',
      unit: 'date',
      method: 'screening.patent-pledge-refusal@3',
    });
  });

  it('改到最迟到期日就通过', () => {
    const c = withSections(readyCase(three), ({ enterprise }) => ({
      enterprise: { ...enterprise, need: { ...enterprise.need, debtEnd: '2027-06-30' } },
    }));
    expect(ground(screen(c, prior('2029-02-28', '2027-06-30', '2028-01-01')), 6).verdict).toBe('pass');
  });

  it('有一件届满日未知：最迟到期日未知，已知的仍写出', () => {
    const result = screen(readyCase(three), prior('2029-02-28', null, '2028-01-01'));
    expect(ground(result, 6).verdict).toBe('unknown');
    expect(ground(result, 6).message).toContain('另有 1 件届满日未知');
    expect(result.figures.find((f) => f.id === 'screening/latest-debt-end')?.value).toBeNull();
  });

  it('届满日相同的，按申请号点名', () => {
    const result = screen(readyCase([patent(3), patent(1)]), prior('2027-01-01', null, '2027-01-01'));
    expect(ground(result, 6).message).toContain('最早届满的是《虚构装置1》');
  });
});

describe('由不予登记情形得出的核查项', () => {
  const item = (changes: Partial<PatentRecord>, code: string, declared: number | null = null) => {
    const c = withSections(readyCase([patent(1, changes), patent(2)]), ({ screening }) => ({
      screening: { ...screening, declarations: declared === null ? [] : [declaration(declared, 'p-1')] },
    }));
    return findingOf(screen(c), view(code), 'case');
  };

  it.each<[string, Partial<PatentRecord>, Verdict]>([
    ['P1', { owners: ['别的虚构公司'] }, 'fail'],
    ['P2', { status: 'dead' }, 'fail'],
    ['P2', { feesPaidThrough: null }, 'unknown'],
    ['P3', { procedureSuspended: true }, 'fail'],
    ['P3', { pledgeLive: null }, 'unknown'],
    ['P5', {}, 'pass'],
  ])('%s %o → %s', (code, changes, verdict) => {
    expect(item(changes, code).verdict).toBe(verdict);
  });

  // 0 pending and not declared, 2 declared, 4 none; the weakest patent decides.
  it.each<[string, Partial<PatentRecord>, number | null, Points]>([
    ['P6', { invalidationPending: false }, null, { low: 4, high: 4 }],
    ['P6', { invalidationPending: true }, null, { low: 0, high: 0 }],
    ['P6', { invalidationPending: true }, 11, { low: 2, high: 2 }],
    ['P6', { invalidationPending: null }, null, { low: 0, high: 4 }],
    ['P6', { invalidationPending: null }, 11, { low: 2, high: 4 }],
    ['P7', { sameDayApplication: true }, 10, { low: 2, high: 2 }],
    ['P7', { sameDayApplication: true, type: 'invention' }, null, { low: 4, high: 4 }],
  ])('%s %o 声明 %s', (code, changes, declared, points) => {
    expect(item(changes, code, declared).points).toEqual(points);
  });

  it('对由案卷判断的项目的答复不采用，但会列出', () => {
    const c = withSections(readyCase([patent(1, { pledgeLive: true })]), ({ screening }) => ({
      screening: {
        ...screening,
        answers: [
          ...screening.answers,
          verdictAnswer(view('P3'), 'pass'),
          verdictAnswer('cn.nothing.x', 'pass'),
        ],
        declarations: [declaration(9, 'p-1'), declaration(11, 'p-9')],
      },
    }));
    const result = screen(c);
    expect(findingOf(result, view('P3'), 'case').verdict).toBe('fail');
    expect(result.unheard.map((u) => [u.kind, u.rule, u.subject])).toEqual([
      ['answer', view('P3'), 'case'],
      ['answer', 'cn.nothing.x', 'case'],
      ['declaration', `${GROUND}9`, 'p-1'],
      ['declaration', `${GROUND}11`, 'p-9'],
    ]);
  });
});
