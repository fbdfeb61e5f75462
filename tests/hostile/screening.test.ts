import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { foldName } from '../../src/lib/screening/checks/register-checks';
import {
  GROUND,
  OWNER,
  expiryFigure,
  findingOf,
  patent,
  pointsAnswer,
  readyCase,
  screen,
  verdictAnswer,
  view,
  withSections,
} from '../fixtures/screening-case';

const owned = (owners: string[], name = OWNER): CaseRecord =>
  withSections(readyCase([patent(1, { owners })]), ({ enterprise }) => ({
    enterprise: { ...enterprise, enterprise: { ...enterprise.enterprise, name } },
  }));
const first = (c: CaseRecord) => findingOf(screen(c), `${GROUND}1`, 'p-1');

describe('名称上的花招', () => {
  it.each([
    ['虚构（测试）公司', '虚构(测试)公司'],
    ['虚构〔测试〕公司', '虚构（测试）公司'],
    ['ＡＢＣ虚构公司', 'ABC虚构公司'],
    ['虚构 测试公司', '虚构测试公司'],
    ['虚构测试公司\u3000', '虚构测试公司'],
    ['虚构测试公司\u00a0', '虚构测试公司'],
  ])('“%s”与“%s”相近而不相同：未知', (owner, name) => {
    expect(foldName(owner)).toBe(foldName(name));
    expect(first(owned([owner], name)).verdict).toBe('unknown');
  });

  it.each([
    ['虚构测试公司', '虚构测试公司第二'],
    ['虚构测试公司', '测试虚构公司'],
    ['虚构测试公司\u200b', '虚构测试公司'],
  ])('“%s”与“%s”不同：不通过', (owner, name) => {
    expect(first(owned([owner], name)).verdict).toBe('fail');
  });

  it('名称里的花括号与原型名照原样显示', () => {
    const name = '{owners}{__proto__}{constructor}虚构公司';
    expect(first(owned(['虚构甲'], name)).message).toContain(name);
    expect(first(owned([name], name)).message).toContain(name);
  });
});

describe('怪异的案卷', () => {
  it('空白的权利人等于未知', () => {
    expect(first(owned(['  ', ''])).verdict).toBe('unknown');
    expect(findingOf(screen(owned(['  '])), `${GROUND}8`, 'p-1').verdict).toBe('unknown');
  });

  it('同一权利人写两遍不是共有', () => {
    expect(findingOf(screen(owned([OWNER, OWNER])), `${GROUND}8`, 'p-1').verdict).toBe('pass');
  });

  it('勾选重复的专利只核查一次', () => {
    const c = withSections(readyCase([patent(1)]), ({ patents }) => ({
      patents: { ...patents, pledged: ['p-1', 'p-1'] },
    }));
    expect(screen(c).patents).toHaveLength(1);
  });

  it('答复的规则名取自原型：不采用，列出', () => {
    const c = withSections(readyCase([patent(1)]), ({ screening }) => ({
      screening: {
        ...screening,
        answers: [
          ...screening.answers,
          verdictAnswer('__proto__', 'pass'),
          verdictAnswer('constructor', 'pass'),
        ],
      },
    }));
    expect(screen(c).unheard.map((u) => u.rule)).toEqual(['__proto__', 'constructor']);
  });

  it('规则与对象拼接不会串位', () => {
    const c = withSections(readyCase([patent(1)]), ({ screening }) => ({
      screening: {
        ...screening,
        declarations: [{ ...screeningDeclaration, rule: `${GROUND}1`, subject: '1p-1' }],
      },
    }));
    expect(screen(c).unheard).toHaveLength(1);
  });

  it('证据只有空白说明：不算证据', () => {
    const blank = { attachment: null, description: ' \u3000', page: null, date: null, by: null };
    const c = withSections(readyCase([patent(1)]), ({ screening }) => ({
      screening: {
        ...screening,
        answers: screening.answers.map((a) =>
          a.rule === view('C4') ? pointsAnswer(view('C4'), 4, [blank]) : a,
        ),
      },
    }));
    expect(findingOf(screen(c), view('C4'), 'case').verdict).toBe('unknown');
    expect(screen(c).decision.code).toBe('held');
  });

  it.each(['2029-02-30', '', '不知道', '2029/02/28'])('届满日“%s”不是日期：未知', (value) => {
    const result = screen(readyCase([patent(1)]), { ...NO_OUTPUTS, figures: [expiryFigure('p-1', value)] });
    expect(findingOf(result, `${GROUND}6`, 'p-1').verdict).toBe('unknown');
  });

  it('单位不是日期的届满数字不采用', () => {
    const figure = { ...expiryFigure('p-1', '2029-02-28'), unit: 'text' as const };
    const result = screen(readyCase([patent(1)]), { ...NO_OUTPUTS, figures: [figure] });
    expect(findingOf(result, `${GROUND}6`, 'p-1').verdict).toBe('unknown');
  });

  it('一千件专利也能汇总', () => {
    const many = Array.from({ length: 1000 }, (_, i) => patent(i + 1));
    const result = screen(readyCase(many));
    expect(result.findings).toHaveLength(11 * 1000 + 1 + 30 + 7 + 7);
    expect(result.decision.code).toBe('passed');
  }, 60_000);
});

const screeningDeclaration = { rule: '', subject: '', statement: '虚构', by: '虚构', evidence: [] };
