import type { ImportBatch, PatentRecord } from '../../case/patents-section';
import type { ReadPatents } from '../import-patents';
import type { ImportQuestions, SamePatentQuestion } from './import-questions';
import { groupQuestions } from './patent-groups';
import { type PatentSources, patentSources, publicationRows } from './patent-sources';
import { candidatesOf, samePatentQuestion } from './same-patent';

/** What the case has before an import. */
export interface CasePatents {
  readonly records: readonly PatentRecord[];
  readonly imports: readonly ImportBatch[];
}

/** Questions of a list, and the records behind them. */
export interface ImportPlan {
  readonly batch: ImportBatch;
  readonly sources: ReadonlyMap<string, PatentSources>;
  readonly questions: ImportQuestions;
}

const byNumber = (a: SamePatentQuestion, b: SamePatentQuestion): number =>
  a.applicationNumber < b.applicationNumber ? -1 : a.applicationNumber > b.applicationNumber ? 1 : 0;

/**
 * What has to be asked before a list becomes part of the case: patents with several sources that differ, different
 * numbers under one publication number, families. The order of rows changes neither questions nor options.
 */
export const planImport = (read: ReadPatents, { records, imports }: CasePatents): ImportPlan => {
  const sources = patentSources(read, records, imports);
  const all = [...sources.values()];
  const same = all.flatMap((source) => samePatentQuestion(source) ?? []).sort(byNumber);
  const asked = new Set(same.map(({ patent }) => patent));
  const known = [...records, ...all.flatMap((source) => candidatesOf(source).map(({ record }) => record))];
  return {
    batch: read.batch,
    sources,
    questions: {
      same,
      groups: groupQuestions(sources, records),
      counts: {
        patents: all.length,
        added: all.filter(({ inCase }) => inCase === null).length,
        unchanged: all.filter(({ inCase, patent }) => inCase !== null && !asked.has(patent)).length,
        repeated: all.reduce((sum, { repeated }) => sum + repeated, 0),
      },
      publicationRows: publicationRows(read, known),
    },
  };
};
