/** Files as they were chosen or dropped, single or in a folder. */

/** Below the folder that was chosen; the name alone where there was none. */
export const pathOf = (file: File): string =>
  file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;

/** What systems and office programs leave lying about. */
export const isLeftover = ({ name }: File): boolean => /^(\.|~\$)|^(thumbs\.db|desktop\.ini)$/i.test(name);

export interface ChosenPackages {
  readonly packages: readonly File[];
  /** Paths of files of a folder that are no `.zip`. */
  readonly leftOut: readonly string[];
}

/** The packages among the files. Of a folder only `.zip` is taken, and the rest is named; a file chosen by itself is what it is. */
export const packagesAmong = (files: readonly File[]): ChosenPackages => {
  const wanted = files.filter((file) => !isLeftover(file));
  // A folder comes in any order; files chosen one by one stay as they were chosen.
  const inFolder = wanted.some((file) => file.webkitRelativePath !== '');
  const isPackage = (file: File): boolean =>
    file.webkitRelativePath === '' || file.name.toLowerCase().endsWith('.zip');
  return {
    packages: inFolder
      ? wanted.filter(isPackage).sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
      : wanted.filter(isPackage),
    leftOut: wanted
      .filter((file) => !isPackage(file))
      .map(pathOf)
      .sort(),
  };
};
