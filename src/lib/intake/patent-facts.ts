import type { PatentRecord } from '../case/patents-section';
import { parseIpc } from '../kernel/ipc';
import { readRate } from '../kernel/number-grammar';
import { type Result, ok, refuse } from '../kernel/result';
import type { RecordCells } from './patent-cells';
import type { ValueVocabulary, Words } from './patent-vocabulary';

/** How cell text becomes facts of a patent record. What is not said stays `null`. */

const STATUSES = ['in-force', 'grace', 'pending', 'dead'] as const;
type Status = (typeof STATUSES)[number];

type StatusFacts = Pick<PatentRecord, 'status' | 'statusText' | 'pledgeLive' | 'procedureSuspended'>;

const EVENT_SEPARATORS = [';', '；', '|', ',', '，', '/'];

const meanings = (tokens: readonly string[], words: Words): ReadonlySet<string> =>
  new Set(tokens.map(words).filter((m) => m !== null));

/** One status for all that was said; in force and 滞纳期 together is 滞纳期; anything else is a contradiction. */
const singleStatus = (said: ReadonlySet<string>): Status | null => {
  if (said.size === 2 && said.has('in-force') && said.has('grace')) return 'grace';
  return said.size === 1 ? (STATUSES.find((s) => said.has(s)) ?? null) : null;
};

/** `true` when the register event is there and its end is not; the order of several events is not known. */
const openEvent = (events: ReadonlySet<string>, begun: string, ended: string): boolean | null =>
  events.has(begun) && !events.has(ended) ? true : null;

/** 法律状态 and 专利有效性 → status. Contradictions and unknown words give `null`, never a pass. */
export const statusFacts = (cells: RecordCells, { statuses, events }: ValueVocabulary): StatusFacts => {
  const tokens = [
    ...cells.list('validity', EVENT_SEPARATORS),
    ...cells.list('legalStatus', EVENT_SEPARATORS),
  ];
  const whole = [cells.text('validity'), cells.text('legalStatus')].filter((t) => t !== null);
  const happened = meanings([...tokens, ...whole], events);
  const said = new Set(meanings([...tokens, ...whole], statuses));
  if (happened.has('dead')) said.add('dead');
  const status = singleStatus(said);
  const field = cells.text('legalStatus') === null ? 'validity' : 'legalStatus';
  if (status === null && tokens.length > 0)
    cells.warn(field, {
      code: said.size > 1 ? 'W_STATUS_CONFLICT' : 'W_STATUS_UNKNOWN',
      message:
        said.size > 1
          ? `法律状态“${whole.join('；')}”互相矛盾，记为未知`
          : `法律状态“${whole.join('；')}”无法归类，记为未知`,
      remedy: '请对照专利登记簿副本填写法律状态',
    });
  return {
    status,
    statusText: cells.shortText(field),
    pledgeLive: openEvent(happened, 'pledged', 'pledge-released'),
    procedureSuspended: openEvent(happened, 'suspended', 'suspension-released'),
  };
};

const CLASS_SEPARATORS = [';', '；', '|', ',', '，', '\n'];

/** IPC symbols in their given order, each once; unreadable ones (design classes, damage) are named. */
export const ipcFacts = (cells: RecordCells): Pick<PatentRecord, 'ipcMain' | 'ipcAll'> => {
  const symbols = (field: string): string[] => {
    const found: string[] = [];
    for (const text of cells.list(field, CLASS_SEPARATORS)) {
      const parsed = parseIpc(text);
      if (parsed.ok) found.push(parsed.value.symbol);
      else cells.warn(field, { ...parsed.failure, code: 'W_IPC' });
    }
    return found;
  };
  const main = symbols('ipcMain')[0] ?? null;
  return { ipcMain: main, ipcAll: [...new Set([...(main === null ? [] : [main]), ...symbols('ipcAll')])] };
};

