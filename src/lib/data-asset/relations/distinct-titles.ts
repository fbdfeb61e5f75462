interface Titled {
  readonly id: string;
  readonly title: string;
  readonly fileName: string;
}

/** Titles by id, no two the same: where one is there twice the file is named too, and where that is the same the place in the list. */
export const distinctTitles = (tables: readonly Titled[]): ReadonlyMap<string, string> => {
  const isTwice = (words: readonly string[], word: string): boolean =>
    words.indexOf(word) !== words.lastIndexOf(word);
  const titles = tables.map(({ title }) => title);
  const named = tables.map(({ title, fileName }) =>
    isTwice(titles, title) ? `${title}（${fileName}）` : title,
  );
  return new Map(
    tables.map(({ id }, i) => {
      const name = named[i] ?? id;
      return [id, isTwice(named, name) ? `${name}，第 ${i + 1} 份` : name];
    }),
  );
};
