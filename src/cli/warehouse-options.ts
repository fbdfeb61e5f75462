import { planWarehouse } from '../lib/data-asset/warehouse/plan';
import type { DialectName, PlanInput, WarehousePlan } from '../lib/data-asset/warehouse/plan-model';
import { planWords } from '../lib/data-asset/warehouse/plan-words';
import { readTableName } from '../lib/data-asset/warehouse/sql-text';
import { type PlainDate, parsePlainDate } from '../lib/kernel/plain-date';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { parseStrictJson } from '../lib/kernel/strict-json';
import { decodeUtf8 } from '../lib/kernel/utf8';
import { DATA_ASSET_RULES } from '../lib/rulebook/data-asset-rules';
import type { RulesAt } from '../lib/rulebook/model';
import { parseOverlay } from '../lib/rulebook/overlay';
import { rulesAt } from '../lib/rulebook/resolver';
import { type Options, textOption } from './command';
import { readBytes } from './read-input';

const DEFAULT_DATE = '2026-11-22';

export const usage = (message: string, path: string, remedy: string): Result<never> =>
  refuse('E_USAGE', message, path, remedy);

/** Names between commas, or a JSON list when a name has a comma in it. */
export const nameList = (text: string | undefined): readonly string[] => {
  if (text === undefined) return [];
  const json = text.trimStart().startsWith('[') ? parseStrictJson(text) : null;
  if (json?.ok === true && Array.isArray(json.value)) return json.value.map(String);
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
};

/** The rules of `--date`, `--region` and `--overlay`. */
export const rulesOf = async (options: Options): Promise<Result<RulesAt>> => {
  const date = parsePlainDate(textOption(options, 'date') ?? DEFAULT_DATE, '--date');
  if (!date.ok) return date;
  const region = textOption(options, 'region') ?? 'cn';
  const overlayPath = textOption(options, 'overlay');
  if (overlayPath === undefined) return ok(rulesAt({ entries: DATA_ASSET_RULES, date: date.value, region }));
  const file = await readBytes(overlayPath);
  if (!file.ok) return file;
  const text = decodeUtf8(file.value.bytes);
  if (!text.ok) return text;
  const overlay = parseOverlay(text.value);
  if (!overlay.ok) return overlay;
  return ok(rulesAt({ entries: DATA_ASSET_RULES, date: date.value, region, overlay: overlay.value }));
};

const rangeOf = (options: Options): Result<PlanInput['range']> => {
  const column = textOption(options, 'range');
  const from = textOption(options, 'from') ?? null;
  const before = textOption(options, 'before') ?? null;
  if (column === undefined)
    return from === null && before === null
      ? ok(null)
      : usage('没有说明按哪一列取范围', '--range', '请加 --range 列名');
  return ok({ column, from, before });
};

/** What is to be profiled, and where. */
export interface Wanted {
  readonly dialect: DialectName;
  readonly source: PlanInput['source'];
  readonly columns: readonly string[];
  readonly exact: boolean;
}

/** The query under `--list`, `--range`, `--from`, `--before`; `--date` is the day the data stand at. */
export const planOf = async (
  wanted: Wanted,
  options: Options,
  rules: RulesAt,
): Promise<Result<WarehousePlan>> => {
  const words = planWords(rules);
  if (!words.ok) return words;
  const range = rangeOf(options);
  if (!range.ok) return range;
  const asOf: Result<PlainDate | null> =
    textOption(options, 'date') === undefined
      ? ok(null)
      : parsePlainDate(textOption(options, 'date') ?? '', '--date');
  if (!asOf.ok) return asOf;
  return planWarehouse({
    dialect: wanted.dialect,
    source: wanted.source,
    columns: wanted.columns,
    listed: nameList(textOption(options, 'list')),
    range: range.value,
    asOf: asOf.value,
    precision: wanted.exact ? 'exact' : 'estimate',
    words: words.value,
  });
};

/** `--table`, or what stands for it. */
export const tableOf = (options: Options, fallback: string | undefined): Result<PlanInput['source']> => {
  const given = textOption(options, 'table') ?? fallback;
  if (given === undefined) return usage('没有给出表名', '--table', '请写成 --table 库名.表名');
  const parts = readTableName(given);
  return parts.ok ? ok({ kind: 'table', parts: parts.value }) : parts;
};
