import { markUnseen } from '../../../kernel/characters';
import { readDate } from '../../../kernel/date-grammar';
import { fenText } from '../../../kernel/fen';
import { isMissing } from '../../../kernel/missing';
import { readNonNegativeMoney } from '../../../kernel/number-grammar';
import type { Result } from '../../../kernel/result';
import { type RecordFailure, type Table, recordFailure } from '../../../intake/table';
import type { FileCatalogue, FileEventKind } from '../catalogue';
import type { DraftEvent, FileColumn, TableChoice, TableMapping, TableQuestion } from './import-model';
import { MONEY_UNITS, type TableColumns, folded, moneyUnitIn } from './table-words';

type State = DraftEvent['state'];

const kindIndex = (kinds: readonly FileEventKind[]): ReadonlyMap<string, FileEventKind> =>
  new Map(kinds.flatMap((kind) => [kind.label, ...kind.words].map((word) => [folded(word), kind] as const)));

const STATES = ['open', 'closed', 'repaired'] as const;
const OWN_ORDER = ['open', 'repaired', 'closed'] as const;

/** Word → state, for all kinds. */
const stateIndex = (words: TableColumns): ReadonlyMap<string, State> =>
  new Map(STATES.flatMap((state) => words.states[state].map((word) => [folded(word), state] as const)));

/** A kind's own words. Where 已了结 and 已修复 are one word it is a repair, which counts only with its day. */
const ownState = (word: string, { states }: FileEventKind): State =>
  OWN_ORDER.find((state) => folded(states[state]) === word) ?? null;

/** Reads the rows of an events table. A state in words that are not known stays open: nobody has said. */
export const readEvents = (
  table: Table,
  mapping: TableMapping,
  catalogue: FileCatalogue,
  words: TableColumns,
  choice: TableChoice,
): {
  readonly events: readonly DraftEvent[];
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly TableQuestion[];
} => {
  const kinds = [...catalogue.eventKinds.values()];
  const byWord = kindIndex(kinds);
  const states = stateIndex(words);
  const column = (role: string): FileColumn | undefined =>
    mapping.columns.find(({ meaning }) => meaning === role);
  const columns = {
    kind: column('@kind'),
    number: column('@number'),
    on: column('@on'),
    amount: column('@amount'),
    state: column('@state'),
    repairedOn: column('@repairedOn'),
    detail: column('@detail'),
  };
  const events: DraftEvent[] = [];
  const failures: RecordFailure[] = [];
  const questions = new Map<string, TableQuestion>();
  const chosen = choice.eventKind === null ? undefined : catalogue.eventKinds.get(choice.eventKind);
  if (columns.kind === undefined && chosen === undefined)
    return {
      events,
      failures,
      questions: [{ kind: 'event-kind', label: '表中没有“类型”一列，这些是什么事项' }],
    };
  for (const { record, cells } of table.rows) {
    const cell = (c: FileColumn | undefined): string =>
      c === undefined ? '' : (cells[c.index] ?? '').trim();
    const before = failures.length;
    const refuse = (c: FileColumn | undefined, code: string, message: string, remedy: string): void => {
      failures.push(recordFailure(table.fileName, record, c?.header ?? null, { code, message, remedy }));
    };
    const taken = <T>(c: FileColumn | undefined, read: Result<T>): T | null => {
      if (read.ok) return read.value;
      refuse(c, read.failure.code, `${read.failure.message}，该条未导入`, read.failure.remedy);
      return null;
    };
    const kind = columns.kind === undefined ? chosen : byWord.get(folded(cell(columns.kind)));
    if (kind === undefined) {
      refuse(
        columns.kind,
        'E_EVENT_KIND',
        `“${cell(columns.kind).slice(0, 40)}”不是认识的事项，该条未导入`,
        `请写：${kinds.map(({ label }) => label).join('、')}`,
      );
      continue;
    }
    const on = taken(columns.on, readDate(cell(columns.on)));
    const repairedOn = taken(columns.repairedOn, readDate(cell(columns.repairedOn)));
    const stated = moneyUnitIn(columns.amount?.header ?? '') ?? mapping.unit;
    const own = readNonNegativeMoney(cell(columns.amount));
    const unit = MONEY_UNITS.get(stated ?? choice.units['money'] ?? '');
    if (!own.ok && own.failure.code === 'E_UNIT' && unit === undefined) {
      questions.set('unit', {
        kind: 'unit',
        key: 'money',
        label: '金额的单位',
        options: ['元', '万元', '亿元'],
      });
      continue;
    }
    const amount = taken(
      columns.amount,
      stated === null && own.ok ? own : readNonNegativeMoney(cell(columns.amount), unit),
    );
    if (failures.length > before) continue;
    const number = cell(columns.number);
    events.push({
      kind: kind.code,
      group: kind.group,
      row: record,
      number: isMissing(number) ? '' : markUnseen(number).slice(0, 500),
      on,
      amountFen: amount === null ? null : fenText(amount),
      state: isMissing(cell(columns.state))
        ? null
        : (ownState(folded(cell(columns.state)), kind) ?? states.get(folded(cell(columns.state))) ?? null),
      repairedOn,
      detail: markUnseen(cell(columns.detail)),
    });
  }
  return { events, failures, questions: [...questions.values()] };
};
