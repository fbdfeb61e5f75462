import type { GazetteInput, GazetteOutline } from '../../src/lib/bridge/gazette-contract';
import { readTable } from '../../src/lib/intake/read-table';
import { type PlainDate, parsePlainDate } from '../../src/lib/kernel/plain-date';
import { type Result, ok } from '../../src/lib/kernel/result';
import { applyGazette } from '../../src/lib/patent/events/apply-gazette';
import { GAZETTE_FIELDS, recogniseGazetteColumns } from '../../src/lib/patent/events/gazette-columns';
import { readLegalEventRules } from '../../src/lib/patent/events/legal-event-codes';
import { type EventChange, type GazettePlan, planGazette } from '../../src/lib/patent/events/plan-gazette';
import { readGazetteTable } from '../../src/lib/patent/events/read-gazette-table';
import { rulesOfCase } from '../case-rules';
import type { HandlersOf } from './types';

const PREVIEW_ROWS = 5;

const optionalDay = (text: string | null): Result<PlainDate | null> =>
  text === null ? ok(null) : parsePlainDate(text, '查询日');

const planned = async (input: GazetteInput): Promise<Result<GazettePlan>> => {
  const { fileName, bytes, caseRecord, columns, source, scope } = input;
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return rules;
  const coveredThrough = optionalDay(input.coveredThrough);
  if (!coveredThrough.ok) return coveredThrough;
  const valuationDate = parsePlainDate(caseRecord.valuationDate, '案情 › 评估基准日');
  if (!valuationDate.ok) return valuationDate;
  const codes = readLegalEventRules(rules.value);
  if (!codes.ok) return codes;
  const table = await readTable(bytes, fileName);
  if (!table.ok) return table;
  const reading = readGazetteTable(table.value, columns, codes.value, rules.value);
  if (!reading.ok) return reading;
  return ok(
    planGazette(caseRecord.sections.patents.records, reading.value, {
      fileName,
      valuationDate: valuationDate.value,
      claim: { coveredThrough: coveredThrough.value, source, scope },
      rules: codes.value,
    }),
  );
};

const outline = ({
  patents,
  failures,
  notInCase,
  unknownCodes,
  counts,
  notes,
}: GazettePlan): GazetteOutline => {
  const changes = (kind: EventChange['kind']) =>
    patents.flatMap(({ title, changes: all }) =>
      all.filter((change) => change.kind === kind).map((change) => ({ ...change, title })),
    );
  return {
    fills: changes('fills'),
    contradictions: changes('contradicts'),
    notes: [
      ...notes.map((text) => ({ title: '整份清单', text })),
      ...patents.flatMap(({ title, notes: own }) => own.map((text) => ({ title, text }))),
    ],
    failures,
    notInCase,
    unknownCodes,
    counts: {
      ...counts,
      added: patents.reduce((sum, { added }) => sum + added, 0),
      patents: patents.length,
    },
  };
};

/** The gazette part of the intake worker. */
export const gazetteHandlers: Pick<
  HandlersOf<'intake'>,
  'inspectGazetteFile' | 'planGazetteEvents' | 'applyGazetteEvents'
> = {
  inspectGazetteFile: async ({ fileName, bytes, caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    if (!rules.ok) return rules;
    const table = await readTable(bytes, fileName);
    if (!table.ok) return table;
    const { header, rows, faults } = table.value;
    const columns = recogniseGazetteColumns(header, rules.value);
    if (!columns.ok) return columns;
    return ok({
      fileName,
      header,
      rowCount: rows.length,
      preview: rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells),
      columns: columns.value,
      fields: GAZETTE_FIELDS,
      faults,
    });
  },

  planGazetteEvents: async (input) => {
    const plan = await planned(input);
    return plan.ok ? ok(outline(plan.value)) : plan;
  },

  applyGazetteEvents: async ({ answers, ...input }) => {
    const plan = await planned(input);
    return plan.ok ? applyGazette(input.caseRecord.sections.patents.records, plan.value, answers) : plan;
  },
};
