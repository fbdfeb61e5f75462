/** The BagIt part of this folder as others use it. */
export type { BagFinding } from './bag-check';
export type { BagInfo } from './bag-info';
export { type Bag, readBag } from './bag-reader';
export { type BagInput, type WrittenBag, bagInputFault, writeBag } from './bag-writer';
