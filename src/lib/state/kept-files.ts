import type { FilesAtHand } from '../bridge/data-quality-contract';
import type { Failure } from '../kernel/result';

const ABOUT_THE_FILE: ReadonlySet<string> = new Set(['E_FILE_OTHER', 'E_FILE_CHANGED', 'E_FILE', 'E_READ']);

/** Another choice of the file may help. */
export const asksForFile = (failure: Failure | null): boolean =>
  failure !== null && ABOUT_THE_FILE.has(failure.code);

/** How kept files were opened, out of the text that was kept with them; nothing known where it cannot be read. */
export const choiceOf = (text: string): FilesAtHand['choice'] => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};

/**
 * The files behind kept handles; the browser may ask the person. Call it from a click.
 * `denied`: no permission; `gone`: a file is not there any more.
 */
export const filesOfHandles = async (
  handles: readonly FileSystemFileHandle[],
): Promise<readonly File[] | 'denied' | 'gone'> => {
  for (const handle of handles) if (!(await mayRead(handle))) return 'denied';
  try {
    return await Promise.all(handles.map((handle) => handle.getFile()));
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'gone';
  }
};

const mayRead = async (handle: FileSystemFileHandle): Promise<boolean> =>
  (await permission(handle, 'queryPermission')) || (await permission(handle, 'requestPermission'));

/** A browser without the question has no answer to wait for: reading itself tells. */
const permission = async (
  handle: FileSystemFileHandle,
  question: 'queryPermission' | 'requestPermission',
): Promise<boolean> => {
  const ask: unknown = Reflect.get(handle, question);
  if (typeof ask !== 'function') return true;
  try {
    return (await Reflect.apply(ask, handle, [{ mode: 'read' }])) === 'granted';
  } catch {
    return false;
  }
};
