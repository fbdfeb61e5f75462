/**
 * File System Access, where the browser has it: files with handles, which can be kept and asked for again after a reload. Not all of it
 * stands in the types of the language yet.
 */

type Pick = (options: object) => Promise<readonly FileSystemFileHandle[]>;

/** The browser's picker that gives handles; `null` where there is none. */
export const filePicker = (): Pick | null => {
  const pick: unknown = Reflect.get(globalThis, 'showOpenFilePicker');
  if (typeof pick !== 'function') return null;
  return async (options) => {
    const answer: unknown = await Reflect.apply(pick, globalThis, [options]);
    return Array.isArray(answer) ? answer.filter(isFileHandle) : [];
  };
};

const isFileHandle = (value: unknown): value is FileSystemFileHandle =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'file' &&
  'getFile' in value;

/** @param accept file endings as an input takes them, with commas; `null`: the person chose nothing */
export const pickFiles = async (
  pick: Pick,
  accept: string,
  multiple: boolean,
): Promise<
  { readonly files: readonly File[]; readonly handles: readonly FileSystemFileHandle[] } | 'refused' | null
> => {
  const endings = accept.split(',').filter((ending) => ending.startsWith('.'));
  try {
    const handles = await pick({
      multiple,
      ...(endings.length === 0 ? {} : { types: [{ accept: { 'application/octet-stream': endings } }] }),
    });
    return { files: await Promise.all(handles.map((handle) => handle.getFile())), handles };
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? null : 'refused';
  }
};

/** Handles of everything dropped, in the order of its files; none when one of them has none. */
export const droppedHandles = async (transfer: DataTransfer): Promise<readonly FileSystemFileHandle[]> => {
  const asked = [...transfer.items].filter(({ kind }) => kind === 'file').map(handleOf);
  const handles = (await Promise.all(asked)).filter((handle) => handle !== null);
  return handles.length === asked.length ? handles : [];
};

const handleOf = async (item: DataTransferItem): Promise<FileSystemFileHandle | null> => {
  const ask: unknown = Reflect.get(item, 'getAsFileSystemHandle');
  if (typeof ask !== 'function') return null;
  try {
    const handle: unknown = await Reflect.apply(ask, item, []);
    return isFileHandle(handle) ? handle : null;
  } catch {
    return null;
  }
};
