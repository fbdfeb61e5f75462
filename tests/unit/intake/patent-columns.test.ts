import { describe, expect, it } from 'vitest';
import {
  type PatentColumns,
  chooseColumns,
  normaliseHeader,
  recognisePatentColumns,
} from '../../../src/lib/intake/patent-columns';
import { patentFields } from '../../../src/lib/intake/patent-field-titles';
import { columnVocabulary, valueVocabulary } from '../../../src/lib/intake/patent-vocabulary';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { INTAKE_RULES } from '../../../src/lib/rulebook/intake-rules';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { intakeRules } from '../../fixtures/intake-files';

const recognise = (header: readonly string[]): PatentColumns =>
  mustBeOk(recognisePatentColumns(header, intakeRules()));
const fields = (header: readonly string[]) => recognise(header).columns.map((c) => c.field);

describe('patent column recognition', () => {
  // One export per source, with the headers of the reference table.
  it.each([
    [
      'incopat',
      [
        '公开（公告）号',
        '标题',
        '当前权利人',
        '申请号',
        '申请日',
        '专利有效性',
        '当前法律状态',
        '权利要求数量',
        '被引证次数',
        '简单同族个数',
        'IPC主分类',
        '合享价值度',
        '链接到incoPat',
      ],
      [
        'publicationNumber',
        'title',
        'currentAssignee',
        'applicationNumber',
        'filingDate',
        'validity',
        'legalStatus',
        'claimCount',
        'forwardCitationCount',
        'familySize',
        'ipcMain',
        'vendorValueScore',
        'url',
      ],
    ],
    [
      'patsnap',
      [
        '公开(公告)号',
        '标题',
        '[标]当前申请(专利权)人',
        '申请号',
        '申请日',
        '法律状态/事件',
        '权利要求数',
        '被引用专利数量',
        '简单同族专利申请数量',
        'IPC主分类号',
        '简单同族',
      ],
      [
        'publicationNumber',
        'title',
        'currentAssignee',
        'applicationNumber',
        'filingDate',
        'legalStatus',
        'claimCount',
        'forwardCitationCount',
        'familySize',
        'ipcMain',
        'family',
      ],
    ],
    [
      'innojoy',
      [
        '公开(公告)号',
        '名称',
        '当前专利权人',
        '申请号',
        '申请日',
        '有效性',
        '当前法律状态',
        '权项数',
        '被引证数',
        'INNOJOY同族数',
        'DPI',
        'IPC主分类号',
      ],
      [
        'publicationNumber',
        'title',
        'currentAssignee',
        'applicationNumber',
        'filingDate',
        'validity',
        'legalStatus',
        'claimCount',
        'forwardCitationCount',
        'familySize',
        'vendorValueScore',
        'ipcMain',
      ],
    ],
    [
      'cnipa',
      [
        '公开（公告）号',
        '名称',
        '申请（专利权）人',
        '发明（设计）人',
        '申请号',
        '申请日',
        '法律状态',
        '主权项',
        '国省代码',
        '主分类号',
      ],
      [
        'publicationNumber',
        'title',
        'applicant',
        'inventors',
        'applicationNumber',
        'filingDate',
        'legalStatus',
        'firstClaim',
        'provinceCode',
        'ipcMain',
      ],
    ],
    [
      'google-patents',
      [
        'id',
        'title',
        'assignee',
        'inventor/author',
        'priority date',
        'filing/creation date',
        'publication date',
        'grant date',
        'result link',
        'representative figure link',
      ],
      [
        'publicationNumber',
        'title',
        'currentAssignee',
        'inventors',
        'priorityDate',
        'filingDate',
        'publicationDate',
        'grantDate',
        'url',
        null,
      ],
    ],
  ])('recognises %s by its tells and maps its columns', (preset, header, expected) => {
    expect(recognise(header).preset).toBe(preset);
    expect(fields(header)).toEqual(expected);
  });

  it('knows no preset for a hand-made list, and maps it all the same', () => {
    const mapped = recognise([
      '序号',
      '专利名称',
      '专利号',
      '申请日',
      '授权公告日',
      '专利权人',
      '类型',
      '年费缴至',
    ]);
    expect(mapped.preset).toBeNull();
    expect(mapped.columns.map((c) => c.field)).toEqual([
      null,
      'title',
      'applicationNumber',
      'filingDate',
      'grantDate',
      'currentAssignee',
      'patentType',
      'feesPaidThrough',
    ]);
    expect(mapped.missing).toEqual([]);
  });

  it('normalises width, case, spaces, BOM and [标]', () => {
    for (const header of ['申请（专利权）人', ' 申请 (专利权) 人 ', '\uFEFF[标]申请(专利权)人'])
      expect(normaliseHeader(header)).toBe('申请(专利权)人');
    expect(fields(['ＩＰＣ 主分类号', 'Application Number'])).toEqual(['ipcMain', 'applicationNumber']);
  });

  it('leaves out a bracketed part only when the whole is unknown, and says so', () => {
    const mapped = recognise(['申请日(年月日)', '标题(译)(简体中文)']);
    expect(mapped.columns.map((c) => [c.field, c.how])).toEqual([
      ['filingDate', 'loose'],
      ['title', 'exact'],
    ]);
  });

  it('keeps backward and forward citations apart', () => {
    expect(fields(['引证次数', '被引证次数', '引用专利数量', '被引用次数'])).toEqual([
      'backwardCitationCount',
      'forwardCitationCount',
      null,
      null,
    ]);
  });

  it('takes the preferred of several columns for one field and reports the choice', () => {
    const mapped = recognise(['标题（翻译）', '标题', '申请号']);
    expect(mapped.columns.map((c) => c.field)).toEqual([null, 'title', 'applicationNumber']);
    expect(mapped.ambiguous).toEqual([{ field: 'title', columns: [0, 1], taken: 1 }]);
  });

  it('prefers 申请号 to 专利号 when both are there, and does not read a bare id', () => {
    expect(fields(['专利号', '申请号', 'id', '标题'])).toEqual([null, 'applicationNumber', null, 'title']);
  });

  it('never guesses: unknown columns stay without a field', () => {
    expect(fields(['申请号码', '专利的名称', '列1', ''])).toEqual([null, null, null, null]);
    expect(recognise(['列1']).missing).toEqual(['applicationNumber', 'title']);
  });

  it('follows a choice, takes the field from the other column and settles the ambiguity', () => {
    const twins = recognise(['申请号', '申请号', '标题', '备注']);
    expect(twins.missing).toEqual(['applicationNumber']);
    const chosen = chooseColumns(twins, { 1: 'applicationNumber', 3: 'title' });
    expect(chosen.columns.map((c) => [c.field, c.how])).toEqual([
      [null, 'none'],
      ['applicationNumber', 'chosen'],
      [null, 'none'],
      ['title', 'chosen'],
    ]);
    expect([chosen.ambiguous, chosen.missing]).toEqual([[], []]);
    expect(chooseColumns(chosen, { 1: null }).missing).toEqual(['applicationNumber']);
  });
});

describe('intake rules', () => {
  it('read every vocabulary and say how sure they are', () => {
    const rules = intakeRules();
    expect(columnVocabulary(rules).ok && valueVocabulary(rules).ok && patentFields(rules).ok).toBe(true);
    expect(rules.readSet().map((r) => r.id)).toEqual(INTAKE_RULES.map((r) => r.id).sort());
    for (const entry of INTAKE_RULES)
      for (const value of entry.values)
        if (value.confidence === 'assumption') expect(value.citation.reason).toBeTruthy();
  });

  it('give every header one meaning only', () => {
    const { synonyms } = mustBeOk(columnVocabulary(intakeRules()));
    const meaning = new Map<string, string>();
    for (const [field, headers] of synonyms)
      for (const header of headers) {
        const key = normaliseHeader(header);
        expect([header, meaning.get(key) ?? field]).toEqual([header, field]);
        meaning.set(key, field);
      }
    expect(meaning.size).toBeGreaterThan(150);
  });

  it('are needed: without them recognition is refused, not guessed', () => {
    const { date, region } = intakeRules();
    const none = rulesFromRecord([], date, region);
    expect(recognisePatentColumns(['申请号'], none).ok).toBe(false);
  });
});
