/** Files of a drop, those inside dropped folders included: a folder itself is no file and cannot be read as one. */

/** The file under its path below the folder that was dropped, as an input for folders gives it. */
const withPath = (file: File, path: string): File =>
  Object.defineProperty(file, 'webkitRelativePath', { value: path, configurable: true });

const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
  new Promise((resolve) => {
    entry.file(resolve, () => {
      resolve(null);
    });
  });

/** `null` = the folder gives nothing more out. */
const someOf = (reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[] | null> =>
  new Promise((resolve) => {
    reader.readEntries(resolve, () => {
      resolve(null);
    });
  });

export interface DroppedFiles {
  readonly files: readonly File[];
  /** Paths of files and folders that could not be opened. */
  readonly unread: readonly string[];
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const pathOf = ({ fullPath }: FileSystemEntry): string => fullPath.replace(/^\//, '');

const collect = async (entry: FileSystemEntry, files: File[], unread: string[]): Promise<void> => {
  const path = pathOf(entry);
  if (isFile(entry)) {
    const file = await fileOf(entry);
    if (file === null) unread.push(path);
    else files.push(withPath(file, path));
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    // A reader hands out a hundred at a time until there are none.
    for (let some = await someOf(reader); some?.length !== 0; some = await someOf(reader)) {
      if (some === null) {
        unread.push(path);
        return;
      }
      for (const member of some) await collect(member, files, unread);
    }
  }
};

/** Must be called while the drop event is handled: the transfer is empty afterwards. */
export const droppedFiles = (transfer: DataTransfer): Promise<DroppedFiles> => {
  const plain = [...transfer.files];
  const entries = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry());
  return (async () => {
    const files: File[] = [];
    const unread: string[] = [];
    for (const [i, entry] of entries.entries()) {
      const file = plain[i];
      if (entry !== null && isFolder(entry)) await collect(entry, files, unread);
      else if (file !== undefined) files.push(file);
    }
    return { files, unread };
  })();
};
