import { type Confidence, weakest } from '../../kernel/confidence';
import { type Fen, fenText } from '../../kernel/fen';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { type CaseLoss, lossFailures } from './case-loss';

/** A number with its reason; `value` is exact text, `null` unknown. */
export interface SheetFigure {
  readonly value: string | null;
  readonly trace: TraceNode;
}

/** What the assets of one class bring, 分 as text. */
export interface ClassRecovery {
  readonly code: string;
  readonly name: string;
  /** Years until the money is there. */
  readonly years: string;
  readonly haircut: string;
  readonly proceedsFen: string;
  readonly costFen: string;
  readonly priorFen: string;
  readonly recoveryFen: string;
  readonly assets: readonly { readonly id: string; readonly name: string; readonly recovery: SheetFigure }[];
}

export interface BearerLine {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly grossFen: string;
  readonly compensatedFen: string;
  readonly net: SheetFigure;
}

export interface StressLine {
  readonly id: string;
  readonly title: string;
  readonly coverFen: string | null;
  readonly coverage: SheetFigure;
  readonly enough: boolean | null;
  readonly shortFen: string | null;
  readonly lossFen: string;
  readonly bank: SheetFigure;
  readonly expectedLoss: SheetFigure;
  /** Fall by asset, with its name. */
  readonly falls: readonly { readonly name: string; readonly fall: string }[];
}

/** The loss of a case for people and for the terminal. Amounts are 分 as text, ratios decimal text. */
export interface LossSheet {
  readonly ead: SheetFigure;
  readonly recoveredFen: string;
  /** Beyond the exposure: the pledgor's. */
  readonly surplusFen: string;
  readonly loss: SheetFigure;
  readonly lgdBeforeSupport: SheetFigure;
  readonly lgd: SheetFigure;
  readonly expectedLoss: SheetFigure;
  readonly expectedLossBeforeSupport: SheetFigure;
  readonly bankFen: string;
  /** All assets have what it takes: loss and LGD before support are exact. */
  readonly assetsComplete: boolean;
  /** Nothing is unknown: the bank's loss is exact, else an upper bound. */
  readonly complete: boolean;
  readonly classes: readonly ClassRecovery[];
  readonly bearers: readonly BearerLine[];
  readonly regulatory: readonly {
    readonly id: string;
    readonly title: string;
    readonly figure: SheetFigure;
    /** How far the parameters can be trusted, whatever the values are. */
    readonly mark: Confidence;
  }[];
  readonly stress: readonly StressLine[];
  readonly failures: readonly Failure[];
}

const text = (fen: Fen | null): string | null => (fen === null ? null : fenText(fen));

const classesOf = ({ analysis }: CaseLoss): readonly ClassRecovery[] => {
  const codes = [...new Set(analysis.recoveries.map(({ classCode }) => classCode))].sort();
  return codes.flatMap((code) => {
    const own = analysis.recoveries.filter(({ classCode }) => classCode === code);
    const [first] = own;
    if (first === undefined) return [];
    const sum = (of: (one: (typeof own)[number]) => Fen): string =>
      fenText(own.reduce((all, one) => all + of(one), 0n));
    return [
      {
        code,
        name: first.className,
        years: first.years,
        haircut: first.haircut,
        proceedsFen: sum((one) => one.proceedsFen),
        costFen: sum((one) => one.costFen),
        priorFen: sum((one) => one.priorFen),
        recoveryFen: sum((one) => one.recoveryFen),
        assets: own.map(({ id, name, recoveryFen, trace }) => ({
          id,
          name,
          recovery: { value: fenText(recoveryFen), trace },
        })),
      },
    ];
  });
};

const stressOf = ({ stress, analysis }: CaseLoss): readonly StressLine[] =>
  !stress.ok
    ? []
    : stress.value.map((row) => {
        const bank = row.loss.parties.find(({ id }) => id === 'bank');
        const names = new Map(analysis.recoveries.map(({ id, name }) => [id, name]));
        return {
          id: row.id,
          title: row.title,
          coverFen: text(row.coverFen),
          coverage: { value: row.coverage, trace: row.trace },
          enough: row.enough,
          shortFen: text(row.shortFen),
          lossFen: fenText(row.loss.lossFen),
          bank: { value: fenText(row.loss.bankFen), trace: bank?.trace ?? row.loss.traces.loss },
          expectedLoss: { value: text(row.loss.expectedLossFen), trace: row.loss.traces.expectedLoss },
          falls: row.falls.map(({ assetId, fall }) => ({ name: names.get(assetId) ?? assetId, fall })),
        };
      });

const REGULATORY = [
  { id: 'current', title: '初级内评法（最终版）' },
  { id: 'earlier', title: '初级内评法（2012年办法）' },
  { id: 'floor', title: '高级内评法下限' },
] as const;

const markOf = ({ children }: TraceNode): Confidence =>
  weakest(children.flatMap(({ source, confidence }) => (source?.kind === 'parameter' ? [confidence] : [])));

/** A case's loss as plain text figures with their traces. */
export const lossSheet = (loss: CaseLoss): LossSheet => {
  const { analysis, regulatory, input } = loss;
  const { traces, lossFen } = analysis;
  return {
    ead: { value: fenText(analysis.eadFen), trace: input.traces?.eadFen ?? traces.loss },
    recoveredFen: fenText(analysis.recoveredFen),
    surplusFen: fenText(analysis.surplusFen),
    loss: { value: fenText(lossFen), trace: traces.loss },
    lgdBeforeSupport: { value: analysis.lgdBeforeSupport, trace: traces.lgdBeforeSupport },
    lgd: { value: analysis.lgd, trace: traces.lgd },
    expectedLoss: { value: text(analysis.expectedLossFen), trace: traces.expectedLoss },
    expectedLossBeforeSupport: {
      value: text(analysis.expectedLossBeforeSupportFen),
      trace: traces.expectedLossBeforeSupport,
    },
    bankFen: fenText(analysis.bankFen),
    assetsComplete: analysis.assetsComplete,
    complete: analysis.complete,
    classes: classesOf(loss),
    bearers: analysis.parties.map(({ id, name, role, grossFen, compensatedFen, netFen, trace }) => ({
      id,
      name,
      role,
      grossFen: fenText(grossFen),
      compensatedFen: fenText(compensatedFen),
      net: { value: fenText(netFen), trace },
    })),
    regulatory: regulatory.ok
      ? REGULATORY.map(({ id, title }) => ({
          id,
          title,
          figure: { value: regulatory.value[id].lgd, trace: regulatory.value[id].trace },
          mark: markOf(regulatory.value[id].trace),
        }))
      : [],
    stress: stressOf(loss),
    failures: lossFailures(loss),
  };
};
