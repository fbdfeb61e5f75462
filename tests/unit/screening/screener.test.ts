import { describe, expect, it } from 'vitest';
import { screenCase, createScreener } from '../../../src/lib/screening/screen-case';
import { readyDataCase } from '../../fixtures/data-asset-gates';
import {
  GROUND,
  patent,
  pointsAnswer,
  priorOf,
  readyCase,
  rules,
  verdictAnswer,
  view,
  withSections,
} from '../../fixtures/screening-case';

const at = rules();
const patents = [patent(1), patent(2), patent(3)];
const prior = priorOf(patents);
const base = readyCase(patents);

/** `rule subject` without the method before it and the kind between. */
const judged = (evaluated: readonly string[]): readonly string[] =>
  evaluated.map((key) => {
    const [, rule, , subject] = key.split(' ');
    return `${rule ?? ''} ${subject ?? ''}`;
  });

const answering = (rule: string, points: 0 | 2) =>
  withSections(base, ({ screening }) => ({
    screening: {
      ...screening,
      answers: screening.answers.map((a) => (a.rule === rule ? pointsAnswer(rule, points) : a)),
    },
  }));

const edited = (change: Parameters<typeof withSections>[1]): readonly string[] => {
  const screener = createScreener(at);
  screener.screen(base, prior);
  screener.screen(withSections(base, change), prior);
  return judged(screener.evaluated);
};

describe('改一处只重新核查读到它的规则', () => {
  it('没有改动，一条也不重新核查', () => {
    const screener = createScreener(at);
    const first = screener.screen(base, prior);
    expect(screener.evaluated.length).toBe(first.findings.length - first.consistency.length);
    const again = screener.screen(structuredClone(base), structuredClone(prior));
    expect(screener.evaluated).toEqual([]);
    expect(again).toEqual(first);
  });

  it('改一个答复，只有它的项目；分数、等级、结论随之而变', () => {
    const screener = createScreener(at);
    const before = screener.screen(base, prior);
    const changed = answering(view('T4'), 0);
    const after = screener.screen(changed, prior);
    expect(judged(screener.evaluated)).toEqual([`${view('T4')} case`]);
    expect(after).toEqual(screenCase({ caseRecord: changed, rules: at, prior }));
    expect(after.threeViews.total?.low).not.toBe(before.threeViews.total?.low);
  });

  it('一件专利的答复，只有它那一项，和汇总那一项的项目', () => {
    const keys = edited(({ screening }) => ({
      screening: {
        ...screening,
        answers: screening.answers.map((a) =>
          a.rule === `${GROUND}12` && a.subject === 'p-2' ? verdictAnswer(`${GROUND}12`, 'fail', 'p-2') : a,
        ),
      },
    }));
    expect(keys[0]).toBe(`${GROUND}12 p-2`);
    expect(keys.slice(1).every((key) => key.endsWith(' case'))).toBe(true);
    expect(keys).not.toContain(`${GROUND}12 p-1`);
  });

  it('一件专利的一个字段，只有读它的项', () => {
    const keys = edited(({ patents: section }) => ({
      patents: {
        ...section,
        records: section.records.map((r) => (r.id === 'p-3' ? { ...r, procedureSuspended: true } : r)),
      },
    }));
    const grounds = keys.filter((key) => key.startsWith(GROUND));
    // 第 5 项读中止与保全；没有一项别的专利。
    expect(grounds).toContain(`${GROUND}5 p-3`);
    expect(grounds.filter((key) => key.endsWith(' p-1') || key.endsWith(' p-2'))).toEqual([]);
    expect(grounds).not.toContain(`${GROUND}4 p-3`);
  });

  it('合同的一个字段，不动专利各项', () => {
    const keys = edited(({ registration }) => ({
      registration: {
        ...registration,
        pledgeContract: { ...registration.pledgeContract, securityScope: null },
      },
    }));
    expect(keys).toContain(`${GROUND}7 case`);
    expect(keys.filter((key) => key.includes(' p-'))).toEqual([]);
  });

  it('拿走答复所引的附件，答复那一项重新核查', () => {
    const file = { attachment: 'file-1', description: '', page: null, date: null, by: null };
    const attachment = {
      id: 'file-1',
      name: '虚构.pdf',
      bytes: 1,
      sha256: 'a'.repeat(64),
      sm3: 'b'.repeat(64),
      role: 'evidence',
    };
    const backed = {
      ...withSections(base, ({ screening }) => ({
        screening: {
          ...screening,
          answers: screening.answers.map((a) =>
            a.rule === view('T2') ? pointsAnswer(view('T2'), 4, [file]) : a,
          ),
        },
      })),
      attachments: [attachment],
    };
    const screener = createScreener(at);
    screener.screen(backed, prior);
    const bare = { ...backed, attachments: [] };
    const after = screener.screen(bare, prior);
    expect(judged(screener.evaluated)).toContain(`${view('T2')} case`);
    expect(after).toEqual(screenCase({ caseRecord: bare, rules: at, prior }));
  });

  it('换一条规则读的数据资产，其他资产不动', () => {
    const caseRecord = readyDataCase();
    const screener = createScreener(at);
    screener.screen(caseRecord, prior);
    const changed = withSections(caseRecord, ({ dataAssets }) => ({
      dataAssets: { assets: dataAssets.assets.map((a) => ({ ...a, claimed: null })) },
    }));
    const after = screener.screen(changed, prior);
    expect(judged(screener.evaluated).some((key) => key.startsWith('cn.data-gate.l23'))).toBe(true);
    expect(screener.evaluated.length).toBeLessThan(12);
    expect(after).toEqual(screenCase({ caseRecord: changed, rules: at, prior }));
  });
});
