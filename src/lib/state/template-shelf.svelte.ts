import type { DocumentOptions } from '../bridge/documents-contract';
import type { DocumentTemplate } from '../case/document-template';
import { type Failure, type Result, ok } from '../kernel/result';
import type { Workbench } from './workbench.svelte';

/** The document templates of the institution on this computer, by document. */
export class TemplateShelf {
  templates = $state.raw<readonly DocumentTemplate[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  loaded = $state(false);
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const listed = await (await this.#bench.vault).listTemplates();
    this.loaded = true;
    if (listed.ok) {
      this.templates = listed.value.value;
      this.failures = listed.value.failures;
    } else this.failures = [listed.failure];
  }

  async put(template: DocumentTemplate, bytes: Uint8Array): Promise<Result<DocumentTemplate>> {
    const kept = await (await this.#bench.vault).putTemplate(template, bytes);
    await this.load();
    return kept;
  }

  async remove(id: string): Promise<void> {
    const gone = await (await this.#bench.vault).deleteTemplate(id);
    await this.load();
    if (!gone.ok) this.failures = [...this.failures, gone.failure];
  }

  file(sha256: string): Promise<Result<Uint8Array>> {
    return this.#bench.vault.then((vault) => vault.getTemplateFile(sha256));
  }

  /** All templates here with their files, as the workers want them. The first file that cannot be read fails all. */
  async choice(): Promise<Result<Pick<DocumentOptions, 'templates' | 'files'>>> {
    const files = new Map<string, Uint8Array>();
    for (const { sha256 } of this.templates) {
      if (files.has(sha256)) continue;
      const bytes = await this.file(sha256);
      if (!bytes.ok) return bytes;
      files.set(sha256, bytes.value);
    }
    return ok({ templates: this.templates, files });
  }
}
