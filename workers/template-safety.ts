import { type Failure, type Result, fail, ok } from '../src/lib/kernel/result';
import { officePartFindings, openOffice } from '../src/lib/review/office-content';

export interface SafeTemplate {
  /** Parts of the docx; `null` when it cannot be opened. */
  readonly parts: ReadonlyMap<string, Uint8Array> | null;
  readonly failures: readonly Failure[];
}

/**
 * Opens a template and looks for what a reviewer would object to: macros, OLE, links, external content, DDE. It would travel with
 * every package, so here nothing of it is let through, links included.
 */
export const openTemplate = async (fileName: string, bytes: Uint8Array): Promise<SafeTemplate> => {
  const { parts, refusal } = await openOffice(fileName, bytes);
  const findings = parts === null ? (refusal === null ? [] : [refusal]) : officePartFindings(fileName, parts);
  const failures = findings
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ code, path, message }) => ({
      code,
      path,
      message,
      remedy: '请用 Word 另存为不含宏、链接和内嵌对象的 .docx 后再导入',
    }));
  return { parts, failures };
};

/** The first objection to any of the templates. */
export const templatesAreSafe = async (files: ReadonlyMap<string, Uint8Array>): Promise<Result<null>> => {
  for (const [sha256, bytes] of files) {
    const [first] = (await openTemplate(`${sha256.slice(0, 12)}….docx`, bytes)).failures;
    if (first !== undefined) return fail(first);
  }
  return ok(null);
};
