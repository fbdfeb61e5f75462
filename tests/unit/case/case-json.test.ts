import { describe, expect, it } from 'vitest';
import {
  CASE_JSON_LIMIT,
  caseJson,
  checkedCaseJson,
  inspectCaseJson,
  newCase,
  parseCaseJson,
} from '../../../src/lib/case/case-json';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { emptyCase, fullCase } from './sample';

const asObject = (value: unknown): object => {
  if (typeof value !== 'object' || value === null) throw new Error('an object was expected');
  return value;
};

/** The text of a case in which one place was replaced; `undefined` removes it. */
const altered = (path: readonly (string | number)[], value: JsonValue | undefined): string => {
  const root: unknown = JSON.parse(caseJson(fullCase()));
  let at: unknown = root;
  for (const key of path.slice(0, -1)) at = Reflect.get(asObject(at), key);
  const last = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(asObject(at), last);
  else Reflect.set(asObject(at), last, value);
  return JSON.stringify(root);
};

const failuresOf = (text: string) => inspectCaseJson(text).failures;
const oneFailure = (text: string) => {
  const failures = failuresOf(text);
  expect(failures).toHaveLength(1);
  return failures[0];
};

describe('a new case', () => {
  it('has every section and invents nothing', () => {
    const record = newCase({
      id: 'c-1',
      title: '虚构',
      valuationDate: '2026-11-20',
      region: 'cn',
      mode: 'enterprise',
    });
    expect(record.sections.patents).toEqual({
      imports: [],
      records: [],
      scheme: '',
      scenario: '',
      answers: [],
      forecasts: [],
      worksheets: [],
      reconciliations: [],
      pledged: [],
      selectionReasons: [],
      appraisals: [],
      settlements: [],
      desk: { preparer: '', reviewer: '', dueDiligenceGrade: null, panelSize: null },
      assumptionLog: { needFen: null, entries: [] },
      outcome: null,
      enteredCredit: null,
    });
    expect(record.overlay).toBeNull();
    expect(Object.values(record.sections.enterprise.need).every((value) => value === null)).toBe(true);
    expect(mustBeOk(parseCaseJson(caseJson(record)))).toEqual(record);
  });

  it('shares nothing with another new case', () => {
    const [a, b] = [emptyCase('a'), emptyCase('b')];
    a.sections.patents.pledged.push('p-1');
    expect(b.sections.patents.pledged).toEqual([]);
  });
});

describe('reading a case document', () => {
  it('gives back exactly what was written', () => {
    const record = fullCase();
    expect(mustBeOk(parseCaseJson(caseJson(record)))).toEqual(record);
  });

  it('writes equal cases as equal bytes, whatever the order of keys', () => {
    const record = fullCase();
    const turned = Object.fromEntries(Object.entries(record).reverse());
    const reread = mustBeOk(parseCaseJson(JSON.stringify(turned, null, 2)));
    expect(caseJson(reread)).toBe(caseJson(record));
  });

  it.each([
    [['sections', 'patents', 'records', 1, 'filingDate'], 'E_VALUE', '2017-02-30'],
    [['sections', 'patents', 'records', 1, 'filingDate'], 'E_TYPE', 20170721],
    [['sections', 'patents', 'records', 1, 'claimCount'], 'E_VALUE', -1],
    [['sections', 'patents', 'records', 1, 'claimCount'], 'E_VALUE', 1.5],
    [['sections', 'patents', 'records', 1, 'forwardCitationPercentile'], 'E_VALUE', '1.2'],
    [['sections', 'patents', 'records', 1, 'title'], 'E_VALUE', '长'.repeat(501)],
    [['sections', 'enterprise', 'need', 'amountFen'], 'E_VALUE', '12.50'],
    [['sections', 'enterprise', 'need', 'amountFen'], 'E_VALUE', '-1'],
    [['sections', 'screening', 'answers', 0, 'answer', 'points'], 'E_VALUE', 7],
    [['sections', 'screening', 'answers', 0, 'answer'], 'E_TYPE', { kind: 'stars', points: 3 }],
    [['sections', 'patents', 'answers', 0, 'answer', 'option'], 'E_TYPE', 3],
    [['valuationDate'], 'E_TYPE', null],
    [['region'], 'E_VALUE', 'us'],
    [['id'], 'E_VALUE', 'Case 1'],
    [['mode'], 'E_FIELD_MISSING', undefined],
    [['sections', 'risk'], 'E_FIELD_UNKNOWN', {}],
    [['attachments'], 'E_TYPE', {}],
  ] as const)('refuses a wrong %j with %s at its JSON path', (path, code, value) => {
    const failure = oneFailure(altered(path, value));
    expect(failure?.code).toBe(code);
    const expected = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    expect(failure?.path).toBe(`$${expected}`);
    expect(failure?.message).toMatch(/\p{Script=Han}/u);
    expect(failure?.remedy).toMatch(/\p{Script=Han}/u);
  });

  it('quotes a key that is not a plain name', () => {
    const failure = oneFailure(
      altered(['sections', 'registration', 'papers', 'a b"c'], { present: true, note: '' }),
    );
    expect(failure?.path).toBe('$.sections.registration.papers["a b\\"c"].attachment');
  });

  it('lists every problem, and counts them in the short answer', () => {
    const text = JSON.stringify({ ...fullCase(), mode: 'broker', region: 'fr' });
    expect(failuresOf(text).map((failure) => failure.path)).toEqual(['$.region', '$.mode']);
    const short = parseCaseJson(text);
    expect(short.ok).toBe(false);
    if (!short.ok) expect(short.failure.message).toContain('共 2 处问题');
  });

  it('lists at most 200 problems and counts the rest', () => {
    const pledged = Array.from({ length: 250 }, () => 'NOT AN ID');
    const failures = failuresOf(altered(['sections', 'patents', 'pledged'], pledged));
    expect(failures).toHaveLength(201);
    expect(failures.at(-1)).toMatchObject({ code: 'E_MORE', message: '另有 50 处问题未列出' });
  });
});

describe('writing a case that must be readable again', () => {
  it('answers with the canonical text', () => {
    expect(mustBeOk(checkedCaseJson(fullCase()))).toBe(caseJson(fullCase()));
  });

  it('refuses half a character, with its place, instead of throwing', () => {
    const half = checkedCaseJson({ ...emptyCase(), title: '半个\ud83d' });
    expect(half).toMatchObject({ ok: false, failure: { code: 'E_SURROGATE', path: '$.title' } });
  });

  it('refuses a record key that would be dropped in silence', () => {
    const record = fullCase();
    const [first] = record.sections.patents.records;
    if (first === undefined) throw new Error('a patent was expected');
    Object.defineProperty(first.vendorScores, 'constructor', { value: '9', enumerable: true });
    expect(checkedCaseJson(record)).toMatchObject({
      ok: false,
      failure: {
        code: 'E_FIELD_UNKNOWN',
        path: '$.sections.patents.records[0].vendorScores.constructor',
      },
    });
  });

  it('refuses a case longer than can be read back', { timeout: 60_000 }, () => {
    const record = emptyCase();
    const note = 'x'.repeat(20_000);
    const statement = { rule: 'r', subject: 'case', statement: note, by: '', evidence: [] };
    const count = Math.ceil(CASE_JSON_LIMIT / 20_000) + 1;
    record.sections.screening.declarations = Array.from({ length: count }, () => statement);
    expect(checkedCaseJson(record)).toMatchObject({ ok: false, failure: { code: 'E_TOO_LARGE' } });
  });
});
