import { expect, it } from 'vitest';
import { droppedFiles } from '../../../src/lib/ui/dropped-files';

/** Entries as a browser hands them out: a hundred members of a folder at a time, then none. */

const fileEntry = (fullPath: string, readable = true) => ({
  isFile: true,
  isDirectory: false,
  fullPath,
  file: (taken: (file: File) => void, failed: () => void) => {
    if (readable) taken(new File(['x'], fullPath.split('/').at(-1) ?? ''));
    else failed();
  },
});
const folderEntry = (fullPath: string, members: readonly object[], readable = true) => ({
  isFile: false,
  isDirectory: true,
  fullPath,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (taken: (some: readonly object[]) => void, failed: () => void) => {
        if (!readable) {
          failed();
          return;
        }
        taken(members.slice(at, at + 100));
        at += 100;
      },
    };
  },
});
const drop = (entries: readonly (object | null)[], files: readonly File[]): DataTransfer =>
  ({
    items: [
      { kind: 'string', webkitGetAsEntry: () => null },
      ...entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
    ],
    files,
  }) as unknown as DataTransfer;

it('a dropped folder gives all its files under their paths, beside files dropped with it', async () => {
  const many = Array.from({ length: 250 }, (_, i) => fileEntry(`/批/${i}.zip`));
  const deep = folderEntry('/批/下级', [fileEntry('/批/下级/a.zip'), fileEntry('/批/下级/锁.zip', false)]);
  const shut = folderEntry('/批/禁', [], false);
  const single = new File(['x'], '单个.zip');
  const { files, unread } = await droppedFiles(
    drop([folderEntry('/批', [...many, deep, shut]), fileEntry('/单个.zip')], [new File([], '批'), single]),
  );
  expect(files).toHaveLength(252);
  expect(files.at(-1)).toBe(single);
  expect(files.map(({ webkitRelativePath }) => webkitRelativePath)).toContain('批/下级/a.zip');
  expect(unread).toEqual(['批/下级/锁.zip', '批/禁']);
});

it('files alone are taken as they are', async () => {
  const plain = [new File(['x'], 'a.zip'), new File(['x'], 'b.zip')];
  const dropped = await droppedFiles(drop([fileEntry('/a.zip'), null], plain));
  expect(dropped).toEqual({ files: plain, unread: [] });
});
