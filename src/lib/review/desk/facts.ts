import type { CaseRecord } from '../../case/case-record';
import type { DeskFacts } from '../../case/desk/entry';
import type { DataFingerprint } from '../../case/data-fingerprint';
import { parseApplicationNumber } from '../../kernel/patent-number';
import { pledgedIn } from '../pledged';
import type { PackageSummary } from '../verify-report';

/** An application number in one form, so that the same patent is found whatever way it was written. */
export const canonicalPatent = (number: string): string => {
  const parsed = parseApplicationNumber(number);
  return parsed.ok ? parsed.value.canonical : number.trim();
};

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();

const LIMIT = 500;
const cut = (text: string): string => text.slice(0, LIMIT);

/** What the register keeps of a package. What could not be read is `null` or empty, never guessed. */
export const packageFacts = (summary: PackageSummary | null, caseRecord: CaseRecord | null): DeskFacts => {
  const numbers =
    caseRecord === null
      ? (summary?.patents ?? []).map(({ number }) => number)
      : pledgedIn(caseRecord).map(({ applicationNumber }) => applicationNumber);
  const registration = caseRecord?.sections.registration;
  const declared = summary?.securedAmountFen ?? registration?.pledgeContract.securedAmountFen ?? null;
  return {
    caseId: caseRecord?.id ?? summary?.caseId ?? null,
    caseTitle: cut(summary?.caseTitle ?? caseRecord?.title ?? ''),
    revision: summary?.revision ?? null,
    previous: summary?.previous ?? null,
    fiction: cut(summary?.fiction ?? caseRecord?.fiction ?? ''),
    region: summary?.region ?? caseRecord?.region ?? null,
    purpose: cut(summary?.purpose ?? ''),
    registry: cut(summary?.registry ?? ''),
    recipient: summary?.recipient ?? registration?.recipient ?? null,
    pledgor: summary?.pledgor?.name ?? null,
    pledgee: summary?.pledgee?.name ?? null,
    declaredFen: declared !== null && /^(0|[1-9]\d{0,17})$/.test(declared) ? declared : null,
    patents: unique(numbers.map(canonicalPatent).map(cut)).slice(0, 20_000),
  };
};

/** Fingerprints of the data assets of a case, by title. */
export const datasetsOf = (
  caseRecord: CaseRecord | null,
): readonly { readonly title: string; readonly fingerprint: DataFingerprint }[] =>
  (caseRecord?.sections.dataAssets.assets ?? []).flatMap(({ title, fingerprint }) =>
    fingerprint === null ? [] : [{ title: cut(title), fingerprint }],
  );
