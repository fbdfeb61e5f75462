/** The BagIt part of this folder as others use it. */
export type { BagFinding } from './bag-check';
export type { BagInfo } from './bag-info';
export type { BagPolicy } from './bag-content';
export { type Bag, readBag } from './bag-reader';
export { type ByteSource, blobSource, memorySource } from './byte-source';
export { type BagInput, type WrittenBag, bagInputFault, writeBag } from './bag-writer';
