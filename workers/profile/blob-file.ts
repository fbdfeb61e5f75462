import type { PickedFile } from '../../src/lib/bridge/profile-contract';
import type { SourceFile } from '../../src/lib/data-asset/source/table-source';

/** A file that a person chose. The browser itself refuses to read one that was changed since. */
export const blobFile = ({ name, blob, lastModified }: PickedFile): SourceFile => ({
  name,
  size: blob.size,
  lastModified,
  read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
});
