import type { TableProfile } from '../../case/data-profile';
import { type Result, ok, refuse } from '../../kernel/result';
import type { TableSource } from '../source/table-source';
import { exactDuplicates } from '../table/duplicates';
import { type ExactGroups, referenceSteps, taskSteps } from '../table/exact-counts';
import { type PassPart, bucketsFor } from '../table/second-pass';
import type { SpillPort } from '../table/spill';
import { type ExactQuestion, type ReferenceQuestion, parentTask, planExact } from './exact-question';
import { countWatched, passOverFiles } from './pass-files';
import { inOneEncoding } from './same-text';
import type { Watch } from './watch';

/** A table with what its profile counted of it. */
export interface CountedTable {
  readonly sources: readonly TableSource[];
  /** Records that went to columns; another number now means that other data came. */
  readonly rows: number;
}

export interface ExactInput extends CountedTable {
  readonly question: ExactQuestion;
  /** Tables of the assets that are referred to. */
  readonly others: ReadonlyMap<string, CountedTable>;
  readonly missingTokens: readonly string[];
  /** Groups below so many rows are counted apart. */
  readonly smallGroup: number;
  /** A place for the hashes of one table. @param bytes that will be put there */
  readonly spill: (bytes: number) => Promise<Result<SpillPort>>;
  readonly watch: Watch;
}

/** What a second reading counted; all exact. */
export interface ExactFacts {
  /** Records counted, those of another number of cells not among them. */
  readonly rows: number;
  readonly duplicateRows: NonNullable<TableProfile['duplicateRows']>;
  readonly keys: TableProfile['keys'];
  readonly groups: TableProfile['groups'];
  readonly references: TableProfile['references'];
}

const HASH_BYTES = 8;
/** Buckets are cut finer than memory asks for, so that sorting one does not keep a cancel waiting. */
const FINER = 8;
const COUNTING = '逐一清点';

const otherRows = (found: number, known: number, name: string): Result<never> =>
  refuse(
    'E_FILE_OTHER',
    `再读时有 ${found} 行，画像时有 ${known} 行：不是同一份数据，或打开方式（首行、分隔符、工作表）不同`,
    name,
    '请放入画像时的那一份文件；打开方式改过的，请重新画像',
  );

class ExactCount {
  readonly #input: ExactInput;
  readonly #buckets: number;
  readonly #totalBytes: number;
  #bytesBefore = 0;

  constructor(input: ExactInput) {
    this.#input = input;
    const tables = [
      input,
      ...input.question.references.flatMap(({ other }) => input.others.get(other) ?? []),
    ];
    this.#buckets = bucketsFor(FINER * Math.max(...tables.map(({ rows }) => rows)));
    this.#totalBytes = tables.flatMap(({ sources }) => sources).reduce((sum, { file }) => sum + file.size, 0);
  }

  async run(): Promise<Result<ExactFacts>> {
    const { sources, question: asked, smallGroup } = this.#input;
    const plan = planExact(asked, sources[0]?.header ?? []);
    if (!plan.ok) return plan;
    const { tasks, question } = plan.value;
    const own = await this.#pass(this.#input, this.#mixed(sources), tasks);
    if (!own.ok) return own;
    const counted: ExactGroups[] = [];
    const sets = 1 + question.keys.length + question.groups.length;
    for (let task = 0; task < sets; task += 1) {
      const groups = await countWatched(
        taskSteps([own.value], task, smallGroup),
        this.#input.watch,
        this.#steps(task, tasks.length),
      );
      if (!groups.ok) return groups;
      counted.push(groups.value);
    }
    const references: TableProfile['references'] = [];
    for (const [i, reference] of question.references.entries()) {
      const found = await this.#reference(reference, own.value, sets + i, tasks.length);
      if (!found.ok) return found;
      references.push(found.value);
    }
    const [whole, ...rest] = counted.map(({ counts }) => counts);
    if (whole === undefined) throw new Error('whole rows are always counted');
    const { extraCopies, members } = exactDuplicates(whole);
    return ok({
      rows: own.value.rows,
      duplicateRows: { extra: extraCopies, members, exact: true, low: extraCopies, high: extraCopies },
      keys: question.keys.flatMap((columns, i) => {
        const counts = rest[i];
        if (counts === undefined) return [];
        const { groups: distinct, rows, missing } = counts;
        return [{ columns: [...columns], distinct, rows: rows + missing, exact: true }];
      }),
      groups: question.groups.flatMap((columns, i) => {
        const counts = rest[question.keys.length + i];
        if (counts === undefined || counts.smallest === null) return [];
        const { groups, smallest, rowsInSmall: below, small: size, rows } = counts;
        return [{ columns: [...columns], groups, smallest, below, size, rows, exact: true }];
      }),
      references,
    });
  }

