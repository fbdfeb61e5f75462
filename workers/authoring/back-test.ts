import * as v from 'valibot';
import type {
  AuthoringApi,
  BackTestReport,
  CapProposal,
  PlainTable,
} from '../../src/lib/bridge/authoring-contract';
import type { ValuationApi } from '../../src/lib/bridge/contract';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { ratioText } from '../../src/lib/case/schema-parts';
import { Decimal, decimalText } from '../../src/lib/kernel/decimal';
import { type Failure, type Result, mustBeOk, ok } from '../../src/lib/kernel/result';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { pastCaseOf } from '../../src/lib/patent/value/past-case';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../src/lib/rulebook/resolver';
import { type MethodBackTest, type PastCase, backTest } from '../../src/lib/valuation/compare/back-test';
import { backTestCsv } from '../../src/lib/valuation/compare/back-test-csv';
import { readPastCases } from '../../src/lib/valuation/compare/past-case-table';
import { readHaircutRule } from '../../src/lib/valuation/simulation/uncertainty-rules';

type Evaluate = (
  caseRecord: CaseRecord,
) =>
  | Promise<Result<ValuationApi['evaluateAssets']['output']>>
  | Result<ValuationApi['evaluateAssets']['output']>;

/** A back-test looks back: the newest built-in values hold, whatever day the cases were judged on. */
const rules = rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate('2199-12-31')), region: 'cn' });

const PATENT_CLASSES = ['patent-inv', 'patent-um', 'patent-des'] as const;

const cappedClass = v.looseObject({ defaultCap: ratioText });

/** A value reduced by the haircut was fetched; lending more than 1 − haircut of it was not covered. */
const capProposals = (haircut: string): readonly CapProposal[] =>
  PATENT_CLASSES.flatMap((name): CapProposal[] => {
    const rule = rules.read(`collateral.class.${name}`);
    if (!rule.ok) return [];
    const value = v.safeParse(cappedClass, rule.value.value);
    if (!value.success) return [];
    const most = new Decimal(1).minus(haircut);
    const lower = most.lt(value.output.defaultCap) ? decimalText(most) : null;
    return [
      {
        rule: rule.value.id,
        title: rule.value.title,
        currentCap: value.output.defaultCap,
        proposedCap: lower,
        text: lower === null ? '' : JSON.stringify({ ...value.output, defaultCap: lower }, null, 2),
      },
    ];
  });

const percent = (ratio: string): string => `${decimalText(new Decimal(ratio).times(100), 2)}%`;

const reasonOf = ({ title, cases, haircut, smallSample }: MethodBackTest, quantile: string): string =>
  `据回测：“${title}”${cases} 个案例，不足率 ${percent(quantile)} 分位为 ${percent(haircut)}，抵质押率不高于 1 − ${percent(haircut)}${smallSample ? '；样本过少，仅供讨论' : ''}`;

const casesOf = async (
  records: readonly CaseRecord[],
  evaluate: Evaluate,
): Promise<{ value: PastCase[]; failures: Failure[] }> => {
  const value: PastCase[] = [];
  const failures: Failure[] = [];
  for (const caseRecord of records) {
    const evaluated = await evaluate(caseRecord);
    if (!evaluated.ok) {
      const { failure } = evaluated;
      failures.push({ ...failure, message: `案例“${caseRecord.title}”重算失败：${failure.message}` });
      continue;
    }
    const past = pastCaseOf(caseRecord, evaluated.value);
    if (past === null) continue;
    value.push(past.value);
    failures.push(...past.failures);
  }
  return { value, failures };
};

const tableCases = (
  table: PlainTable | null,
): { value: readonly PastCase[]; failures: readonly Failure[] } => {
  if (table === null) return { value: [], failures: [] };
  const read = readPastCases(table);
  return read.ok
    ? { value: read.value.value, failures: [...table.faults, ...read.value.failures] }
    : { value: [], failures: [...table.faults, read.failure] };
};

/** `历史案例.csv › 案例` instead of the path inside the test. */
const placed = (failure: Failure): Failure => ({
  ...failure,
  path: failure.path.replace(/^backTest\.(case\/)?/, '').replaceAll('/', ' › '),
});

/** Recomputes each case by every method in force, joins the table's cases, and says how each method did. */
export const backTestReport = async (
  { cases, table }: AuthoringApi['backTest']['input'],
  evaluate: Evaluate,
): Promise<Result<BackTestReport>> => {
  const rule = readHaircutRule(rules);
  if (!rule.ok) return rule;
  const own = await casesOf(cases, evaluate);
  const others = tableCases(table);
  const all = [...own.value, ...others.value];
  const tested = backTest(all, rule.value);
  const failures = [...own.failures, ...others.failures, ...tested.failures.map(placed)];
  const { quantile, minCases } = rule.value.value;
  return ok({
    cases: all,
    methods: tested.value.map((method) => ({
      ...method,
      caps: capProposals(method.haircut),
      capReason: reasonOf(method, quantile),
    })),
    failures,
    rule: { quantile, minCases },
    csv: backTestCsv(tested.value, failures),
  });
};
