import { markUnseen } from '../../../kernel/characters';
import { readDate } from '../../../kernel/date-grammar';
import { fenText } from '../../../kernel/fen';
import { isMissing } from '../../../kernel/missing';
import type { RecordFailure, Table } from '../../../intake/table';
import type { FileCatalogue, FileEventKind } from '../catalogue';
import type { DraftEvent, TableChoice, TableMapping, TableQuestion } from './import-model';
import { tableRecords } from './table-records';
import { type TableColumns, folded } from './table-words';

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
  const { records, failures, questions, column } = tableRecords(table, mapping, choice);
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
  const chosen = choice.eventKind === null ? undefined : catalogue.eventKinds.get(choice.eventKind);
  if (columns.kind === undefined && chosen === undefined)
    return {
      events,
      failures,
      questions: [{ kind: 'event-kind', label: '表中没有“类型”一列，这些是什么事项' }],
    };
  for (const { row, cell, refuse, taken, money } of records) {
    const before = failures.length;
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
    const amountRead = money(columns.amount);
    if (amountRead === 'asked') continue;
    const amount = taken(columns.amount, amountRead);
    if (failures.length > before) continue;
    const number = cell(columns.number);
    events.push({
      kind: kind.code,
      group: kind.group,
      row,
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
