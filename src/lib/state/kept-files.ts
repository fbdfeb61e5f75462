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
