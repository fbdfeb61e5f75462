import { newCase } from '../lib/case/case-json';
import type { RecordFailure } from '../lib/intake/table';
import { parsePlainDate } from '../lib/kernel/plain-date';
import { type Failure, ok, refuse } from '../lib/kernel/result';
import { type Command, textOption } from './command';
import { readBytes } from './read-input';

const number = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

const failureLine = (failure: Failure & Partial<Pick<RecordFailure, 'record' | 'column'>>) => ({
  code: failure.code,
  row: failure.record ?? null,
  column: failure.column ?? null,
  message: `${failure.message}。${failure.remedy}`,
});

/** Scores a patent list as exported by a database, without a case. */
export const scoreCommand: Command = {
  usage: 'score FILE --date YYYY-MM-DD [--scheme gbt-42748-framework] [--scenario finance] [--region cn]',
  run: async ({ bridge, files: [path], options }) => {
    if (path === undefined)
      return refuse('E_USAGE', '没有给出专利清单', 'score', '请写成 zhiya score 清单.csv --date 2026-11-20');
    const date = parsePlainDate(textOption(options, 'date') ?? '', '--date');
    if (!date.ok) return date;
    const file = await readBytes(path);
    if (!file.ok) return file;
    const region = textOption(options, 'region') ?? 'cn';
    const blank = newCase({ id: 'score', title: '', valuationDate: date.value, region, mode: 'bank' });
    const imported = await bridge.call('intake', 'importPatentFile', {
      fileName: file.value.name,
      bytes: file.value.bytes,
      caseRecord: blank,
      batchId: 'import-1',
      mapping: null,
    });
    if (!imported.ok) return imported;
    const { batch, records, failures, readFaults } = imported.value;
    const patents = {
      ...blank.sections.patents,
      scheme: textOption(options, 'scheme') ?? 'gbt-42748-framework',
      scenario: textOption(options, 'scenario') ?? 'finance',
      imports: [batch],
      records: [...records],
    };
    const caseRecord = { ...blank, sections: { ...blank.sections, patents } };
    const scored = await bridge.call('valuation', 'scorePatents', { caseRecord });
    if (!scored.ok) return scored;
    const t = scored.value;
    const lines = records.map((record, i) => ({
      applicationNumber: record.applicationNumber,
      title: record.title,
      scores: {
        legal: number(t.legal[i]),
        technical: number(t.technical[i]),
        economic: number(t.economic[i]),
        total: number(t.total[i]),
      },
      interval: { low: number(t.low[i]), high: number(t.high[i]) },
      coverage: number(t.coverage[i]),
      gates: (t.gates[i] ?? []).map((gate) => ({
        code: gate.code,
        title: gate.title,
        message: gate.message,
      })),
      grade: t.grade[i] === '' ? null : (t.grade[i] ?? null),
    }));
    const refused = [...readFaults, ...failures].map(failureLine);
    return ok({
      document: { schema: 'zhiya.score/1', patents: lines, failures: refused },
      text: [
        ...lines.map(
          (line) =>
            `${line.applicationNumber}  ${line.scores.total?.toFixed(1) ?? '—'}  [${line.interval.low?.toFixed(1) ?? '—'}, ${line.interval.high?.toFixed(1) ?? '—'}]  ${line.grade ?? line.gates[0]?.title ?? ''}  ${line.title}`,
        ),
        ...refused.map((f) => `第 ${f.row ?? '?'} 条 ${f.column ?? ''}：${f.message}`),
      ].join('\n'),
      finding: refused.length > 0,
    });
  },
};
