import type { PickedFile } from '../../src/lib/bridge/profile-contract';
import type { SourceFile } from '../../src/lib/data-asset/source/table-source';
import { type PieceMemory, blobPieces } from './blob-pieces';

/** A file that a person chose. The browser itself refuses to read one that was changed since. */
export const blobFile = ({ name, blob, lastModified }: PickedFile): SourceFile => {
  const memory: PieceMemory = { spare: null };
  return {
    name,
    size: blob.size,
    lastModified,
    read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
    pieces: (from, to, pieceBytes) => blobPieces(blob, from, to, pieceBytes, memory),
  };
};
