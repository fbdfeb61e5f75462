import { type TraceNode, derive, leaf } from '../../kernel/trace';
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
  readonly children?: readonly TraceNode[];
}

/** A fact that cannot be used; what the sources say stands below it. */
export const gap = (field: FileField, period: string | null, words: GapWords): UnknownFact => {
  const label = factLabel(field, period);
  const id = `fact/${field.code}${period === null ? '' : `@${period}`}`;
  const children = words.children ?? [];
  return {
    known: false,
    field: field.code,
    label,
    period,
    why: words.why,
    code: words.code,
    message: words.message,
    remedy: words.remedy,
    values: words.values ?? [],
    node:
      children.length === 0
        ? leaf({
            id,
            label,
            value: null,
            unit: traceUnit(field),
            confidence: 'verified',
            source: { kind: 'field', path: factPath(field.code, period), label },
            note: words.message,
          })
        : derive({ id, label, value: null, unit: traceUnit(field), note: words.message, children }),
  };
};

/** A field that the catalogue does not know, or a catalogue that cannot be read. */
export const unknownField = (file: EnterpriseFile, code: string, period: string | null): UnknownFact => {
  const message = file.failure?.message ?? `一企一档目录中没有字段 ${code}`;
  return {
    known: false,
    field: code,
    label: code,
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
