import type { RegistryForms } from '../bridge/preflight-contract';
import type { CollateralItem, CollateralSection, SupportItem } from '../case/collateral-section';
import type { Evidence } from '../case/schema-parts';
import { readCount, readDecimal } from '../kernel/decimal-grammar';
import { type Result, mapResult } from '../kernel/result';
import { today } from './clock';
import { readDay, readNote, readText, readWan, wanText } from './field-readers';
import { forgetSource } from './filing-edits';
import type { OpenCase } from './open-case.svelte';

/** What registries and the law ask of one item: its facts, its pairs, its papers. */

export type Held =
  | { readonly kind: 'asset'; readonly item: CollateralItem }
  | { readonly kind: 'support'; readonly item: SupportItem };

type Field = RegistryForms['fields'][string]['groups'][number]['fields'][number];

type Details = Readonly<Record<string, string>>;

const withDetail = (details: Details, code: string, value: string | null): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(details).filter(([known]) => known !== code),
    ...(value === null || value === '' ? [] : [[code, value] as const]),
  ]);

interface Shared {
  readonly details: Record<string, string>;
  readonly evidence: Evidence[];
}

const change = (open: OpenCase, { kind, item }: Held, part: (before: Shared) => Partial<Shared>): void => {
  open.changeSection('collateral', (section) =>
    kind === 'asset'
      ? { ...section, items: section.items.map((i) => (i.id === item.id ? { ...i, ...part(i) } : i)) }
      : { ...section, support: section.support.map((i) => (i.id === item.id ? { ...i, ...part(i) } : i)) },
  );
};

/** Enters one fact, or takes it back. */
export const setDetail = (open: OpenCase, held: Held, code: string, value: string | null): void => {
  change(open, held, ({ details }) => ({ details: withDetail(details, code, value) }));
};

export const addPaper = (open: OpenCase, held: Held, description: string): void => {
  if (description === '') return;
  change(open, held, ({ evidence }) => ({
    evidence: [...evidence, { attachment: null, description, page: null, date: today(), by: null }],
  }));
};

export const setPaper = (open: OpenCase, held: Held, index: number, paper: Partial<Evidence>): void => {
  change(open, held, ({ evidence }) => ({
    evidence: evidence.map((before, i) => (i === index ? { ...before, ...paper } : before)),
  }));
};

export const removePaper = (open: OpenCase, held: Held, index: number): void => {
  change(open, held, ({ evidence }) => ({ evidence: evidence.filter((_, i) => i !== index) }));
};

/** Sets or takes back that the law binds two items. It is said on both of them. */
export const setPair = (open: OpenCase, id: string, other: string, bound: boolean): void => {
  const changed = (item: CollateralItem, partner: string): CollateralItem => ({
    ...item,
    pairedWith: [...item.pairedWith.filter((p) => p !== partner), ...(bound ? [partner] : [])],
  });
  open.changeSection('collateral', (section) => ({
    ...section,
    items: section.items.map((item) =>
      item.id === id ? changed(item, other) : item.id === other ? changed(item, id) : item,
    ),
  }));
};

/** What is asked of the structure without a source that is taken away: a new one that gets its id must not inherit it. */
const withoutInAsk = (section: CollateralSection, id: string): CollateralSection => ({
  ...section,
  ask: {
    ...section.ask,
    limits: section.ask.limits.map((limit) => ({ ...limit, ids: limit.ids.filter((other) => other !== id) })),
    together: section.ask.together.map((group) => ({
      ...group,
      members: group.members.filter((other) => other !== id),
    })),
  },
  waivers: section.waivers.filter(({ subject }) => subject !== id),
});

/** Takes an item away, and what pointed at it. */
export const removeItem = (open: OpenCase, id: string): void => {
  forgetSource(open, id);
  open.changeSection('collateral', (section) => ({
    ...withoutInAsk(section, id),
    items: section.items
      .filter((item) => item.id !== id)
      .map((item) => ({
        ...item,
        pairedWith: item.pairedWith.filter((p) => p !== id),
        ranksAfter: item.ranksAfter.filter((p) => p !== id),
      })),
  }));
};

/** Takes a support away, and what pointed at it. */
export const removeSupport = (open: OpenCase, id: string): void => {
  forgetSource(open, id);
  open.changeSection('collateral', (section) => ({
    ...withoutInAsk(section, id),
    support: section.support
      .filter((item) => item.id !== id)
      .map((item) => (item.loss.party === id ? { ...item, loss: { ...item.loss, party: null } } : item)),
  }));
};

/** Items that may be bound to this one: buildings and land, or marks. */
export const pairable = (
  items: readonly CollateralItem[],
  item: CollateralItem,
  registryOf: RegistryForms['registryOf'],
): readonly CollateralItem[] => {
  const own = registryOf[item.assetClass];
  const family = own?.startsWith('RE_') === true ? 'RE_' : own === 'TRADEMARK' ? 'TRADEMARK' : null;
  if (family === null) return [];
  return items.filter((i) => i.id !== item.id && registryOf[i.assetClass]?.startsWith(family) === true);
};

/** Reads what a person typed into the canonical text of the field. */
export const detailReader =
  (field: Field): ((text: string) => Result<string | null>) =>
  (text) => {
    switch (field.kind) {
      case 'date':
        return readDay(text);
      case 'money':
        return readWan(text);
      case 'count':
        return mapResult(readCount(text.trim()), (n) => (n === null ? null : String(n)));
      case 'decimal':
        return readDecimal(text);
      case 'long-text':
        return readNote(text);
      default:
        return readText(text);
    }
  };

/** Canonical text as a person reads it. */
export const detailText = (field: Field, value: string | undefined): string =>
  value === undefined ? '' : field.kind === 'money' ? wanText(value) : value;

export const unitOf = (field: Field): string | undefined => (field.kind === 'money' ? '万元' : field.unit);

const MARK = { verified: '', secondary: '（二手资料）', assumption: '（操作口径）' } as const;

export const hintOf = ({ hint, basis, confidence }: Field): string =>
  hint ?? `依据：${basis}${MARK[confidence]}`;
