import type { PatentStanding, PortfolioProposal, PortfolioStage } from '../src/lib/bridge/portfolio-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import { type Result, ok, refuse } from '../src/lib/kernel/result';
import { explainCitationPercentile, patentStatistics } from '../src/lib/patent/cohort/patent-statistics';
import { selectPortfolio } from '../src/lib/patent/portfolio/select-portfolio';
import { vendorGap } from '../src/lib/patent/portfolio/vendor-gap';
import type { RulesAt } from '../src/lib/rulebook/model';
import { scoreTableOf } from './score-table';

/** Families as entered in the records. */
const familiesOf = ({ sections }: CaseRecord): ReadonlyMap<string, string> =>
  new Map(
    sections.patents.records.flatMap(({ id, familyId }) =>
      familyId === null ? [] : [[id, familyId] as const],
    ),
  );

/** The selection as plain data, one line per patent in rank order. */
export const portfolioProposal = (caseRecord: CaseRecord, rules: RulesAt): Result<PortfolioProposal> => {
  const scores = scoreTableOf(caseRecord, rules);
  if (!scores.ok) return scores;
  const selected = selectPortfolio({
    caseRecord,
    rules,
    scores: scores.value,
    families: familiesOf(caseRecord),
  });
  if (!selected.ok) return selected;
  const { list, core, pledge, leftAtCore, leftAtPledge, trace } = selected.value;
  const reasons = new Map([...leftAtCore, ...leftAtPledge].map((left) => [left.record.id, left.reasons]));
  const stages = new Map<string, PortfolioStage>([
    ...core.map(({ record }) => [record.id, 'core'] as const),
    ...pledge.map(({ record }) => [record.id, 'pledge'] as const),
  ]);
  return ok({
    patents: list.map(({ record, rank, low }) => ({
      id: record.id,
      rank,
      low,
      stage: stages.get(record.id) ?? 'list',
      reasons: reasons.get(record.id) ?? [],
    })),
    counts: { list: list.length, core: core.length, pledge: pledge.length },
    trace,
  });
};

/** One patent within its list. */
export const patentStanding = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  patent: string,
): Result<PatentStanding> => {
  const scores = scoreTableOf(caseRecord, rules);
  if (!scores.ok) return scores;
  const gap = vendorGap(caseRecord, rules, scores.value, patent);
  if (!gap.ok) return gap;
  const statistics = patentStatistics(caseRecord, rules);
  if (!statistics.ok) return statistics;
  const trace = explainCitationPercentile(caseRecord, rules, patent);
  if (!trace.ok) return trace;
  const all = statistics.value;
  const row = all.patents.indexOf(patent);
  if (row < 0) return refuse('E_UNKNOWN_PATENT', `案卷中没有专利“${patent}”`, '', '请从专利清单中选择');
  return ok({
    gap: gap.value,
    citation: {
      percentile: all.percentile[row] ?? null,
      from: all.from[row] ?? null,
      cohort: all.cohort[row] ?? null,
      size: all.size[row] ?? 0,
      rank: all.rank[row] ?? null,
      flags: all.flags[row] ?? [],
      trace: trace.value,
      hasDetail: all.citationDetail[row] ?? false,
      detailNote: all.citationDetailNote,
    },
  });
};
