import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../src/lib/case/patents-section';
import { readTable } from '../../src/lib/intake/read-table';
import { type PlainDate, parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { applyGazette } from '../../src/lib/patent/events/apply-gazette';
import { recogniseGazetteColumns } from '../../src/lib/patent/events/gazette-columns';
import { readLegalEventRules } from '../../src/lib/patent/events/legal-event-codes';
import { type GazettePlan, planGazette } from '../../src/lib/patent/events/plan-gazette';
import { readGazetteTable } from '../../src/lib/patent/events/read-gazette-table';
import { utf8 } from '../fixtures/intake-files';
import { blankPatent, patentRules } from '../fixtures/patent-case';

const codes = mustBeOk(readLegalEventRules(patentRules()));
const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));
const NUMBER = '201710601862.3';

const PATENT = blankPatent('p-2017106018623', {
  applicationNumber: NUMBER,
  title: '甲',
  filingDate: '2017-07-21',
});

const plan = async (
  rows: readonly string[],
  record: PatentRecord = PATENT,
  coveredThrough: PlainDate | null = day('2026-11-20'),
): Promise<GazettePlan> => {
  const text = ['申请号,事务代码,公告日', ...rows].join('\n');
  const table = mustBeOk(await readTable(utf8(text), '事件.csv'));
  const columns = mustBeOk(recogniseGazetteColumns(table.header, patentRules()));
  const reading = mustBeOk(readGazetteTable(table, columns, codes, patentRules()));
  return planGazette([record], reading, {
    fileName: '事件.csv',
    valuationDate: day('2026-11-20'),
    rules: codes,
    claim: { coveredThrough, source: '', scope: 'listed' },
  });
};

const after = (gazette: GazettePlan, record = PATENT): PatentRecord | undefined =>
  mustBeOk(applyGazette([record], gazette, { standing: 'gazette', own: {} })).records[0];

describe('impossible events', () => {
  it('an event before the filing date is refused by row, and no “no” follows for its patent', async () => {
    const gazette = await plan([`${NUMBER},PE01,2016-01-01`, `${NUMBER},TR01,2020-01-01`]);
    expect(gazette.failures.map((f) => [f.code, f.path])).toEqual([
      ['E_EVENT_BEFORE_FILING', '事件.csv › 第 2 条'],
    ]);
    expect(after(gazette)?.pledgeLive).toBeNull();
  });

  it('an event after the day of the search is refused; after the valuation date it is kept and not read', async () => {
    const future = await plan([`${NUMBER},PE01,2027-01-01`, `${NUMBER},TR01,2020-01-01`]);
    expect(future.failures.map((f) => f.code)).toEqual(['E_EVENT_FUTURE']);
    const later = await plan(
      [`${NUMBER},CF01,2026-12-01`, `${NUMBER},GR01,2020-01-01`],
      PATENT,
      day('2026-12-31'),
    );
    expect(later.failures).toEqual([]);
    expect([after(later)?.status, after(later)?.legalEvents?.entries.length]).toEqual(['in-force', 2]);
    expect(later.patents[0]?.notes.join()).toContain('晚于评估基准日');
  });

  it('the same event a thousand times is one event', async () => {
    const gazette = await plan(Array.from({ length: 1_000 }, () => `${NUMBER},TR01,2020-01-01`));
    expect(after(gazette)).toMatchObject({ transferCount: 1 });
    expect(after(gazette)?.legalEvents?.entries).toHaveLength(1);
  });

  it('begin and end on one day, and two ends for one begin, settle nothing', async () => {
    for (const rows of [
      [`${NUMBER},PE01,2020-01-01`, `${NUMBER},PC01,2020-01-01`],
      [`${NUMBER},PE01,2020-01-01`, `${NUMBER},PC01,2020-02-01`, `${NUMBER},PC01,2020-03-01`],
    ])
      expect(after(await plan(rows))?.pledgeLive).toBeNull();
  });

  it('an expiry with a later restoration is dead, and named as a contradiction', async () => {
    const gazette = await plan([`${NUMBER},CX01,2020-01-01`, `${NUMBER},RR01,2021-01-01`]);
    expect(after(gazette)?.status).toBe('dead');
    expect(gazette.patents[0]?.notes.join()).toContain('矛盾');
  });

  it('words, scripts and turned text as codes are refused and shown with marks', async () => {
    const gazette = await plan([
      `${NUMBER},<script>alert(1)</script>,2020-01-01`,
      `${NUMBER},PE\u202E01,2020-01-01`,
      `${NUMBER},PE011,2020-01-01`,
      `${NUMBER},__proto__,2020-01-01`,
    ]);
    expect(gazette.failures.map((f) => f.code)).toEqual(Array.from({ length: 4 }, () => 'E_EVENT_CODE'));
    expect(gazette.failures[1]?.message).toContain('‹U+202E›');
    expect(gazette.patents).toEqual([]);
  });
});
