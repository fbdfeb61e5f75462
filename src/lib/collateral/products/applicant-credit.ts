import type { TraceNode } from '../../kernel/trace';
import { type Known, factFrom } from './applicant-fact';
import type { ApplicantFile } from './applicant-file';
import type { ApplicantRule } from './applicant-rules';
import { CREDIT_NEEDS, type CreditNeed } from './product-model';

interface Part {
  /** `undefined` = unknown; `null` = says nothing either way. */
  readonly good: boolean | undefined | null;
  readonly note: string;
  readonly remedy: string;
  readonly nodes: readonly TraceNode[];
}

/** An amount that must be 0. Beside a search it may be missing; alone it may not. */
const amountPart = (file: ApplicantFile, field: string, alone: boolean): Part => {
  const read = file.fact(field, null);
  const nodes = [read.node];
  if (read.known) {
    const none = /^0+$/.test(read.value);
    return { good: none, note: `${read.label}${none ? '为 0' : '大于 0'}`, remedy: '', nodes };
  }
  const silent = !alone && read.why === 'missing';
  return { good: silent ? null : undefined, note: silent ? '' : read.message, remedy: read.remedy, nodes };
};

/** Kinds of events: only a search without a hit is good; what is over is for the institution to judge. */
const eventPart = (file: ApplicantFile, kind: string): Part => {
  const { searched, events, label, message, remedy, nodes } = file.events(kind);
  if (events.some(({ standing }) => standing === 'open'))
    return { good: false, note: message, remedy: '', nodes };
  if (events.length === 0 && searched) return { good: true, note: message, remedy: '', nodes };
  return events.length === 0
    ? { good: undefined, note: message, remedy, nodes }
    : {
        good: undefined,
        note: `${message}，现在没有未了结的`,
        remedy: `请向机构核实曾有${label}是否影响申请`,
        nodes,
      };
};

const combined = (parts: readonly Part[]): boolean | undefined => {
  const said = parts.filter(({ good }) => good !== null);
  if (said.some(({ good }) => good === false)) return false;
  return said.length === 0 || said.some(({ good }) => good === undefined) ? undefined : true;
};

/** Credit record. A search that was not made is unknown, never good. */
export const creditFacts = (
  file: ApplicantFile,
  rule: ApplicantRule,
): readonly (Known<boolean> & { readonly need: CreditNeed })[] =>
  (Object.keys(CREDIT_NEEDS) as CreditNeed[]).map((need) => {
    const { zero, events } = rule.credit[need] ?? { zero: [], events: [] };
    const parts = [
      ...zero.map((field) => amountPart(file, field, events.length === 0)),
      ...events.map((kind) => eventPart(file, kind)),
    ];
    const good = combined(parts);
    const words = (pick: (part: Part) => string): string =>
      [...new Set(parts.filter((p) => good !== undefined || p.good === undefined).map(pick))]
        .filter((text) => text !== '')
        .join('；');
    return {
      need,
      value: good ?? null,
      fact: factFrom({
        key: `credit/${need}`,
        label: CREDIT_NEEDS[need],
        place: 'file',
        shown: good === undefined ? null : good ? '是' : '否',
        note: words(({ note }) => note),
        remedy: words(({ remedy }) => remedy),
        children: parts.flatMap(({ nodes }) => nodes),
      }),
    };
  });
