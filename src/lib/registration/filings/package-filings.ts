import type { JsonValue } from '../../kernel/json';
import { folderOf } from './filing-documents';
import type { WholeFiling } from './bound-filings';
import { reviewedPapers } from './filing-json';

/** What `package.json` says of its filings: one line each, and the papers of all. */
export interface PackagedFilings {
  /** What the package is for, in words. */
  readonly purpose: string;
  readonly registry: { readonly code: string; readonly registrar: string };
  readonly filings: JsonValue;
  /** Papers that a reviewer asks for. */
  readonly papers: JsonValue;
}

const MANY = 'SEVERAL';

/** Describes the filings of a package. Without any, or with several, the purpose and the registrar name no single one. */
export const packagedFilings = (filings: readonly WholeFiling[]): PackagedFilings => {
  const [only] = filings;
  const registrars = [...new Set(filings.map(({ filing }) => filing.definition.registry.registrar))];
  const codes = [...new Set(filings.map(({ filing }) => filing.definition.registry.code))];
  return {
    purpose:
      filings.length === 1 && only !== undefined ? only.filing.title : `担保登记（${filings.length} 项）`,
    registry: {
      code: codes.length === 1 ? (codes[0] ?? MANY) : MANY,
      registrar: registrars.join('、'),
    },
    filings: filings.map((whole) => ({
      id: whole.filing.id,
      kind: whole.filing.kind,
      act: whole.filing.act,
      title: whole.filing.title,
      registry: {
        code: whole.filing.definition.registry.code,
        registrar: whole.filing.definition.registry.registrar,
      },
      folder: folderOf({ filings, omitted: [], uncovered: [] }, whole),
      sources: whole.filing.sources.map(({ id }) => id),
      securedAmountFen: whole.values.values.get('secured_amount')?.value ?? null,
      registrationNumber: whole.values.values.get('reg_no')?.value ?? null,
    })),
    papers: reviewedPapers(filings),
  };
};
