import type { DocumentOptions } from '../bridge/documents-contract';
import type { DocumentTemplate } from '../case/document-template';
import { type Result, ok } from '../kernel/result';
import { Shelf } from './shelf.svelte';
import type { Workbench } from './workbench.svelte';

/** The document templates of the institution on this computer, by document. */
export class TemplateShelf extends Shelf<DocumentTemplate> {
  constructor(bench: Workbench) {
    super(bench, (vault) => vault.listTemplates());
  }

  get templates(): readonly DocumentTemplate[] {
    return this.items;
  }

  put(template: DocumentTemplate, bytes: Uint8Array): Promise<Result<DocumentTemplate>> {
    return this.change((vault) => vault.putTemplate(template, bytes));
  }

  remove(id: string): Promise<void> {
    return this.take((vault) => vault.deleteTemplate(id));
  }

  file(sha256: string): Promise<Result<Uint8Array>> {
    return this.bench.vault.then((vault) => vault.getTemplateFile(sha256));
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
