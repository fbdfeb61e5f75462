import type { TraceNode } from '../../kernel/trace';
import { fileFact } from '../enterprise-file/file-fact';
import { type EnterpriseFile, factsAt } from '../enterprise-file/open-file';
import type { KnownFact } from '../enterprise-file/file-reads';
import type { LazyNode } from '../check';
import type { CheckInput } from './check-input';
import { type Blocked, blocked } from './measured-check';

/** A fact of the enterprise file as a measure uses it. */
export type FactUse =
  | {
      readonly state: 'known';
      readonly value: string;
      readonly label: string;
      readonly node: LazyNode;
    }
  /** Nobody has said, or what was said is too old: people are asked. */
  | { readonly state: 'absent'; readonly label: string; readonly message: string; readonly node: LazyNode }
  /** Something is wrong with it: contradicted, without a source, no value, no such field. Never a pass. */
  | { readonly state: 'blocked'; readonly measured: Blocked };

/** A fact that is known, as a rule uses it. */
class KnownUse {
  readonly state = 'known';
  readonly value: string;

  constructor(private readonly read: KnownFact) {
    this.value = read.value;
  }

  get label(): string {
    return this.read.label;
  }
  get node(): LazyNode {
    return () => this.read.node;
  }
}

const stop = (code: string, detail: string, remedy: string, node: LazyNode): FactUse => ({
  state: 'blocked',
  measured: blocked(code, detail, remedy, [node]),
});

const hasFile = ({ sources }: EnterpriseFile, id: string): boolean =>
  (sources.get(id)?.attachment ?? null) !== null;

/** Attachments that the sources of a fact name and that are not in the case. */
const goneSources = (file: EnterpriseFile, field: string, period: string | null): readonly string[] => {
  const facts = factsAt(file, field, period) ?? [];
  if (!facts.some(({ from }) => from !== null && hasFile(file, from.source))) return [];
  return facts.flatMap(({ from }) => {
    const source = from === null ? undefined : file.sources.get(from.source);
    return source === undefined ||
      source.attachment === null ||
      file.caseRecord.attachments.some((a) => a.id === source.attachment)
      ? []
      : [source.title];
  });
};

const PREFIX = 'file.';

const nowhere = (name: string) => (): TraceNode => ({
  id: `fact/${name}`,
  label: name,
  value: null,
  unit: 'text',
  confidence: 'assumption',
  children: [],
});

/** The fact that a rule reads under `name`. A field that the rule or the catalogue does not know is blocked, by name. */
export const useFact = (input: CheckInput, name: string, period: string | null = null): FactUse => {
  const ref = input.loaded.spec.fields[name];
  if (ref === undefined || !ref.path.startsWith(PREFIX))
    return stop(
      'E_FIELD_UNKNOWN',
      `规则没有写明字段“${name}”`,
      '在参数库核对这条规则所读的字段',
      nowhere(name),
    );
  const file = input.context.file();
  const field = ref.path.slice(PREFIX.length);
  const read = fileFact(file, field, period);
  const gone = goneSources(file, field, period);
  if (gone.length > 0)
    return stop(
      'E_EVIDENCE_MISSING',
      `${read.label}的来源“${gone.join('、')}”不在案卷中`,
      '把这份文件重新附到案卷，或改用在案的来源',
      read.node,
    );
  if (read.known) return new KnownUse(read);
  return read.why === 'missing' || read.why === 'stale'
    ? { state: 'absent', label: read.label, message: read.message, node: read.node }
    : stop(read.code, read.message, read.remedy, read.node);
};
