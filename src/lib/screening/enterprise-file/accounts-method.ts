import type { Figure, Subject } from '../../case/exchange';
import type { MethodInput, Outputs } from '../../case/method';
import { type Decimal, decimalText } from '../../kernel/decimal';
import type { TraceNode, Unit } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { figure } from '../figure-parts';
import { toFinding } from '../finding-model';
import { keptOnce } from '../kept';
import { YEAR_FIGURES, type YearFigure } from './account-figures';
import { onceWhenBlank } from './blank-file';
import { type Computed, firstComputed } from './computed';
import { type ConsistencyFinding, consistencyFindings } from './consistency';
import { TREND_DEFINITION, TREND_LABEL, electricityTrend, trendMonths, trendText } from './electricity-trend';
import { type EnterpriseFile, openEnterpriseFile } from './open-file';
import { accountYears } from './statements';

export const ACCOUNTS_METHOD = 'screening.accounts@1';

export const enterpriseSubject = ({ caseRecord }: EnterpriseFile): Subject => ({
  kind: 'enterprise',
  id: 'enterprise',
  title: caseRecord.sections.enterprise.enterprise.name || '企业',
});

const PLACES = 12;

const text = (value: Decimal): string => decimalText(value, PLACES);

interface Named {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
  /** What the figure is of: `2024 年`. Empty when nothing could be computed. */
  readonly period: string;
}

/** Amounts per mu and shares alike: what the computation's own step says. Without one, the unit is open. */
const unitOf = (computed: Computed, amounts: boolean): Unit =>
  computed.ok ? computed.term.node.unit : amounts ? 'none' : 'ratio';

const PER_MU = new Set(['revenue-per-mu', 'tax-per-mu']);

const toFigure = (subject: Subject, { id, label, definition, period }: Named, computed: Computed): Figure => {
  const unit = unitOf(computed, PER_MU.has(id));
  const suffix = PER_MU.has(id) ? '（元/亩）' : '';
  const parts = {
    id: `accounts/${id}`,
    subject,
    label: `${period}${label}${suffix}`,
    unit,
    method: ACCOUNTS_METHOD,
  };
  if (!computed.ok)
    return figure(
      { ...parts, value: null },
      {
        formula: definition,
        note: `${computed.failure.message}。${computed.failure.remedy}`,
        children: computed.nodes(),
      },
    );
  const { term, interval } = computed;
  return figure(
    {
      ...parts,
      value: term.node.value,
      ...(interval === undefined ? {} : { interval: { low: text(interval.low), high: text(interval.high) } }),
    },
    {
      formula: term.node.formula ?? definition,
      ...(term.node.rounding === undefined ? {} : { rounding: term.node.rounding }),
      ...(term.node.note === undefined ? {} : { note: term.node.note }),
      children: term.node.children,
    },
  );
};

/** A figure of which only the value is made; its words and its trace follow when somebody looks. Not plain data. */
class LateFigure implements Figure {
  readonly id: string;
  readonly method = ACCOUNTS_METHOD;
  readonly value: string | null;
  readonly interval?: { readonly low: string; readonly high: string };
  private made: Figure | null = null;

  constructor(
    private readonly file: EnterpriseFile,
    private readonly named: Named,
    private readonly computed: Computed,
  ) {
    this.id = `accounts/${named.id}`;
    this.value = computed.ok ? (computed.term.text ?? computed.term.node.value) : null;
    if (computed.ok && computed.interval !== undefined) {
      const { low, high } = computed.interval;
      this.interval = { low: text(low), high: text(high) };
    }
  }

  get subject(): Subject {
    return this.plain().subject;
  }
  get label(): string {
    return this.plain().label;
  }
  get unit(): Unit {
    return this.plain().unit;
  }
  get confidence(): Figure['confidence'] {
    return this.plain().confidence;
  }
  get trace(): TraceNode {
    return this.plain().trace;
  }
  plain(): Figure {
    return (this.made ??= toFigure(enterpriseSubject(this.file), this.named, this.computed));
  }
}

/** One figure of one year, computed or with the reason why not. */
export const yearFigure = (
  file: EnterpriseFile,
  { id, label, definition, compute }: YearFigure,
  year: number,
): Figure =>
  toFigure(enterpriseSubject(file), { id, label, definition, period: `${year} 年` }, compute(file, year));

const newestYear =
  ({ id, label, definition, compute }: YearFigure) =>
  (file: EnterpriseFile): LateFigure => {
    const { period, computed } = firstComputed(accountYears(file), (year) => compute(file, year));
    const named = { id, label, definition, period: period === null ? '' : `${period} 年` };
    return new LateFigure(file, named, computed);
  };

const newestTrend = (file: EnterpriseFile): LateFigure => {
  const { period, computed } = firstComputed(trendMonths(file), (month) => electricityTrend(file, month));
  const named = {
    id: 'electricity-trend',
    label: TREND_LABEL,
    definition: TREND_DEFINITION,
    period: computed.ok && period !== null ? trendText(period) : '',
  };
  return new LateFigure(file, named, computed);
};

/** Id → how the figure is made, in their order. */
const MAKERS: ReadonlyMap<string, (file: EnterpriseFile) => LateFigure> = new Map([
  ...YEAR_FIGURES.map((definition) => [`accounts/${definition.id}`, newestYear(definition)] as const),
  ['accounts/electricity-trend', newestTrend],
]);

const blankFigure = onceWhenBlank<LateFigure | undefined>((file, id) => MAKERS.get(id)?.(file));

/** One figure of the accounts by its id, for this thread only; `undefined` = there is none of that name. */
export const accountFigure = (file: EnterpriseFile, id: string): Figure | undefined => {
  const made = blankFigure(file, id);
  return made === undefined || !file.isBlank ? made : { ...made.plain(), subject: enterpriseSubject(file) };
};

/** Ids of the figures of the accounts, in their order. */
export const ACCOUNT_FIGURES: ReadonlySet<string> = new Set(MAKERS.keys());

/** Ratios and trends of the enterprise. What cannot be computed is `null`, with its reason in the trace. */
export const accountFigures = (file: EnterpriseFile): readonly Figure[] =>
  [...ACCOUNT_FIGURES].flatMap((id) => {
    const made = blankFigure(file, id);
    return made === undefined ? [] : [{ ...made.plain(), subject: enterpriseSubject(file) }];
  });

/** Consistency findings of a case as the decision reads them; made once for an open file. */
export const fileFindings = (file: EnterpriseFile, rules: RulesAt): readonly ConsistencyFinding[] =>
  keptOnce(file, 'consistency', () =>
    consistencyFindings(file, rules, enterpriseSubject(file), ACCOUNTS_METHOD),
  );

/** Outputs of `screening.accounts@1`. */
export const accountOutputs = (
  input: MethodInput,
  /** The file when it is open already. */
  file: EnterpriseFile = openEnterpriseFile(input.caseRecord, input.rules),
): Outputs => ({
  figures: accountFigures(file),
  findings: fileFindings(file, input.rules).map(toFinding),
  offers: [],
});
