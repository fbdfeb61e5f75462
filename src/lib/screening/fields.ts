import type { CaseRecord } from '../case/case-record';
import type { ImportBatch, PatentRecord } from '../case/patents-section';
import { type PlainDate, isPlainDate } from '../kernel/plain-date';
import { type SourceRef, type TraceNode, leaf } from '../kernel/trace';
import { type Check, LateNode, LateNodes, type LazyNode, type Nodes, check, failed } from './check';
import type { FieldRef, ScreeningRule } from './rule-model';

/** A case field as a rule sees it: its value, or the check that says why there is none. */
export type Read<T> =
  | { readonly known: true; readonly value: T; readonly node: LazyNode }
  | { readonly known: false; readonly why: 'missing' | 'error'; readonly check: Check };

const VALUE_LABELS: ReadonlyMap<string, string> = new Map([
  ['in-force', '有效'],
  ['grace', '滞纳期'],
  ['pending', '未授权'],
  ['dead', '失效'],
  ['invention', '发明'],
  ['utility-model', '实用新型'],
  ['design', '外观设计'],
  ['none', '无'],
  ['upheld', '维持有效'],
  ['upheld-part', '维持部分有效'],
  ['invalid', '全部无效'],
]);

/** A field value as people read it: codes of the case by their Chinese name, lists joined. */
export const displayValue = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((item) => displayValue(item) ?? '').join('；');
  if (typeof value === 'string') return VALUE_LABELS.get(value) ?? value;
  return typeof value === 'number' ? String(value) : null;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** There is no such field. */
const NOWHERE = Symbol('no such field');

/**
 * Follows `a.b.c`. A `null` on the way is a missing value; a name that is not there does not exist. Values of a case are never
 * `undefined`, so what comes out `undefined` is not there; `isOdd` is for names that every object answers to.
 */
const dig = (root: unknown, { names, isOdd }: Path): unknown => {
  let value: unknown = root;
  for (const name of names) {
    if (value === null) return null;
    if (!isObject(value) || (isOdd && name in EVERY && !Object.hasOwn(value, name))) return NOWHERE;
    value = value[name];
    if (value === undefined) return NOWHERE;
  }
  return value;
};

/** Missing, empty, or a list of nothing else. */
export const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'string' && (value === '' || value.trim() === '')) ||
  (Array.isArray(value) && value.every(isBlank));

const cellOf = (record: PatentRecord, key: string, batches: readonly ImportBatch[]): SourceRef | null => {
  if (record.origin === null || Object.hasOwn(record.edits, key)) return null;
  const { batch: batchId, row } = record.origin;
  const batch = batches.find((b) => b.id === batchId);
  const column = batch?.columns[key];
  if (batch === undefined || column === undefined) return null;
  const sheet = batch.sheet === null ? {} : { sheet: batch.sheet };
  return { kind: 'cell', file: batch.sha256, fileName: batch.fileName, ...sheet, row, column };
};

const leafOf = (
  ref: FieldRef,
  value: unknown,
  record: PatentRecord | null,
  caseRecord: CaseRecord,
): TraceNode => {
  const [root, key = ''] = ref.path.split('.');
  const patent = root === 'patent' ? record : null;
  const path = patent === null ? `sections.${ref.path}` : `sections.patents.records[${patent.id}].${key}`;
  const cell = patent === null ? null : cellOf(patent, key, caseRecord.sections.patents.imports);
  const edit = patent?.edits[key];
  return leaf({
    id: `field/${path}`,
    label: ref.label,
    value: isBlank(value) ? null : displayValue(value),
    unit: 'text',
    confidence: 'verified',
    source: cell ?? { kind: 'field', path, label: ref.label },
    ...(edit === undefined ? {} : { note: `人工更正：${edit}` }),
  });
};

const unreadable = <T>(code: string, detail: string): Read<T> => ({
  known: false,
  why: 'error',
  check: failed(code, detail),
});

/** A path taken apart once per rule: the name of the root and those below it. */
interface Path {
  readonly isPatent: boolean;
  readonly names: readonly string[];
  /** Some name is one that every object answers to. */
  readonly isOdd: boolean;
}

const EVERY: object = {};

const paths = new WeakMap<FieldRef, Path>();

const pathOf = (ref: FieldRef): Path => {
  const known = paths.get(ref);
  if (known !== undefined) return known;
  const names = ref.path.split('.');
  const isPatent = names[0] === 'patent';
  const path = { isPatent, names: isPatent ? names.slice(1) : names, isOdd: names.some((n) => n in EVERY) };
  paths.set(ref, path);
  return path;
};

/** A field that was read; its leaf is made when somebody looks. */
class ReadField<T> extends LateNode {
  readonly known = true;

