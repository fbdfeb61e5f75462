import type { CaseRecord } from '../case/case-record';
import type { DocumentTemplate } from '../case/document-template';
import type { Failure } from '../kernel/result';

/** Templates of the institution with their files, by SHA-256. */
export interface TemplateChoice {
  readonly templates: readonly DocumentTemplate[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** How the documents of a package are wanted. */
export interface DocumentOptions extends TemplateChoice {
  /** A PDF beside every Word file in our own layout. */
  readonly pdf: boolean;
}

/** A document of a case, as a page lists it. */
export interface DocumentLine {
  /** Payload path of the Word or Excel file. */
  readonly path: string;
  readonly name: string;
  /** What the file is, as its button says: `Word`, `Excel`, or its extension. */
  readonly kind: string;
  /** A PDF can be made: not of a workbook. Of a file that an institution laid out it is in our own layout, and named so. */
  readonly pdf: boolean;
  /** Institution and version of the template that replaces our layout; `null`: our own layout. */
  readonly template: string | null;
}

export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TemplateFieldLine {
  readonly code: string;
  /** As a template may write it between braces. */
  readonly label: string;
  readonly kind: 'text' | 'date' | 'money';
  /** Belongs into a row of a table that is repeated. */
  readonly repeated: boolean;
  /** A template must have a place for it. */
  readonly required: boolean;
}

/** A document that may be replaced, with the names its template may use. */
export interface TemplateTargetLine {
  readonly document: string;
  readonly fields: readonly TemplateFieldLine[];
}

export interface DocumentsApi {
  /** The documents of a case under the templates given, and why a template is not used. */
  listDocuments: {
    input: { caseRecord: CaseRecord; templates: readonly DocumentTemplate[] };
    output: { readonly documents: readonly DocumentLine[]; readonly notUsed: readonly string[] };
  };
  /** One file of a case. `E_PDF` when it has no PDF. */
  makeDocument: {
    input: TemplateChoice & { caseRecord: CaseRecord; path: string; pdf: boolean };
    output: MadeFile;
  };
  /** All PDFs of a case in one archive. */
  printAll: { input: TemplateChoice & { caseRecord: CaseRecord }; output: MadeFile };
  /** What templates may replace and name on a day. */
  templateTargets: {
    input: { date: string; region: string };
    output: readonly TemplateTargetLine[];
  };
  /** Whether a file can be a template for a document: active content, unknown and missing fields. */
  checkTemplate: {
    input: { bytes: Uint8Array; fileName: string; document: string; date: string; region: string };
    output: {
      readonly sha256: string;
      readonly failures: readonly Failure[];
      readonly used: readonly string[];
      /** What is done although the template says nothing of it. */
      readonly notes: readonly string[];
    };
  };
}
