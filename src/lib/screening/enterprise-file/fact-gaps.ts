import { type TraceNode, type Unit, derive, leaf } from '../../kernel/trace';
import type { FileField } from './catalogue';
import type { FileGap, UnknownFact } from './file-reads';
import type { EnterpriseFile } from './open-file';
import { factLabel, factPath, traceUnit } from './sources';

/** Why a fact cannot be used, in words. */
export interface GapWords {
  readonly why: FileGap;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly values?: readonly string[];
  readonly children?: () => readonly TraceNode[];
}

/** A fact that cannot be used; what the sources say stands below it, and is put together when somebody looks. */
class FactGap implements UnknownFact {
  readonly known = false;
  readonly label: string;
  private made: TraceNode | null = null;

  constructor(
    private readonly of: FileField,
    readonly period: string | null,
    private readonly words: GapWords,
  ) {
    this.label = factLabel(of, period);
  }

  get field(): string {
    return this.of.code;
  }
  get unit(): Unit {
    return traceUnit(this.of);
  }
  get why(): FileGap {
    return this.words.why;
  }
  get code(): string {
    return this.words.code;
  }
  get message(): string {
    return this.words.message;
  }
  get remedy(): string {
    return this.words.remedy;
  }
  get values(): readonly string[] {
    return this.words.values ?? [];
  }
  get node(): TraceNode {
    return (this.made ??= gapNode(this.of, this.period, this.label, this.words));
  }
}

export const gap = (field: FileField, period: string | null, words: GapWords): UnknownFact =>
  new FactGap(field, period, words);

const gapNode = (
  field: FileField,
  period: string | null,
  label: string,
  { message, children }: GapWords,
): TraceNode => {
  const id = `fact/${field.code}${period === null ? '' : `@${period}`}`;
  const below = children?.() ?? [];
  return below.length === 0
    ? leaf({
        id,
        label,
        value: null,
        unit: traceUnit(field),
        confidence: 'verified',
        source: { kind: 'field', path: factPath(field.code, period), label },
        note: message,
      })
    : derive({ id, label, value: null, unit: traceUnit(field), note: message, children: below });
};

/** A field that the catalogue does not know, or a catalogue that cannot be read. */
export const unknownField = (file: EnterpriseFile, code: string, period: string | null): UnknownFact => {
  const message = file.failure?.message ?? `一企一档目录中没有字段 ${code}`;
  return {
    known: false,
    field: code,
    label: code,
    unit: 'text',
    period,
    why: 'error',
    code: file.failure?.code ?? 'E_FIELD_UNKNOWN',
    message,
    remedy: file.failure?.remedy ?? '请核对规则所读的字段名',
    values: [],
    node: leaf({
      id: `fact/${code}${period === null ? '' : `@${period}`}`,
      label: code,
      value: null,
      unit: 'text',
      confidence: 'verified',
      source: { kind: 'field', path: factPath(code, period), label: code },
      note: message,
    }),
  };
};
