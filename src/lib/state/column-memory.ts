const MEMORY = 'zhiya-patent-columns';

/** Column index → field; `null` = the column is left out. */
export type ColumnChoice = Readonly<Record<number, string | null>>;

/** Choices made before, by column name; names of columns only, nothing of any case. */
const memory = (): Readonly<Record<string, string | null>> => {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? '{}') as Record<string, string | null>;
  } catch {
    return {};
  }
};

/** What was chosen before for columns of these names. */
export const rememberedChoice = (header: readonly string[]): Record<number, string | null> => {
  const known = new Map(Object.entries(memory()));
  return Object.fromEntries(
    header.flatMap((title, index) => {
      const field = header.indexOf(title) === header.lastIndexOf(title) ? known.get(title) : undefined;
      return field === undefined ? [] : [[index, field]];
    }),
  );
};

export const rememberChoice = (header: readonly string[], choice: ColumnChoice): void => {
  const chosen = Object.entries(choice).map(([index, field]) => [header[Number(index)] ?? '', field]);
  localStorage.setItem(MEMORY, JSON.stringify({ ...memory(), ...Object.fromEntries(chosen) }));
};
