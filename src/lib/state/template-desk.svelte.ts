import type { DocumentsApi } from '../bridge/documents-contract';
import type { DocumentTemplate } from '../case/document-template';
import type { Failure } from '../kernel/result';
import { timeStamp, today } from './clock';
import { handToBrowser, safeFileName } from './download';
import { Remote } from './remote.svelte';
import { TemplateShelf } from './template-shelf.svelte';
import type { Workbench } from './workbench.svelte';

/** What a person says of a template before it is taken in. */
export interface TemplateForm {
  readonly document: string;
  readonly institution: string;
  readonly version: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly signedBy: string;
  readonly signedOn: string | null;
  readonly reference: string;
}

const EMPTY: TemplateForm = {
  document: '',
  institution: '',
  version: '',
  effectiveFrom: null,
  effectiveTo: null,
  signedBy: '',
  signedOn: null,
  reference: '',
};

interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names of the fields that must be filled, in the order of the form. */
const missingIn = (form: TemplateForm): readonly string[] =>
  (
    [
      ['要替换的文书', form.document],
      ['机构', form.institution],
      ['版本', form.version],
      ['生效日', form.effectiveFrom ?? ''],
      ['法律审核人', form.signedBy],
      ['审核日期', form.signedOn ?? ''],
    ] as const
  )
    .filter(([, value]) => value.trim() === '')
    .map(([label]) => label);

/** Checks a template under the rules of today, and takes it in with its version, its days and its sign-off. */
export class TemplateDesk {
  form = $state.raw<TemplateForm>(EMPTY);
  file = $state.raw<ChosenFile | null>(null);
  problem = $state.raw<Failure | null>(null);
  /** What was taken in last on this page. */
  done = $state.raw<DocumentTemplate | null>(null);
  readonly shelf: TemplateShelf;
  readonly targets = new Remote<DocumentsApi['templateTargets']['output']>();
  readonly check = new Remote<DocumentsApi['checkTemplate']['output']>();
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
    this.shelf = new TemplateShelf(bench);
  }

  async load(): Promise<void> {
    const { bridge } = this.#bench;
    await Promise.all([
      this.shelf.load(),
      this.targets.follow(bridge.call('registration', 'templateTargets', { date: today(), region: 'cn' })),
    ]);
  }

  get missing(): readonly string[] {
    return missingIn(this.form);
  }

  get fields(): DocumentsApi['templateTargets']['output'][number]['fields'] {
    return this.targets.value?.find(({ document }) => document === this.form.document)?.fields ?? [];
  }

  get ready(): boolean {
    const { value } = this.check;
    return this.missing.length === 0 && value !== null && value.failures.length === 0;
  }

  set(part: Partial<TemplateForm>): void {
    this.form = { ...this.form, ...part };
    if (part.document !== undefined || part.effectiveFrom !== undefined) void this.#verify();
  }

  async choose(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (first === undefined) return;
    this.done = null;
    this.problem = null;
    this.file = { name: first.name, bytes: new Uint8Array(await first.arrayBuffer()) };
    await this.#verify();
  }

  async #verify(): Promise<void> {
    const { file, form } = this;
    if (file === null || form.document === '') return;
    const date = form.effectiveFrom ?? today();
    await this.check.follow(
      this.#bench.bridge.call('registration', 'checkTemplate', {
        bytes: file.bytes,
        fileName: file.name,
        document: form.document,
        date,
        region: 'cn',
      }),
    );
  }

  async keep(): Promise<void> {
    const { file, form } = this;
    const checked = this.check.value;
    if (file === null || checked === null || !this.ready) return;
    if (form.effectiveTo !== null && form.effectiveFrom !== null && form.effectiveTo < form.effectiveFrom) {
      this.problem = {
        code: 'E_TEMPLATE_DAYS',
        message: '失效日早于生效日',
        path: '文书模板',
        remedy: '请核对两个日期',
      };
      return;
    }
    const template: DocumentTemplate = {
      id: `${safeFileName(form.institution)}-${safeFileName(form.document)}-${safeFileName(form.version)}`,
      document: form.document,
      institution: form.institution.trim(),
      version: form.version.trim(),
      effectiveFrom: form.effectiveFrom ?? today(),
      effectiveTo: form.effectiveTo,
      signOff: { by: form.signedBy.trim(), on: form.signedOn ?? today(), reference: form.reference.trim() },
      fileName: file.name,
      sha256: checked.sha256,
      note: `${timeStamp()} 导入，对照当日规则检查通过`,
    };
    const kept = await this.shelf.put(template, file.bytes);
    this.problem = kept.ok ? null : kept.failure;
    if (!kept.ok) return;
    this.done = kept.value;
    this.file = null;
    this.check.value = null;
  }

  /** Hands out the file of a template as it was taken in. */
  async download({ sha256, fileName }: DocumentTemplate): Promise<void> {
    const bytes = await this.shelf.file(sha256);
    if (bytes.ok) handToBrowser(fileName, bytes.value);
    else this.problem = bytes.failure;
  }
}
