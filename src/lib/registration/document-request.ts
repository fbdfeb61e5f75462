import * as v from 'valibot';
import { type DocumentTemplate, documentTemplate, templatesInForce } from '../case/document-template';
import { canonicalJson } from '../kernel/canonical-json';
import { type Result, ok, refuse } from '../kernel/result';
import { parseStrictJson } from '../kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8';
import { plainJson } from './form-json';

/**
 * How the documents of a package were asked for. It travels with the package, so that a reviewer can make them again; without it
 * there are Word files in our own layout only.
 */
export interface DocumentRequest {
  /** Whether a PDF stands beside every Word file of our own layout. */
  readonly pdf: boolean;
  readonly templates: readonly DocumentTemplate[];
}

export const PLAIN_REQUEST: DocumentRequest = { pdf: false, templates: [] };

export const REQUEST_PATH = 'inputs/documents.json';
export const templatePath = (sha256: string): string => `inputs/templates/${sha256}.docx`;

const SCHEMA = 'zhiya.documents/1';

const requestFile = v.strictObject({
  schema: v.literal(SCHEMA),
  pdf: v.boolean(),
  templates: v.array(documentTemplate),
});

type Payload = ReadonlyMap<string, Uint8Array>;

/** What a package carries for its request: nothing for the plain one. `files` are templates by SHA-256. */
export const requestFiles = (request: DocumentRequest, files: Payload): Payload => {
  if (!request.pdf && request.templates.length === 0) return new Map();
  return new Map([
    [REQUEST_PATH, encodeUtf8(canonicalJson(plainJson({ schema: SCHEMA, ...request })))],
    ...request.templates.flatMap(({ sha256 }) => {
      const bytes = files.get(sha256);
      return bytes === undefined ? [] : [[templatePath(sha256), bytes] as const];
    }),
  ]);
};

const unreadable = (why: string): Result<never> =>
  refuse('E_DOCUMENT_REQUEST', `文书的要求读不出来：${why}`, REQUEST_PATH, '请向出具方索取完整的登记包');

/** The request of a package; the plain one when it carries none. Fails with `E_DOCUMENT_REQUEST`. */
export const readRequest = (payload: Payload): Result<DocumentRequest> => {
  const bytes = payload.get(REQUEST_PATH);
  if (bytes === undefined) return ok(PLAIN_REQUEST);
  const text = decodeUtf8(bytes);
  if (!text.ok) return unreadable(text.failure.message);
  const json = parseStrictJson(text.value);
  if (!json.ok) return unreadable(json.failure.message);
  const parsed = v.safeParse(requestFile, json.value);
  if (!parsed.success) return unreadable(parsed.issues[0].message);
  const { pdf, templates } = parsed.output;
  return ok({ pdf, templates });
};

/** The templates that apply on a day, by name of the document. */
export const templatesOf = (
  { templates }: DocumentRequest,
  day: string,
): ReadonlyMap<string, DocumentTemplate> => templatesInForce(templates, day);
