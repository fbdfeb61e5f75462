import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { Appraisal, ExpertAnswer, PatentsSection } from '../../src/lib/case/patents-section';
import { type Result, mustBeOk } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { sealOf } from '../../src/lib/patent/appraisal/blind-appraisal';
import { readSheet, writeSheet } from '../../src/lib/patent/appraisal/sealed-sheet';
import { readScheme } from '../../src/lib/patent/scheme/scheme';
import { blankPatent, optionAnswer, patentCase, patentRules } from '../fixtures/patent-case';

/** Sealed appraisals as files: what an honest exchange carries, and what a file may be made to say. */

const scheme = mustBeOk(readScheme(patentRules(), 'gbt-42748-framework')).value;
const ANSWERS: ExpertAnswer[] = [
  { ...optionAnswer('p-1', 'T1.1', 'A'), by: '虚构甲' },
  { ...optionAnswer('p-1', 'T1.3', 'C'), by: '虚构甲' },
];
const caseWith = (section: Partial<PatentsSection> = {}): CaseRecord =>
  patentCase({ records: [blankPatent('p-1')], pledged: ['p-1'], ...section });
const sealed = async (by = '虚构甲', answers = ANSWERS): Promise<Appraisal> => ({
  by,
  seal: await sealOf({ by, answers }),
  answers,
});

type Json = Record<string, unknown>;
const sheet = async (): Promise<Json> =>
  JSON.parse(new TextDecoder().decode(mustBeOk(await writeSheet(await sealed(), caseWith())))) as Json;
const read = (value: unknown, record = caseWith()): Promise<Result<Appraisal>> =>
  readSheet(
    typeof value === 'string' ? encodeUtf8(value) : encodeUtf8(JSON.stringify(value)),
    scheme,
    record,
  );
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);
const messageOf = (result: Result<unknown>): string => (result.ok ? '' : result.failure.message);

/** A sheet that says something else and bears the seal of what it says. */
const resealed = async (change: (json: Json) => Json): Promise<Json> => {
  const json = change(await sheet());
  const { by, answers } = json as { by: string; answers: ExpertAnswer[] };
  return { ...json, seal: await sealOf({ by, answers }) };
};

describe('an honest file', () => {
  it('comes back as it was sealed, and says nothing of the other appraiser', async () => {
    expect(mustBeOk(await read(await sheet()))).toEqual(await sealed());
    expect(Object.keys(await sheet()).sort()).toEqual(
      ['answers', 'by', 'caseTitle', 'fiction', 'patents', 'schema', 'scheme', 'seal'].sort(),
    );
  });

  it('an open or a broken appraisal is not written', async () => {
    const open = { ...(await sealed()), seal: null };
    expect(codeOf(await writeSheet(open, caseWith()))).toBe('E_NOT_SEALED');
    const broken = { ...(await sealed()), answers: ANSWERS.slice(1) };
    expect(codeOf(await writeSheet(broken, caseWith()))).toBe('E_SEAL_BROKEN');
  });
});

describe('a tampered file', () => {
  it.each<[string, (json: Json) => Json]>([
    [
      'an option',
      (j) => ({ ...j, answers: [{ ...ANSWERS[0], answer: { kind: 'option', option: 'B' } }, ANSWERS[1]] }),
    ],
    ['a reason', (j) => ({ ...j, answers: [{ ...ANSWERS[0], reason: '改过' }, ANSWERS[1]] })],
    ['an answer taken out', (j) => ({ ...j, answers: [ANSWERS[0]] })],
    ['the name', (j) => ({ ...j, by: '虚构丁' })],
    ['the seal', (j) => ({ ...j, seal: '0'.repeat(64) })],
  ])('%s changed: the seal is broken', async (_what, change) => {
    const result = await read(change(await sheet()));
    expect(codeOf(result)).toBe('E_SEAL_BROKEN');
    expect(messageOf(result)).toContain('重算为');
  });

  it('says what differs where the case holds the sheet that was sealed', async () => {
    const record = caseWith({ appraisals: [await sealed()] });
    const json = await sheet();
    const answers = [
      { ...ANSWERS[0], answer: { kind: 'option', option: 'B' } },
      { ...ANSWERS[1], reason: '改过' },
    ];
    const message = messageOf(await read({ ...json, answers }, record));
    expect(message).toContain('p-1 › T1.1：A → B');
    expect(message).toContain('p-1 › T1.3：C（理由、依据或署名不同）');
    expect(messageOf(await read({ ...json, by: '虚构丁' }, record))).toContain('评价人：虚构甲 → 虚构丁');
  });
});

