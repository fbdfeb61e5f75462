import * as v from 'valibot';

const isHandle = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'file' &&
  'getFile' in value &&
  typeof value.getFile === 'function';

/**
 * Where a browser that has such handles finds files again. A handle holds no data and opens nothing without the person's
 * permission; it stays on this computer, never in a case file or package.
 */
export const fileHandles = v.pipe(v.array(v.custom<FileSystemFileHandle>(isHandle)), v.minLength(1));
