import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { Evidence } from '../../src/lib/case/schema-parts';
import { runMethods } from '../../src/lib/case/method';
import { EARLIER_SCREENING_METHODS } from '../../src/lib/screening/methods';
import {
  GROUND,
  declaration,
  findingOf,
  paper,
  patent,
  priorOf,
  readyCase,
  rules,
  screen,
  verdictAnswer,
  withSections,
} from '../fixtures/screening-case';

/** A paper that names a file which the case does not hold. */
const lost: Evidence = { ...paper, attachment: 'nowhere', description: '同意书' };

const declared = (ground: number, evidence: readonly Evidence[]): CaseRecord => {
  const circumstance = {
    8: { owners: ['虚构测试材料有限公司', '虚构共有人有限公司'] },
    10: { type: 'utility-model' as const, sameDayApplication: true },
    11: { invalidationPending: true },
  }[ground];
  return withSections(readyCase([patent(1, circumstance)]), ({ screening }) => ({
    screening: {
      ...screening,
      declarations: [{ ...declaration(ground, 'p-1'), evidence: [...evidence] }],
    },
  }));
};

describe('声明所附的文件不在案卷中', () => {
  it.each([8, 10, 11])('第 %d 项：未知，指名缺了文件，从不通过', (ground) => {
    expect(findingOf(screen(declared(ground, [])), `${GROUND}${ground}`, 'p-1').verdict).toBe('pass');
    const finding = findingOf(screen(declared(ground, [lost])), `${GROUND}${ground}`, 'p-1');
    expect(finding.verdict).toBe('unknown');
    expect(finding.message).toContain('E_EVIDENCE_MISSING');
    expect(screen(declared(ground, [lost])).decision.code).toBe('held');
  });

  it('另一份齐全的声明仍然有效', () => {
    const record = withSections(declared(8, [lost]), ({ screening }) => ({
      screening: { ...screening, declarations: [...screening.declarations, declaration(8, 'p-1')] },
    }));
    expect(findingOf(screen(record), `${GROUND}8`, 'p-1').verdict).toBe('pass');
  });

  it('第一版方法照旧，旧登记包不变', () => {
    const record = declared(8, [lost]);
    const calendar = {
      id: 'patent.calendar@1',
      title: '日历',
      needs: [],
      run: () => priorOf(record.sections.patents.records),
    };
    const methods = [
      calendar,
      ...EARLIER_SCREENING_METHODS.filter(({ id }) => id.startsWith('screening.patent-')),
    ];
    const { findings } = runMethods(methods, record, rules());
    expect(findings.find((f) => f.rule === `${GROUND}8`)?.verdict).toBe('pass');
  });
});

it('第 12 项：答复所附的文件有一份不在案卷中，不能认定', () => {
  const record = withSections(readyCase([patent(1)]), ({ screening }) => ({
    screening: {
      ...screening,
      answers: [
        ...screening.answers.filter(({ rule }) => rule !== `${GROUND}12`),
        verdictAnswer(`${GROUND}12`, 'pass', 'p-1', [paper, lost]),
      ],
    },
  }));
  const finding = findingOf(screen(record), `${GROUND}12`, 'p-1');
  expect(finding.verdict).toBe('unknown');
  expect(finding.message).toContain('E_EVIDENCE_MISSING');
});
