import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatentRecord } from '../../src/lib/case/patents-section';
import { readPatents } from '../../src/lib/intake/import-patents';
import { recognisePatentColumns } from '../../src/lib/intake/patent-columns';
import { type AppliedImport, applyImport } from '../../src/lib/intake/questions/apply-import';
import { type ImportDecisions, NO_DECISIONS } from '../../src/lib/intake/questions/import-questions';
import { type CasePatents, type ImportPlan, planImport } from '../../src/lib/intake/questions/plan-import';
import type { Table } from '../../src/lib/intake/table';
import { checkDigitOf } from '../../src/lib/kernel/patent-number';
import { mustBeOk } from '../../src/lib/kernel/result';
import { intakeRules } from '../fixtures/intake-files';

const HEADER = ['申请号', '公开（公告）号', '名称', '权利要求数量', '被引证次数', '简单同族'];
const rules = intakeRules();

const numberOf = (serial: number): string => {
  const body = `20181${String(9_900_000 + serial)}`;
  return `${body}.${checkDigitOf(body)}`;
};

const cell = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null });
const row = fc
  .record({
    serial: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom('A', 'B'),
    claims: cell(3),
    cites: cell(3),
    family: fc.option(fc.constantFrom('US1234567B2', 'US7654321B2', 'EP1111111A1'), { nil: null }),
  })
  .map(({ serial, kind, claims, cites, family }) => [
    numberOf(serial),
    `CN20181990${serial}${kind}`.replace('CN20181990', 'CN10990000'),
    `虚构装置${serial}`,
    claims === null ? '' : String(claims),
    cites === null ? '' : String(cites),
    family ?? '',
  ]);

const tableOf = (rows: readonly (readonly string[])[]): Table => ({
  fileName: '清单.csv',
  sha256: '0'.repeat(64),
  kind: 'csv',
  sheet: null,
  sheets: [],
  dateSystem: null,
  encoding: 'utf-8',
  delimiter: ',',
  headerRow: 1,
  header: HEADER,
  rows: rows.map((cells, i) => ({ record: i + 2, cells })),
  preamble: [],
  faults: [],
  leftOut: 0,
  notes: [],
  cellNotes: [],
});

const planOf = (rows: readonly (readonly string[])[], existing: CasePatents, batchId = 'b-1'): ImportPlan => {
  const columns = mustBeOk(recognisePatentColumns(HEADER, rules));
  return planImport(readPatents(tableOf(rows), columns, { batchId, rules }), existing);
};

const EMPTY: CasePatents = { records: [], imports: [] };
const decisions = (inCase: string): ImportDecisions => ({
  ...NO_DECISIONS,
  standing: { twice: 'fuller', inCase, samePublication: 'keep', family: 'mark' },
});
const applied = (plan: ImportPlan, existing: CasePatents, answers: ImportDecisions): AppliedImport =>
  mustBeOk(applyImport(plan, existing, answers));

/** What a record says, without the row it came from. */
const said = ({ origin, edits, ...facts }: PatentRecord): unknown => ({
  ...facts,
  batch: origin?.batch,
  edited: Object.keys(edits).sort(),
});
const byId = (records: readonly PatentRecord[]): unknown[] =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1)).map(said);

/** A question without the numbers of the rows. */
const shape = (plan: ImportPlan): unknown => ({
  same: plan.questions.same.map(({ key, kind, differences }) => ({
    key,
    kind,
    differences: differences.map(({ field, edited, values }) => [
      field,
      edited,
      values.map(({ text }) => text),
    ]),
  })),
  groups: plan.questions.groups.map(({ key, kind, name, members }) => [
    key,
    kind,
    name,
    members.map(({ patent, inCase }) => [patent, inCase]),
  ]),
  counts: plan.questions.counts,
});

const rowsAndShuffle = fc
  .tuple(fc.array(row, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()))
  .map(([rows, order]) => {
    const keys = rows.map((_, i) => [order.next().value as number, i] as const);
    const shuffled = [...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, i]) => rows[i] ?? []);
    return { rows, shuffled };
  });

describe('import questions', () => {
  it('neither questions nor records depend on the order of rows', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        rowsAndShuffle,
        fc.constantFrom('list', 'fill', 'existing'),
        (before, { rows, shuffled }, inCase) => {
          const first = applied(planOf(before, EMPTY), EMPTY, decisions('list'));
          const existing = { records: first.records, imports: first.batch === null ? [] : [first.batch] };
          const a = planOf(rows, existing, 'b-2');
          const b = planOf(shuffled, existing, 'b-2');
          expect(shape(b)).toEqual(shape(a));
          expect(byId(applied(b, existing, decisions(inCase)).records)).toEqual(
            byId(applied(a, existing, decisions(inCase)).records),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('“existing” leaves every record of the case as it is; no answer loses what the case knows', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('list', 'fill', 'existing'),
        (before, rows, inCase) => {
          const first = applied(planOf(before, EMPTY), EMPTY, decisions('list'));
          const existing = { records: first.records, imports: [] };
          const after = applied(planOf(rows, existing, 'b-2'), existing, {
            ...decisions(inCase),
            standing: { ...decisions(inCase).standing, family: 'separate' },
          });
          first.records.forEach((record, i) => {
            const now = after.records[i];
            expect(now?.id).toBe(record.id);
            if (inCase === 'existing') expect(now).toBe(record);
            if (record.claimCount !== null) expect(now?.claimCount).not.toBeNull();
            if (record.forwardCitationCount !== null) expect(now?.forwardCitationCount).not.toBeNull();
          });
          expect(new Set(after.records.map(({ id }) => id)).size).toBe(after.records.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a list imported twice with its own word asks nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const distinct = [...new Map(rows.map((cells) => [cells[0], cells])).values()];
        const first = applied(planOf(distinct, EMPTY), EMPTY, decisions('list'));
        const existing = { records: first.records, imports: first.batch === null ? [] : [first.batch] };
        const again = planOf(distinct, existing, 'b-2');
        const asked = again.questions.same.flatMap((q) => q.differences.map(({ field }) => field));
        // A family may have got the name of another member; nothing else differs.
        expect(asked.filter((field) => field !== 'familyId')).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
