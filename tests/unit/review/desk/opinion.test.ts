import { describe, expect, it } from 'vitest';
import { placeWords } from '../../../../src/lib/kernel/place-words';
import { opinionHash, sealOpinion } from '../../../../src/lib/case/desk/opinion';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import type { GroundAgain } from '../../../../src/lib/review/desk/grounds';
import { draftOpinion, giveOpinion, withSettled } from '../../../../src/lib/review/desk/opinion/draft';
import { opinionPaper } from '../../../../src/lib/review/desk/opinion/opinion-paper';
import { type OpinionBasis, reasonsOf } from '../../../../src/lib/review/desk/opinion/reasons';
import {
  type DeskRole,
  ROLE_CODES,
  type RoleCode,
  readRole,
} from '../../../../src/lib/review/desk/opinion/roles';
import {
  type ReviewFinding,
  answerOf,
  failed,
  noted,
  undecided,
} from '../../../../src/lib/review/verify-report';
import { ALL_RULES } from '../../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { refusalOf } from '../../../fixtures/refusal';
import { deskEntryOf } from '../../../fixtures/desk-entry';

const RULES = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate('2026-11-20')), region: 'cn' });
const role = (code: RoleCode): DeskRole => mustBeOk(readRole(RULES, code));
const COUNTY = role('county');

const PASSED: GroundAgain = {
  rule: 'g.1',
  title: '情形一',
  pass: 2,
  fail: 0,
  unknown: 0,
  verdict: 'pass',
  lines: [],
};
const FAILED: GroundAgain = {
  ...PASSED,
  pass: 1,
  fail: 1,
  verdict: 'fail',
  lines: [{ subject: '虚构专利', verdict: 'fail', message: '年费未缴', remedy: '补缴' }],
};

const basis = (
  authenticity: readonly ReviewFinding[] = [],
  grounds: OpinionBasis['grounds'] = [PASSED],
  register: OpinionBasis['register'] = [],
): OpinionBasis => ({
  answers: {
    safety: answerOf([noted('N_X', '', '说明而已')]),
    integrity: answerOf([]),
    authenticity: answerOf(authenticity),
    usability: answerOf([]),
    recalculation: answerOf([]),
  },
  grounds,
  register,
});

const UNSIGNED = undecided('E_UNSIGNED', '', '未签名');
const BROKEN = failed('E_HASH', 'documents/a.docx', '校验值不符');
const about = () => {
  const { id, kind, fileName, answers, facts } = deskEntryOf(1);
  const { caseTitle, fiction, pledgor, pledgee } = facts;
  return {
    entry: id,
    kind,
    fileName,
    answers,
    caseTitle,
    fiction,
    pledgor,
    pledgee,
    grounds: [],
    engineVersion: '0',
  };
};
const decision = (opinion: string, changes = {}) => ({
  opinion,
  note: '',
  by: '虚构人员',
  at: '2026-11-20 10:00',
  previous: null,
  ...changes,
});

it('a place is said in words that an applicant knows', () => {
  expect(placeWords('package.json › requiredDocuments')).toBe('材料清单');
  expect(placeWords('package.json › 别处')).toBe('登记包说明 › 别处');
  expect(placeWords('inputs/case.json')).toBe('案卷');
  expect(placeWords('package.jsonx')).toBe('package.jsonx');
  expect(placeWords('documents/质押合同.docx')).toBe('documents/质押合同.docx');
});

describe('roles', () => {
  it('a county bureau never grants or refuses', () => {
    expect(COUNTY.opinions.map(({ label }) => label)).toEqual(['建议受理', '建议补正', '不属于预审范围']);
    expect(COUNTY.opinions.map(({ effect }) => effect)).not.toContain('against');
    for (const code of ['register', 'refuse'])
      expect(refusalOf(giveOpinion(COUNTY, [], decision(code), about())).code).toBe('E_OPINION');
  });
  it('every role can be read, and says what it is not', () => {
    for (const code of ROLE_CODES) {
      const { opinions, statement, rule } = role(code);
      expect(opinions.length).toBeGreaterThan(1);
      expect(statement).toMatch(/不是|不代替|为准/);
      expect(rule.citation.instrument).not.toBe('');
    }
  });
});

