import { claimCategories, familyJurisdictions, ipcFacts } from '../patent-facts';
import { ColumnMemo, FAILED, NOTHING } from './column-memo';
import { cellText } from './cell-text';
import {
  SUBCLASSES,
  coversSeparators,
  readSymbols,
  reduceFamily,
  sectionOf,
  subclassCode,
} from './list-bytes';
import type { RowCells } from './row-cells';
import type { RowFacts } from './row-facts';
import { type Step, memoReader } from './row-steps';

/** Numbers for texts, from 1 on, in order of appearance. */
const coder = (): ((text: string) => number) => {
  const codes = new Map<string, number>();
  return (text) => {
    const code = codes.get(text) ?? codes.size + 1;
    codes.set(text, code);
    return code;
  };
};

/** Distinct subclasses and sections of one row after another. */
class ClassCount {
  subclasses = 0;
  #sections = 0;
  #round = 0;
  readonly #seen = new Uint32Array(SUBCLASSES);

  clear(): void {
    this.#round += 1;
    this.subclasses = 0;
    this.#sections = 0;
  }

  readonly add = (code: number): void => {
    if (this.#seen[code] === this.#round) return;
    this.#seen[code] = this.#round;
    this.subclasses += 1;
    this.#sections |= 1 << sectionOf(code);
  };

  get sections(): number {
    let count = 0;
    for (let bits = this.#sections; bits !== 0; bits &= bits - 1) count += 1;
    return count;
  }
}

/** IPC: the subclass of the main symbol, and how many subclasses and sections all symbols name. */
export const classStep = (row: RowCells, facts: RowFacts): Step => {
  const [main, all] = [row.column('ipcMain'), row.column('ipcAll')];
  const byText = memoReader(row, 'ipcMain', (cells) => {
    const symbol = ipcFacts(cells).ipcMain;
    return symbol === null ? null : subclassCode(symbol);
  });
  const plain = coversSeparators(row.context.separators);
  let first = NOTHING;
  const takeFirst = (code: number): void => {
    if (first === NOTHING) first = code;
  };
  const mainSubclass = (): number => {
    if (main < 0) return NOTHING;
    first = NOTHING;
    return plain && readSymbols(row.bytes, row.start(main), row.end(main), takeFirst) ? first : byText();
  };
  const count = new ClassCount();
  return () => {
    facts.mainSubclass = mainSubclass();
    count.clear();
    if (facts.mainSubclass >= 0) count.add(facts.mainSubclass);
    if (all >= 0 && !(plain && readSymbols(row.bytes, row.start(all), row.end(all), count.add))) {
      count.clear();
      for (const symbol of ipcFacts(row.only(main, all)).ipcAll) count.add(subclassCode(symbol));
    }
    facts.ipcSubclasses = count.subclasses;
    facts.ipcSections = count.sections;
    return true;
  };
};

/** Stands in the memo of the countries column where the family list is to be read. */
const ELSEWHERE = 0.5;

/** Room for reduced family lists behind the file. */
export interface Tail {
  at: number;
  readonly end: number;
}

const LONGEST_REDUCED = 256;

/** Jurisdictions of the family, from the countries column or else from the list of members. */
export const familyStep = (row: RowCells, facts: RowFacts, tail: Tail): Step => {
  const code = coder();
  const list = row.column('family');
  const valueOf = (codes: readonly string[] | null): number => (codes === null ? 0 : code(codes.join('+')));
  const countries = memoReader(row, 'familyCountries', (cells) =>
    cells.text('familyCountries') === null
      ? ELSEWHERE
      : valueOf(familyJurisdictions(cells, row.context.words)),
  );
  const memo = new ColumnMemo(row.bytes, list);
  const plain = coversSeparators(row.context.separators);
  const fromList = (): number => {
    const start = row.start(list);
    const end = row.end(list);
    if (start === end) return 0;
    const to =
      plain && tail.at + LONGEST_REDUCED <= tail.end ? reduceFamily(row.bytes, start, end, tail.at) : -1;
    if (to < 0) return valueOf(familyJurisdictions(row.only(list), row.context.words));
    const from = tail.at;
    const value = memo.read(from, to, () => {
      // A new list stays where it is: the dictionary compares with it.
      tail.at = to;
      const reduced = cellText(row.bytes, from, to);
      return valueOf(familyJurisdictions(row.with(list, reduced), row.context.words));
    });
    return value;
  };
  return () => {
    const said = countries();
    facts.family = said !== NOTHING && said !== ELSEWHERE ? said : list < 0 ? 0 : fromList();
    return true;
  };
};

export const categoriesStep = (row: RowCells, facts: RowFacts): Step => {
  const code = coder();
  const read = memoReader(row, 'claimCategories', (cells) => {
    const found = claimCategories(cells, row.context.words);
    return found === null ? null : code(found.join('+'));
  });
  return () => {
    const value = read();
    facts.claimCategories = Math.max(0, value);
    return value !== FAILED;
  };
};
