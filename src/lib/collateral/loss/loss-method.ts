import type { Figure, Subject } from '../../case/exchange';
import type { MethodInput } from '../../case/method';
import { type Fen, fenText } from '../../kernel/fen';
import { type TraceNode, type Unit, derive } from '../../kernel/trace';
import { type CaseLoss, caseLoss } from './case-loss';

/** `COLLATERAL_METHODS` key under which a verifier finds the recomputation. */
export const LOSS_METHOD = 'collateral.loss@1';

/** One figure before it stands in the case. */
interface Said {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly unit: Unit;
  readonly interval?: Figure['interval'];
  readonly note?: string;
  readonly children: readonly TraceNode[];
}

const UNITS = {
  ead: ['违约时风险暴露', 'fen'],
  recovery: ['回收合计（折现，不超过风险暴露）', 'fen'],
  total: ['违约损失', 'fen'],
  'bank-loss': ['违约损失（银行，增信后）', 'fen'],
  'lgd-before-support': ['违约损失率（增信前）', 'ratio'],
  lgd: ['违约损失率（银行，增信后）', 'ratio'],
  'expected-loss-before-support': ['预期损失（增信前）', 'fen'],
  'expected-loss': ['预期损失（银行，增信后）', 'fen'],
  'regulatory-lgd': ['违约损失率（初级内评法，最终版，仅供对照）', 'ratio'],
  'regulatory-lgd-earlier': ['违约损失率（初级内评法，2012年办法，仅供对照）', 'ratio'],
  'regulatory-lgd-floor': ['违约损失率下限（高级内评法，仅供对照）', 'ratio'],
} as const satisfies Record<string, readonly [string, Unit]>;
type Name = keyof typeof UNITS;

const OPEN = '有未知项，此处只给出上限，不作为结果';

const said = (name: Name, value: string | null, children: readonly TraceNode[], note?: string): Said => ({
  id: `loss/${name}`,
  label: UNITS[name][0],
  value,
  unit: UNITS[name][1],
  ...(note === undefined ? {} : { note }),
  children,
});

const unknownFigures = (reason: string): readonly Said[] =>
  (Object.keys(UNITS) as readonly Name[]).map((name) => said(name, null, [], reason));

/** An amount that grows with what is not known: exact when all is known, else between nothing and what was reckoned. */
const bounded = (exact: boolean, name: Name, value: string | null, trace: TraceNode): Said =>
  exact || value === null
    ? said(name, value, [trace])
    : { ...said(name, null, [trace], OPEN), interval: { low: '0', high: value } };

const fen = (amount: Fen | null): string | null => (amount === null ? null : fenText(amount));

const regulatoryFigures = ({ regulatory, analysis }: CaseLoss): readonly Said[] => {
  const names = [
    ['regulatory-lgd', 'current'],
    ['regulatory-lgd-earlier', 'earlier'],
    ['regulatory-lgd-floor', 'floor'],
  ] as const;
  return names.map(([name, key]) => {
    if (!regulatory.ok) return said(name, null, [], regulatory.failure.message);
    const { lgd, trace } = regulatory.value[key];
    return said(name, lgd, [trace], ...(lgd === null && !analysis.assetsComplete ? [OPEN] : []));
  });
};

const stressFigures = ({ stress, analysis }: CaseLoss): readonly Said[] =>
  !stress.ok
    ? []
    : stress.value.flatMap((row): readonly Said[] => {
        const bank = row.loss.parties.find(({ id }) => id === 'bank')?.trace;
        const { complete, assetsComplete } = analysis;
        return [
          {
            id: `loss/stress/${row.id}/coverage`,
            label: `覆盖率（${row.title}）`,
            value: row.coverage,
            unit: 'ratio',
            ...(assetsComplete ? {} : { note: OPEN }),
            children: [row.trace],
          },
          {
            id: `loss/stress/${row.id}/bank-loss`,
            label: `违约损失（银行，${row.title}）`,
            value: complete ? fenText(row.loss.bankFen) : null,
            unit: 'fen',
            ...(complete ? {} : { note: OPEN, interval: { low: '0', high: fenText(row.loss.bankFen) } }),
            children: bank === undefined ? [] : [bank],
          },
        ];
      });

const knownFigures = (loss: CaseLoss): readonly Said[] => {
  const { analysis } = loss;
  const { complete, assetsComplete, recoveries, parties, traces, eadFen, recoveredFen } = analysis;
  const recovered = recoveries.map(({ trace }) => trace);
  const bank = parties.find(({ id }) => id === 'bank')?.trace ?? traces.loss;
  const ead = loss.input.traces?.eadFen;
  return [
    said('ead', fenText(eadFen), ead === undefined ? [] : [ead]),
    assetsComplete
      ? said('recovery', fenText(recoveredFen), recovered)
      : {
          ...said('recovery', null, recovered, '有押品未知，只给出下限，不作为结果'),
          interval: { low: fenText(recoveredFen), high: fenText(eadFen) },
        },
    bounded(assetsComplete, 'total', fenText(analysis.lossFen), traces.loss),
    bounded(complete, 'bank-loss', fenText(analysis.bankFen), bank),
    bounded(assetsComplete, 'lgd-before-support', analysis.lgdBeforeSupport, traces.lgdBeforeSupport),
    bounded(complete, 'lgd', analysis.lgd, traces.lgd),
    bounded(
      assetsComplete,
      'expected-loss-before-support',
      fen(analysis.expectedLossBeforeSupportFen),
      traces.expectedLossBeforeSupport,
    ),
    bounded(complete, 'expected-loss', fen(analysis.expectedLossFen), traces.expectedLoss),
    ...regulatoryFigures(loss),
    ...recoveries.map((one): Said => ({
      id: `loss/recovery/${one.id}`,
      label: `${one.name} 回收额（折现）`,
      value: fenText(one.recoveryFen),
      unit: 'fen',
      children: [one.trace],
    })),
    ...parties
      .filter(({ id }) => id !== 'bank')
      .map((party): Said => ({
        id: `loss/bearer/${party.id}`,
        label: `${party.name} 最终承担`,
        value: complete ? fenText(party.netFen) : null,
        unit: 'fen',
        ...(complete ? {} : { note: OPEN }),
        children: [party.trace],
      })),
    ...stressFigures(loss),
  ];
};

/**
 * Figures of the loss at default (`collateral.loss@1`). Where anything is unknown the amounts that depend on it have no value, but
 * the interval that they can lie in. Reads what `lossOfCase` reads.
 */
export const lossFigures = (input: MethodInput): readonly Figure[] => {
  const subject: Subject = { kind: 'case', id: 'case', title: input.caseRecord.title };
  const loss = caseLoss(input);
  const all = loss.ok ? knownFigures(loss.value) : unknownFigures(loss.failure.message);
  return all.map(({ id, label, value, unit, interval, note, children }) => {
    const trace = derive({
      id,
      label,
      value,
      unit,
      method: LOSS_METHOD,
      ...(note === undefined ? {} : { note }),
      children,
    });
    return {
      id,
      subject,
      label,
      value,
      unit,
      ...(interval === undefined ? {} : { interval }),
      method: LOSS_METHOD,
      confidence: trace.confidence,
      trace,
    };
  });
};
