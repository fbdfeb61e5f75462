import type { CollateralItem, SupportItem } from '../case/collateral-section';
import type { Subject } from '../case/exchange';
import type { CollateralField } from '../rulebook/collateral-fields';

/** A thing of the collateral section that is judged. */
export type Thing =
  | { readonly kind: 'asset'; readonly item: CollateralItem }
  | { readonly kind: 'support'; readonly item: SupportItem };

/** It with the fields its registry knows. */
export type HeldItem = Thing & {
  /** Code of the registry matrix; `null` when its class is not known. */
  readonly registry: string | null;
  readonly fields: ReadonlyMap<string, CollateralField>;
};

export const heldSubject = ({ kind, item }: HeldItem): Subject => ({ kind, id: item.id, title: item.title });

/** Where the item stands in the case. */
export const heldPath = ({ kind, item }: HeldItem): string =>
  `sections.collateral.${kind === 'asset' ? 'items' : 'support'}[${item.id}]`;