describe('a file that does not belong here', () => {
  it.each<[string, (json: Json) => Json, string]>([
    ['another scheme', (j) => ({ ...j, scheme: 'pvd-2012' }), 'E_APPRAISAL_SCHEME'],
    [
      'another patent under the same id',
      (j) => ({ ...j, patents: [{ id: 'p-1', applicationNumber: '201919900011.5' }] }),
      'E_APPRAISAL_PATENT',
    ],
    [
      'a patent that is not here',
      (j) => ({ ...j, patents: [{ id: 'p-7', applicationNumber: 'x' }] }),
      'E_APPRAISAL_PATENT',
    ],
    ['answers about patents it does not name', (j) => ({ ...j, patents: [] }), 'E_ANSWER_UNKNOWN'],
    [
      'an indicator outside the scheme',
      (j) => ({ ...j, answers: [{ ...ANSWERS[0], indicator: 'X9' }] }),
      'E_ANSWER_UNKNOWN',
    ],
    [
      'an option outside the scheme',
      (j) => ({ ...j, answers: [{ ...ANSWERS[0], answer: { kind: 'option', option: '__proto__' } }] }),
      'E_ANSWER_OPTION',
    ],
    ['answers in another name', (j) => ({ ...j, by: '虚构丁' }), 'E_ANSWER_BY'],
    ['one question twice', (j) => ({ ...j, answers: [ANSWERS[0], ANSWERS[0]] }), 'E_ANSWER_TWICE'],
  ])('%s, soundly sealed: refused', async (_what, change, code) => {
    expect(codeOf(await read(await resealed(change)))).toBe(code);
  });

  it('the same person twice, whatever it says', async () => {
    const record = caseWith({ appraisals: [await sealed()] });
    expect(codeOf(await read(await sheet(), record))).toBe('E_APPRAISAL_KNOWN');
    const other = await resealed((j) => ({ ...j, answers: [ANSWERS[0]] }));
    const result = await read(other, record);
    expect(codeOf(result)).toBe('E_SAME_APPRAISER');
    expect(messageOf(result)).toContain('p-1 › T1.3：C → 没有');
    const open = caseWith({ appraisals: [{ by: ' 虚构甲', seal: null, answers: [] }] });
    expect(codeOf(await read(await sheet(), open))).toBe('E_SAME_APPRAISER');
  });

  it('a third appraiser', async () => {
    const appraisals = ['虚构乙', '虚构丙'].map((by): Appraisal => ({ by, seal: null, answers: [] }));
    expect(codeOf(await read(await sheet(), caseWith({ appraisals })))).toBe('E_APPRAISAL_FULL');
  });
});

describe('bytes that are no such file', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '盲评'],
    ['a list', '[]'],
    ['another format', '{"schema":"zhiya.case/2"}'],
    ['a key twice', '{"schema":"zhiya.appraisal/1","schema":"zhiya.appraisal/1"}'],
    ['a prototype key', '{"__proto__":{}}'],
    ['very deep', '['.repeat(5_000)],
  ])('%s', async (_what, text) => {
    const result = await read(text);
    expect(codeOf(result)).toMatch(/^E_/);
    expect(result.ok ? '' : result.failure.remedy).not.toBe('');
  });

  it('is refused in words a person reads', async () => {
    const shapes = [
      { ...(await sheet()), note: 'x' },
      { schema: 'zhiya.case/2' },
      { ...(await sheet()), answers: [{ ...ANSWERS[0], answer: { kind: 'number', number: '1e3' } }] },
      { ...(await sheet()), seal: 7 },
    ];
    for (const shape of shapes) {
      const result = await read(shape);
      expect(codeOf(result)).toBe('E_APPRAISAL_SHAPE');
      expect(messageOf(result)).not.toMatch(/Invalid|Expected|received/);
      // Paths that begin with `$` are for programs: no list of failures prints them.
      expect(result.ok ? '' : result.failure.path).toMatch(/^\$/);
    }
  });

  it('a field more, bytes that are no text, and too many of them', async () => {
    expect(codeOf(await read({ ...(await sheet()), note: 'x' }))).toBe('E_APPRAISAL_SHAPE');
    expect(codeOf(await readSheet(Uint8Array.of(0xff, 0xfe, 0), scheme, caseWith()))).toMatch(/^E_/);
    expect(codeOf(await readSheet(new Uint8Array(33 * 1024 * 1024), scheme, caseWith()))).toBe('E_TOO_LARGE');
  });
});
