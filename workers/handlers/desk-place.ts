import type { DeskPlace } from '../../src/lib/bridge/desk-contract';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { type Result, ok } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { plainJson } from '../../src/lib/review/plain-json';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import type { RulesAt } from '../../src/lib/rulebook/model';
import { parseOverlay } from '../../src/lib/rulebook/overlay';
import { rulesAt } from '../../src/lib/rulebook/resolver';

/** The rules by which something is judged at a desk. */
export const placeRules = ({ region, date, overlay }: DeskPlace): Result<RulesAt> => {
  const day = parsePlainDate(date);
  if (!day.ok) return day;
  const base = { entries: ALL_RULES, date: day.value, region };
  if (overlay === null) return ok(rulesAt(base));
  const own = parseOverlay(overlay);
  return own.ok ? ok(rulesAt({ ...base, overlay: own.value })) : own;
};

/** A value as the JSON file that is handed out. */
export const json = (value: unknown): Uint8Array => encodeUtf8(`${canonicalJson(plainJson(value))}\n`);