  constructor(
    readonly value: T,
    private readonly ref: FieldRef,
    private readonly record: PatentRecord | null,
    private readonly caseRecord: CaseRecord,
  ) {
    super();
  }

  get node(): LazyNode {
    return this;
  }
  trace(): TraceNode {
    return leafOf(this.ref, this.value, this.record, this.caseRecord);
  }
}

const field = <T>(
  ref: FieldRef,
  name: string,
  record: PatentRecord | null,
  caseRecord: CaseRecord,
  narrow: (value: unknown) => T | null,
): Read<T> => {
  const path = pathOf(ref);
  const { isPatent } = path;
  if (isPatent && record === null) return unreadable('E_SUBJECT_MISSING', '质押清单中的专利不在案卷中');
  const dug = dig(isPatent ? record : caseRecord.sections, path);
  if (dug === NOWHERE) return unreadable('E_FIELD_UNKNOWN', `案卷中没有字段 ${ref.path}`);
  if (isBlank(dug)) {
    const node = new ReadField(dug, ref, record, caseRecord);
    return {
      known: false,
      why: 'missing',
      check: check('unknown', `missing.${name}`, { label: ref.label }, [node]),
    };
  }
  const value = narrow(dug);
  return value === null
    ? unreadable('E_FIELD_TYPE', `字段 ${ref.path} 的内容不是规则所需的类型`)
    : new ReadField(value, ref, record, caseRecord);
};

/** The leaves of a column that was read. */
class ReadColumn extends LateNodes {
  constructor(
    private readonly ref: FieldRef,
    private readonly records: readonly PatentRecord[],
    private readonly values: readonly unknown[],
    private readonly caseRecord: CaseRecord,
  ) {
    super();
  }

  nodes(): Nodes {
    const { ref, records, values, caseRecord } = this;
    return records.map((record, at) => new ReadField(values[at], ref, record, caseRecord));
  }
}

/** A field of the patents as it stands in each, `null` where it is not filled; `null` when there is no such field. */
export const columnOf = (
  ref: FieldRef,
  records: readonly PatentRecord[],
  caseRecord: CaseRecord,
): { readonly values: readonly unknown[]; readonly nodes: Nodes } | null => {
  const path = pathOf(ref);
  const values: unknown[] = [];
  for (const record of records) {
    const value = dig(path.isPatent ? record : caseRecord.sections, path);
    if (value === NOWHERE) return null;
    values.push(isBlank(value) ? null : value);
  }
  return { values, nodes: [new ReadColumn(ref, records, values, caseRecord)] };
};

/** Whether a field is there and filled with something other than nought. */
export const isGiven = (ref: FieldRef, record: PatentRecord | null, caseRecord: CaseRecord): boolean => {
  const path = pathOf(ref);
  if (path.isPatent && record === null) return false;
  const value = dig(path.isPatent ? record : caseRecord.sections, path);
  return value !== NOWHERE && value !== '0' && !isBlank(value);
};

const asItIs = (value: unknown): unknown => value;

/** Reads one field of the case or, below `patent.`, of the patent at hand. */
export const readField = (
  ref: FieldRef,
  name: string,
  record: PatentRecord | null,
  caseRecord: CaseRecord,
): Read<unknown> => field(ref, name, record, caseRecord, asItIs);

/** Typed access to the fields that a rule names. A wrong type or an unnamed field is `unknown` with a code. */
export interface FieldReader {
  text(name: string): Read<string>;
  texts(name: string): Read<readonly string[]>;
  flag(name: string): Read<boolean>;
  date(name: string): Read<PlainDate>;
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const asFlag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
const asDate = (value: unknown): PlainDate | null =>
  typeof value === 'string' && isPlainDate(value) ? value : null;
const asTexts = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : null;

/** What reads the fields that a rule names, of one patent or of the case alone. */
export abstract class Fields implements FieldReader {
  protected abstract readonly rule: ScreeningRule;
  protected abstract readonly record: PatentRecord | null;
  protected abstract readonly whole: CaseRecord;

  text(name: string): Read<string> {
    return this.read(name, asText);
  }
  texts(name: string): Read<readonly string[]> {
    return this.read(name, asTexts);
  }
  flag(name: string): Read<boolean> {
    return this.read(name, asFlag);
  }
  date(name: string): Read<PlainDate> {
    return this.read(name, asDate);
  }

  private read<T>(name: string, narrow: (value: unknown) => T | null): Read<T> {
    const { rule } = this;
    const ref = rule.fields[name];
    return ref === undefined
      ? unreadable('E_FIELD_UNKNOWN', `规则没有写明字段“${name}”`)
      : field(ref, name, this.record, this.whole, narrow);
  }
}

/** Continues with a known value; a missing one is its own check. */
export const withField = <T>(read: Read<T>, f: (value: T, node: LazyNode) => Check): Check =>
  read.known ? f(read.value, read.node) : read.check;
