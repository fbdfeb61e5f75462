import { type SpillPort, fileSpill, memorySpill } from '../../src/lib/data-asset/table/spill';
import { type Result, fail, ok } from '../../src/lib/kernel/result';

/** Hashes of one job up to so many bytes stay in memory. */
const IN_MEMORY = 256 * 1024 * 1024;
const FOLDER = 'zhiya-exact';

/** Places for the hashes of one job; they end with it. */
export interface Spills {
  /** @param bytes that will be put there */
  readonly open: (bytes: number) => Promise<Result<SpillPort>>;
  /** Deletes everything, also after a failure. */
  readonly close: () => Promise<void>;
}

const refused = (error: unknown): Result<never> =>
  fail({
    code: 'E_SPILL',
    message: `精确核验的临时文件建不起来${error instanceof Error ? `（${error.name}）` : ''}`,
    path: '',
    remedy: '请确认浏览器存储有足够空间、不在无痕窗口中，再重新核验；单遍画像的结果不受影响',
  });

/** What a job left that was killed; what another tab has open stays, because the browser refuses to remove it. */
const sweep = async (folder: FileSystemDirectoryHandle): Promise<void> => {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  await Promise.all(
    names.map((name) => folder.removeEntry(name, { recursive: true }).catch(() => undefined)),
  );
};

/** In memory while they fit, then in files of the browser's own that no other program sees. */
export const browserSpills = (inMemory = IN_MEMORY): Spills => {
  const storage = (globalThis.navigator as { readonly storage?: StorageManager } | undefined)?.storage;
  const handles: FileSystemSyncAccessHandle[] = [];
  const job = crypto.randomUUID();
  let folder: FileSystemDirectoryHandle | null = null;
  let left = inMemory;
  const openFile = async (at: StorageManager): Promise<SpillPort> => {
    if (folder === null) {
      folder = await (await at.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
      await sweep(folder);
    }
    const file = await folder.getFileHandle(`${job}-${handles.length}`, { create: true });
    const handle = await file.createSyncAccessHandle();
    handles.push(handle);
    return fileSpill({
      write: (piece, to) => handle.write(piece, to),
      read: (into, from) => handle.read(into, from),
    });
  };
  return {
    open: async (bytes) => {
      if (bytes <= left || storage === undefined) {
        left -= bytes;
        return ok(memorySpill());
      }
      try {
        return ok(await openFile(storage));
      } catch (error) {
        return refused(error);
      }
    },
    close: async () => {
      for (const handle of handles) handle.close();
      for (const i of handles.keys()) await folder?.removeEntry(`${job}-${i}`).catch(() => undefined);
    },
  };
};