describe('the draft', () => {
  const draft = (of: OpinionBasis, who = COUNTY, settled = {}) =>
    draftOpinion(who, withSettled(reasonsOf(of), settled))?.code ?? null;

  it('an unknown is never a pass: no draft until a person says how it was cleared', () => {
    expect(draft(basis([UNSIGNED]))).toBeNull();
    const [reason] = reasonsOf(basis([UNSIGNED]));
    expect(draft(basis([UNSIGNED]), COUNTY, { [reason?.key ?? '']: '  ' })).toBeNull();
    expect(draft(basis([UNSIGNED]), COUNTY, { [reason?.key ?? '']: '已核对盖章原件' })).toBe(
      'suggest-accept',
    );
  });
  it('a defect goes back, a ground weighs more, and nobody settles either away', () => {
    expect(draft(basis([BROKEN, UNSIGNED]), role('agency'))).toBe('supplement');
    expect(draft(basis([BROKEN], [FAILED]), role('agency'))).toBe('refuse');
    expect(draft(basis([], [FAILED]))).toBe('suggest-supplement');
    const [reason] = reasonsOf(basis([BROKEN]));
    const [kept] = withSettled(reason === undefined ? [] : [reason], { [reason?.key ?? '']: '没关系' });
    expect(kept?.settled).toBeNull();
    expect(draft(basis([BROKEN]), COUNTY, { [reason?.key ?? '']: '没关系' })).toBe('suggest-supplement');
  });
  it('grounds that were not run, and another package with the same patent, stay open', () => {
    expect(draft(basis([], []))).toBeNull();
    expect(draft(basis([], null))).toBeNull();
    expect(
      draft(basis([], [PASSED], [{ code: 'D_SAME_PATENT', path: '', message: '另一案件也有' }])),
    ).toBeNull();
    expect(draft(basis([], [PASSED]))).toBe('suggest-accept');
  });
});

describe('giving it', () => {
  const reasons = reasonsOf(basis([UNSIGNED]));

  it('forward with an open unknown, without a name, or against the draft without a reason is refused', () => {
    const code = (of: Parameters<typeof giveOpinion>) => refusalOf(giveOpinion(...of)).code;
    expect(code([COUNTY, reasons, decision('suggest-accept'), about()])).toBe('E_UNSETTLED');
    expect(code([COUNTY, reasons, decision('suggest-supplement', { by: ' ' }), about()])).toBe('E_SIGNER');
    expect(code([COUNTY, [], decision('suggest-supplement'), about()])).toBe('E_DEPARTURE');
    expect(
      mustBeOk(giveOpinion(COUNTY, [], decision('suggest-supplement', { note: '另有线索' }), about())).draft
        ?.code,
    ).toBe('suggest-accept');
  });
  it('is sealed: one changed letter shows', async () => {
    const sealed = await sealOpinion(
      mustBeOk(giveOpinion(COUNTY, reasons, decision('suggest-supplement'), about())),
    );
    expect(await opinionHash(sealed)).toBe(sealed.sha256);
    expect(await opinionHash({ ...sealed, by: '另一个虚构人员' })).not.toBe(sealed.sha256);
  });
  it('a return prints what must be mended, and the standing of the opinion', async () => {
    const open = reasonsOf(basis([BROKEN]));
    const sealed = await sealOpinion(
      mustBeOk(giveOpinion(COUNTY, open, decision('suggest-supplement'), about())),
    );
    const paper = opinionPaper(sealed);
    const text = JSON.stringify(paper);
    expect(paper.warning).toContain('不是登记决定');
    for (const words of ['退回补正事项清单', '校验值不符', 'E_HASH', '建议补正', sealed.sha256, '虚构人员'])
      expect(text).toContain(words);
  });
});
