import { parseFenText } from '../../kernel/fen';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type TraceNode, type Unit, leaf } from '../../kernel/trace';
import type { CollateralField } from '../../rulebook/collateral-fields';
import { check, failed } from '../check';
import type { Read } from '../fields';
import { type HeldItem, heldPath } from '../held-item';
import type { ScreeningRule } from '../rule-model';

/** A choice with the words that a person chose. */
export interface Chosen {
  readonly code: string;
  readonly label: string;
}

/** Typed access to the facts of an item that a rule names. What its registry does not know is `unknown` with a code. */
export interface ItemReader {
  text(name: string): Read<string>;
  flag(name: string): Read<boolean>;
  date(name: string): Read<PlainDate>;
  count(name: string): Read<number>;
  fen(name: string): Read<bigint>;
  choice(name: string): Read<Chosen>;
  /** Whether the rule names it at all. */
  names(name: string): boolean;
}

const UNITS: Readonly<Partial<Record<CollateralField['kind'], Unit>>> = {
  date: 'date',
  count: 'count',
  money: 'fen',
};

const shown = (field: CollateralField | null, value: string): string => {
  if (field?.kind === 'yes-no') return value === 'true' ? '是' : value === 'false' ? '否' : value;
  return field?.choices?.find((c) => c.code === value)?.label ?? value;
};

interface Found {
  readonly field: CollateralField | null;
  readonly value: string;
  readonly node: () => TraceNode;
}

const unreadable = <T>(code: string, detail: string): Read<T> => ({
  known: false,
  why: 'error',
  check: failed(code, detail),
});

/** Text of `item.owner` or of `item.details.<code>`; `undefined` when there is no such field. */
const valueAt = (
  held: HeldItem,
  names: readonly string[],
): { readonly field: CollateralField | null; readonly value: string | null } | undefined => {
  const [first = '', code] = names;
  if (first === 'details' && code !== undefined) {
    const field = held.fields.get(code);
    if (field === undefined) return undefined;
    const { details } = held.item;
    return { field, value: Object.hasOwn(details, code) ? (details[code] ?? null) : null };
  }
  const value: unknown = Object.entries(held.item).find(([name]) => name === first)?.[1];
  return typeof value === 'string' && code === undefined ? { field: null, value } : undefined;
};

const find = (held: HeldItem, rule: ScreeningRule, name: string): Read<Found> => {
  const ref = rule.fields[name];
  if (ref === undefined) return unreadable('E_FIELD_UNKNOWN', `规则没有写明字段“${name}”`);
  const [root, ...rest] = ref.path.split('.');
  const found = root === 'item' ? valueAt(held, rest) : undefined;
  if (found === undefined) return unreadable('E_FIELD_UNKNOWN', `这类押品没有栏目 ${ref.path}`);
  const { field, value } = found;
  const path = `${heldPath(held)}.${rest.join('.')}`;
  const blank = value === null || value.trim() === '';
  const node = (): TraceNode =>
    leaf({
      id: `field/${path}`,
      label: ref.label,
      value: blank ? null : shown(field, value),
      unit: (field === null ? undefined : UNITS[field.kind]) ?? 'text',
      confidence: 'verified',
      source: { kind: 'field', path, label: ref.label },
    });
  return blank
    ? {
        known: false,
        why: 'missing',
        check: check('unknown', `missing.${name}`, { label: ref.label }, [node]),
      }
    : { known: true, value: { field, value: value.trim(), node }, node };
};

const choiceOf = ({ field, value }: Found): Chosen | null =>
  field?.choices?.find(({ code }) => code === value) ?? null;
const flagOf = ({ value }: Found): boolean | null =>
  value === 'true' ? true : value === 'false' ? false : null;
const countOf = ({ value }: Found): number | null =>
  /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : null;
const dateOf = ({ value }: Found): PlainDate | null => {
  const read = parsePlainDate(value);
  return read.ok ? read.value : null;
};
const fenOf = ({ value }: Found): bigint | null => {
  const read = parseFenText(value);
  return read.ok && read.value >= 0n ? read.value : null;
};

export const itemReader = (rule: ScreeningRule, held: HeldItem): ItemReader => {
  const read = <T>(name: string, narrow: (found: Found) => T | null): Read<T> => {
    const found = find(held, rule, name);
    if (!found.known) return found;
    const value = narrow(found.value);
    return value === null
      ? unreadable(
          'E_FIELD_TYPE',
          `“${rule.fields[name]?.label ?? name}”的内容“${found.value.value}”不是所需的形式`,
        )
      : { known: true, value, node: found.node };
  };
  return {
    text: (name) => read(name, ({ value }) => value),
    flag: (name) => read(name, flagOf),
    date: (name) => read(name, dateOf),
    count: (name) => read(name, countOf),
    fen: (name) => read(name, fenOf),
    choice: (name) => read(name, choiceOf),
    names: (name) => Object.hasOwn(rule.fields, name),
  };
};
