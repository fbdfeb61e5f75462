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
/** A name or an id that is too long is none: half of it would name something else. */
const named = (text: string | null | undefined): string | null =>
  text === null || text === undefined || text.length > LIMIT ? null : text;
const bounded = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : cut(text);
const hash = (text: string | null | undefined): string | null =>
  text !== null && text !== undefined && /^[0-9a-f]{64}$/.test(text) ? text : null;
const whole = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

/** Titles of the data assets that have no fingerprint. */
const withoutFingerprint = (caseRecord: CaseRecord | null): string[] =>
  (caseRecord?.sections.dataAssets.assets ?? []).flatMap(({ title, fingerprint }) =>
    fingerprint === null ? [cut(title)] : [],
  );

/** What the register keeps of a package. What could not be read is `null` or empty, never guessed. */
export const packageFacts = (summary: PackageSummary | null, caseRecord: CaseRecord | null): DeskFacts => {
  const numbers =
    caseRecord === null
      ? (summary?.patents ?? []).map(({ number }) => number)
      : pledgedIn(caseRecord).map(({ applicationNumber }) => applicationNumber);
  const registration = caseRecord?.sections.registration;
  const unprinted = withoutFingerprint(caseRecord).slice(0, 1_000);
  const declared = summary?.securedAmountFen ?? registration?.pledgeContract.securedAmountFen ?? null;
  return {
    caseId: named(caseRecord?.id ?? summary?.caseId),
    caseTitle: cut(summary?.caseTitle ?? caseRecord?.title ?? ''),
    revision: whole(summary?.revision),
    previous: hash(summary?.previous),
    fiction: cut(summary?.fiction ?? caseRecord?.fiction ?? ''),
    region: named(summary?.region ?? caseRecord?.region),
    purpose: cut(summary?.purpose ?? ''),
    registry: cut(summary?.registry ?? ''),
    recipient: bounded(summary?.recipient ?? registration?.recipient),
    pledgor: bounded(summary?.pledgor?.name),
    pledgee: bounded(summary?.pledgee?.name),
    declaredFen: declared !== null && /^(0|[1-9]\d{0,17})$/.test(declared) ? declared : null,
    patents: unique(numbers.map(canonicalPatent).map(cut)).slice(0, 20_000),
    ...(unprinted.length === 0 ? {} : { unprinted }),
  };
};

/** Fingerprints of the data assets of a case, by title. */
export const datasetsOf = (
  caseRecord: CaseRecord | null,
): readonly { readonly title: string; readonly fingerprint: DataFingerprint }[] =>
  (caseRecord?.sections.dataAssets.assets ?? []).flatMap(({ title, fingerprint }) =>
    fingerprint === null ? [] : [{ title: cut(title), fingerprint }],
  );
