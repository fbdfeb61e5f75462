import type { ProductDetails } from '../bridge/products-contract';
import type { CatalogueHead } from '../vault/catalogues';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';

const LONGEST = 500;
const short = (text: string): string => {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > LONGEST) break;
    kept += character;
  }
  return kept;
};

/** Puts the product that a person chose into the case, with the catalogue it comes from. */
export const chooseProduct = (
  open: OpenCase,
  { id, bank, name }: Pick<ProductDetails, 'id' | 'bank' | 'name'>,
  { fileName, sha256 }: Pick<CatalogueHead, 'fileName' | 'sha256'>,
  said: { readonly by: string; readonly note: string },
): void =>
  open.changeSection('collateral', (section) => ({
    ...section,
    product: {
      product: short(id),
      bank: short(bank),
      name: short(name),
      catalogue: short(fileName),
      catalogueSha256: sha256,
      on: today(),
      by: short(said.by),
      note: said.note,
    },
  }));

export const dropProduct = (open: OpenCase): void =>
  open.changeSection('collateral', (section) => ({ ...section, product: null }));
