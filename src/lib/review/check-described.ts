import * as v from 'valibot';
import { canonicalJson } from '../kernel/canonical-json';
import { JSON_PATH } from './json-parts';
import type { FormHead, PackageDescription } from './package-schema';
import { type ReviewFinding, failed, undecided } from './verify-report';

const text = v.string();
const nullable = v.nullable(text);

/** The filings of `results/form.json` as far as `package.json` repeats them. */
const formFilings = v.object({
  filings: v.array(
    v.object({
      id: text,
      kind: text,
      act: text,
      title: text,
      registry: v.object({ code: text, registrar: text }),
      sources: v.array(v.object({ id: text })),
      securedAmountFen: nullable,
      registrationNumber: nullable,
    }),
  ),
});
type FormFiling = v.InferOutput<typeof formFilings>['filings'][number];

const purposeOf = (filings: readonly FormFiling[]): string =>
  filings.length === 1 ? (filings[0]?.title ?? '') : `担保登记（${filings.length} 项）`;

const registryOf = (filings: readonly FormFiling[]): { code: string; registrar: string } => {
  const codes = [...new Set(filings.map(({ registry }) => registry.code))];
  const registrars = [...new Set(filings.map(({ registry }) => registry.registrar))];
  return { code: codes.length === 1 ? (codes[0] ?? 'SEVERAL') : 'SEVERAL', registrar: registrars.join('、') };
};

/**
 * Purpose, registrar and filings of `package.json` against those of the form, which is rendered again from the case.
 *
 * @param sameRenderer whether the wording is this program's; of another one a difference proves nothing
 */
export const filingFindings = (
  d: PackageDescription,
  form: FormHead | null,
  sameRenderer: boolean,
): readonly ReviewFinding[] => {
  if (d.renderer === null || form === null) return [];
  const read = v.safeParse(formFilings, form);
  if (!read.success)
    return [undecided('E_UNREADABLE', JSON_PATH.form, '申请表里的办理事项不可读，未与 package.json 比对')];
  const { filings } = read.output;
  const inForm = filings.map(({ sources, ...filing }) => ({
    ...filing,
    sources: sources.map(({ id }) => id),
  }));
  const described = d.filings.map(
    ({ id, kind, act, title, registry, sources, securedAmountFen, registrationNumber }) => ({
      id,
      kind,
      act,
      title,
      registry: { code: registry.code, registrar: registry.registrar },
      sources,
      securedAmountFen,
      registrationNumber,
    }),
  );
  const rows: readonly (readonly [label: string, same: boolean])[] = [
    ['用途', d.purpose === purposeOf(filings)],
    ['登记机构', canonicalJson(d.registry) === canonicalJson(registryOf(filings))],
    ['办理事项', canonicalJson(described) === canonicalJson(inForm)],
  ];
  return rows
    .filter(([, same]) => !same)
    .map(([label]) => {
      const message = `${label}不一致：package.json 所写与 ${JSON_PATH.form} 的办理事项不符`;
      return sameRenderer
        ? failed('E_MISMATCH', JSON_PATH.description, message)
        : undecided('E_RENDERER', JSON_PATH.description, `${message}；由另一版程序写成，不能断定被改动`);
    });
};