/** Jurisdictions from a column of countries, else from the prefixes of a family list. All must be known. */
export const familyJurisdictions = (
  cells: RecordCells,
  { jurisdictions }: ValueVocabulary,
): string[] | null => {
  const field = cells.text('familyCountries') === null ? 'family' : 'familyCountries';
  const tokens = cells.list(field, CLASS_SEPARATORS);
  if (tokens.length === 0) return null;
  const codes = tokens.map((token) =>
    field === 'family'
      ? (/^([A-Z]{2})-?\d/.exec(token.toUpperCase())?.[1] ?? null)
      : /^[A-Za-z]{2}$/.test(token)
        ? token.toUpperCase()
        : jurisdictions(token),
  );
  const unknown = tokens.filter((_, i) => codes[i] === null);
  if (unknown.length > 0) {
    cells.warn(field, {
      code: 'W_JURISDICTION',
      message: `“${unknown.slice(0, 5).join('、')}”无法对应到国家或地区代码，同族布局记为未知`,
      remedy: '请改用 CN、US、EP 这样的双字母代码',
    });
    return null;
  }
  return [...new Set(codes.filter((c) => c !== null))].sort((a, b) => (a < b ? -1 : 1));
};

/**
 * A family member in a form that can be compared: no spaces or hyphens, upper case; the letter of a nine-digit Chinese
 * document is left out, because A and B documents of one application are one member.
 */
export const familyMember = (printed: string): string => {
  const plain = printed
    .normalize('NFKC')
    .replace(/[\s-]+/g, '')
    .toUpperCase();
  return plain.replace(/^(CN\d{9})[A-Z]\d?$/, '$1');
};

/** Members of the simple family as printed, each once, in code-unit order. A bare count in such a column is no member. */
export const familyMembers = (cells: RecordCells): string[] => {
  const members = cells.list('family', CLASS_SEPARATORS).map((text) => familyMember(text).slice(0, 100));
  return [...new Set(members)].filter((text) => !/^\d{0,3}$/.test(text)).sort((a, b) => (a < b ? -1 : 1));
};

/** 是/否 of the own template. Other words fail; `null` = not said. */
export const triState = (cells: RecordCells, field: string, { words }: ValueVocabulary): boolean | null =>
  cells.read(field, (text): Result<boolean | null> => {
    const meaning = words(text);
    return meaning === 'yes' || meaning === 'no'
      ? ok(meaning === 'yes')
      : refuse('E_WORD', `“${text}”不是“是”或“否”`, '', '请填写“是”或“否”，不清楚时留空');
  });

/** A word of the own template, such as `invalidation-upheld` for 维持有效. */
export const wordOf = <const T extends string>(
  cells: RecordCells,
  field: string,
  prefix: string,
  options: readonly T[],
  { words }: ValueVocabulary,
): T | null =>
  cells.read(field, (text): Result<T | null> => {
    const meaning = words(text);
    const found = options.find((o) => meaning === `${prefix}-${o}`);
    return found === undefined
      ? refuse('E_WORD', `“${text}”不在可填写的词之内`, '', '请按模板说明填写，不清楚时留空')
      : ok(found);
  });

type ClaimCategory = NonNullable<PatentRecord['claimCategories']>[number];

export const claimCategories = (cells: RecordCells, { words }: ValueVocabulary): ClaimCategory[] | null => {
  const found = new Set<ClaimCategory>();
  for (const token of cells.list('claimCategories', ['、', '，', ',', '/'])) {
    const meaning = words(token);
    const category = (['product', 'method', 'use'] as const).find((c) => meaning === `claim-${c}`);
    if (category === undefined)
      cells.fail('claimCategories', {
        code: 'E_WORD',
        message: `“${token}”不是权利要求类型`,
        path: '',
        remedy: '请填写产品、方法、用途，多项用分号隔开',
      });
    else found.add(category);
  }
  return found.size === 0 ? null : [...found].sort();
};

/** A share between 0 and 1. */
export const shareOf = (cells: RecordCells, field: string): string | null =>
  cells.read(field, (text) => {
    const rate = readRate(text, 'ratio');
    if (!rate.ok || rate.value === null) return rate;
    return /^(0(\.\d+)?|1)$/.test(rate.value)
      ? rate
      : refuse('E_RANGE', `“${text}”不在 0 到 1 之间`, '', '请填写 0 到 1 之间的小数');
  });

/** Outcome of a count column: none happened when the source counts 0, otherwise not known from a count. */
export const noneIfZero = (count: number | null): 'none' | null => (count === 0 ? 'none' : null);
