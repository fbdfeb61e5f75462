import * as v from 'valibot';
import type { Bag } from '../container/bagit';
import { parseStrictJson } from '../kernel/strict-json';
import { decodeUtf8 } from '../kernel/utf8';
import { type ReviewFinding, failed } from './verify-report';

/** How the documents of a package were asked for, and the templates it carries for them. A strict reading of its own. */

const PATH = 'inputs/documents.json';

const request = v.strictObject({
  schema: v.literal('zhiya.documents/1'),
  pdf: v.boolean(),
  templates: v.array(
    v.object({
      document: v.string(),
      version: v.string(),
      institution: v.string(),
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});

/** Payload paths that belong to the request, and what is wrong with it. Nothing of either without a request. */
export const requestParts = ({
  payload,
  digests,
}: Bag): { readonly paths: readonly string[]; readonly findings: readonly ReviewFinding[] } => {
  const bytes = payload.get(PATH);
  if (bytes === undefined) return { paths: [], findings: [] };
  const text = decodeUtf8(bytes);
  const json = text.ok ? parseStrictJson(text.value) : text;
  const parsed = json.ok ? v.safeParse(request, json.value) : null;
  if (parsed === null || !parsed.success)
    return {
      paths: [PATH],
      findings: [failed('E_SHAPE', PATH, `“${PATH}”不是规定的样子：文书是怎样要求的读不出来`)],
    };
  const templates = parsed.output.templates.map((one) => ({
    ...one,
    path: `inputs/templates/${one.sha256}.docx`,
  }));
  return {
    paths: [PATH, ...templates.map(({ path }) => path)],
    findings: templates.flatMap(({ path, sha256, document, institution, version }) => {
      const name = `${institution}“${document}”模板 ${version}`;
      const digest = digests.get(path)?.sha256;
      if (digest === undefined) return [failed('E_MISSING', path, `${name}的文件未随包`)];
      return digest === sha256 ? [] : [failed('E_HASH', path, `${name}的文件与登记的 SHA-256 不符`)];
    }),
  };
};