  /** Sources of this table and of those it refers to: their values are compared by their bytes. */
  #mixed(own: readonly TableSource[]): readonly TableSource[] {
    const { question, others } = this.#input;
    return [...own, ...question.references.flatMap(({ other }) => others.get(other)?.sources ?? [])];
  }

  async #pass(
    { sources, rows }: CountedTable,
    comparable: readonly TableSource[],
    tasks: PassPart['tasks'],
  ): Promise<Result<PassPart>> {
    const { missingTokens, spill, watch } = this.#input;
    const streams = inOneEncoding(comparable);
    const before = sources.map((_, i) =>
      sources.slice(0, i).reduce((sum, { file }) => sum + file.size, this.#bytesBefore),
    );
    const place = await spill(rows * HASH_BYTES * tasks.length);
    if (!place.ok) return place;
    const part = await passOverFiles({
      streams: sources.flatMap((source) => streams[comparable.indexOf(source)] ?? []),
      columns: sources[0]?.header.length ?? 0,
      tasks,
      buckets: this.#buckets,
      missingTokens,
      spill: place.value,
      watch,
      tell: (file, consumed) => {
        watch.tell('精确核验', (before[file] ?? 0) + consumed, this.#totalBytes, '字节');
      },
    });
    this.#bytesBefore += sources.reduce((sum, { file }) => sum + file.size, 0);
    return !part.ok || part.value.rows === rows
      ? part
      : otherRows(part.value.rows, rows, sources[0]?.file.name ?? '');
  }

  async #reference(
    asked: ReferenceQuestion,
    own: PassPart,
    task: number,
    tasks: number,
  ): Promise<Result<TableProfile['references'][number]>> {
    const { others, sources, watch } = this.#input;
    const parent = others.get(asked.other);
    if (parent === undefined)
      return refuse('E_FILE_OTHER', '被引用的数据资产的文件不在手边', asked.other, '请先放入那份数据的文件');
    const wanted = parentTask(asked, parent.sources[0]?.header ?? []);
    if (!wanted.ok) return wanted;
    const part = await this.#pass(parent, this.#mixed(sources), [wanted.value]);
    if (!part.ok) return part;
    const counts = await countWatched(
      referenceSteps({ parts: [own], task }, { parts: [part.value], task: 0 }),
      watch,
      this.#steps(task, tasks),
    );
    if (!counts.ok) return counts;
    return ok({
      columns: [...asked.columns],
      other: asked.other,
      otherColumns: [...asked.otherColumns],
      found: counts.value.found,
      checked: counts.value.childRows,
      exact: true,
    });
  }

  #steps(task: number, tasks: number): () => void {
    let bucket = 0;
    return () => {
      bucket += 1;
      this.#input.watch.tell(COUNTING, task * this.#buckets + bucket, tasks * this.#buckets, '桶');
    };
  }
}

/**
 * Reads a table once more and counts exactly what one pass can only estimate. Memory: the buckets' buffers (16 KiB × buckets ×
 * sets of columns) and one bucket; 8 bytes per row and set go to the spill. Exact up to collisions of 64-bit hashes.
 *
 * Errors: `E_COLUMN`, `E_EXACT`, `E_FILE_OTHER` when other rows come than were profiled, `E_CANCELLED`, `E_SPILL`, those of reading.
 */
export const countExactly = (input: ExactInput): Promise<Result<ExactFacts>> => new ExactCount(input).run();
