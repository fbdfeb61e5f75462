import type { DataRule, RuleCount } from '../../../case/data-rules';
import { type Result, fail, ok, refuse } from '../../../kernel/result';
import { type WordLists, wordLists } from '../../kernel/column-figures';
import { RecordScanner } from '../../kernel/record-scanner';
import type { RecordBlock } from '../../kernel/record-block';
import type { ProfileSettings } from '../../profile-settings';
import type { SourceFault, TableSource } from '../../source/table-source';
import { KeyMap } from './key-map';
import { RowCells } from './row-cells';
import { RuleEvaluator, type UnreadableRecords } from './rule-evaluator';

/** Hears how far the pass is, in bytes of all files; answers `false` to stop it. */
export type WatchPass = (consumed: number, rows: number) => Promise<boolean>;

/** What one pass of the rules over the files needs. */
export interface RulePassInput {
  readonly rules: readonly DataRule[];
  /** The files of the data asset, same columns, in order. */
  readonly sources: readonly TableSource[];
  /** Files of the other table by id of the `reference` rule. */
  readonly others: ReadonlyMap<string, readonly TableSource[]>;
  readonly settings: Pick<ProfileSettings, 'missingTokens' | 'booleanWords'>;
  /** Valuation date. */
  readonly asOf: string;
  /** Names of columns that hold personal data. */
  readonly personal: ReadonlySet<string>;
  /** Only so many records, for a preview; `null` = all. */
  readonly firstRows: number | null;
  readonly watch: WatchPass;
}

export interface RulePass {
  readonly rows: number;
  /** All records were counted. */
  readonly complete: boolean;
  readonly cells: number;
  readonly dirtyCells: number;
  readonly counts: readonly RuleCount[];
  /** Records that a rule cannot judge, because a cell it would read is unreadable; only rules that have some. */
  readonly unreadable: readonly UnreadableRecords[];
}

const CANCELLED = refuse('E_CANCELLED', '已取消', '', '需要时可以重新开始');

/** Sends the records of one source to `take`; stops when it or the watcher says so. */
const scanSource = async (
  source: TableSource,
  take: (block: RecordBlock) => boolean,
  watch: (consumed: number) => Promise<boolean>,
  hearFaults: (faults: readonly SourceFault[]) => void = () => undefined,
): Promise<Result<boolean>> => {
  const going = { on: true };
  const scanner = new RecordScanner(
    {
      delimiter: source.delimiter,
      pairs: source.pairs,
      columns: source.header.length,
      from: source.from,
      until: Infinity,
    },
    {
      block: (block) => {
        if (going.on) going.on = take(block);
      },
      fault: () => undefined,
      blank: () => undefined,
    },
  );
  for await (const chunk of source.stream()) {
    scanner.push(chunk.bytes);
    if (chunk.failure !== undefined) return fail(chunk.failure);
    hearFaults(chunk.faults ?? []);
    if (!going.on) return ok(false);
    if (!(await watch(chunk.consumed))) return CANCELLED;
  }
  scanner.finish();
  return ok(going.on);
};

/** Bytes as they reach the scanner. */
const encodingOf = ({ seekable, encoding }: TableSource): string | null => (seekable ? encoding : 'utf-8');

const cellsOf = (source: TableSource, words: WordLists): RowCells =>
  new RowCells(source.header.length, words, encodingOf(source));

const isGb18030 = (source: TableSource): boolean => encodingOf(source) === 'gb18030';

/** Keys of the other table of a `reference` rule. */
const collectKeys = async (
  sources: readonly TableSource[],
  names: readonly string[],
  words: WordLists,
  watch: () => Promise<boolean>,
): Promise<Result<KeyMap>> => {
  const keys = new KeyMap();
  for (const source of sources) {
    const columns = names.map((name) => source.header.indexOf(name));
    const gone = names[columns.indexOf(-1)];
    if (gone !== undefined)
      return refuse(
        'E_RULE_COLUMN',
        `被关联的数据中没有“${gone}”这一列`,
        source.file.name,
        '请重新选择对应的列',
      );
    const cells = cellsOf(source, words);
    const take = (block: RecordBlock): boolean => {
      cells.bind(block);
      for (let row = 0; row < block.rows; row += 1)
        if (cells.hashCells(row, columns)) keys.set(cells.hash[0] ?? 0, cells.hash[1] ?? 0, 1);
        else if (cells.lost) keys.lost ??= `“${source.file.name}”的 ${names.join(' + ')} 有单元格读不出`;
      return true;
    };
    const scanned = await scanSource(source, take, watch, (faults) => {
      for (const { code, count } of faults)
        if (code === 'E_UNREADABLE_ROWS') keys.lost ??= `“${source.file.name}”有 ${count} 条记录读不出`;
    });
    if (!scanned.ok) return scanned;
  }
  return ok(keys);
};

const collectReferences = async (
  { rules, others, sources, watch }: RulePassInput,
  words: WordLists,
): Promise<Result<ReadonlyMap<string, KeyMap>>> => {
  const found = new Map<string, KeyMap>();
  for (const { id, condition } of rules) {
    const other = others.get(id);
    if (condition.kind !== 'reference' || other === undefined) continue;
    const mixed = new Set([...sources, ...other].map(isGb18030)).size > 1;
    if (mixed)
      return refuse(
        'E_RULE_ENCODING',
        '两份数据的编码不同，不能按字节关联',
        '',
        '请把两份文件都另存为 UTF-8 后再计数',
      );
    const keys = await collectKeys(other, condition.otherColumns, words, () => watch(0, 0));
    if (!keys.ok) return keys;
    found.set(id, keys.value);
  }
  return ok(found);
};

/**
 * Counts all rules in one pass over the files. Fails with `E_CANCELLED`, with `E_EMPTY` without a file, or as a source fails
 * when it breaks off: counts of half a file are no counts.
 */
export const runRules = async (input: RulePassInput): Promise<Result<RulePass>> => {
  const { rules, sources, settings, asOf, personal, firstRows, watch } = input;
  const [first] = sources;
  if (first === undefined) return refuse('E_EMPTY', '没有文件', '', '请放入数据文件后再计数');
  const words = wordLists(settings.missingTokens, settings.booleanWords);
  const references = await collectReferences(input, words);
  if (!references.ok) return references;
  const ground = { header: first.header, asOf, references: references.value };
  const evaluator = new RuleEvaluator(rules, ground, personal, firstRows);
  let before = 0;
  let complete = true;
  for (const source of sources) {
    if (evaluator.done) {
      complete = false;
      break;
    }
    evaluator.beginFile(source.file.name);
    const cells = cellsOf(source, words);
    const offset = before;
    const scanned = await scanSource(
      source,
      (block) => {
        evaluator.addBlock(block, cells);
        return !evaluator.done;
      },
      (consumed) => watch(offset + consumed, evaluator.rows),
    );
    if (!scanned.ok) return scanned;
    complete &&= scanned.value;
    before += source.file.size;
  }
  return ok({
    rows: evaluator.rows,
    complete,
    cells: evaluator.rows * first.header.length,
    dirtyCells: evaluator.dirtyCells,
    counts: evaluator.counts(),
    unreadable: evaluator.unreadable(),
  });
};
