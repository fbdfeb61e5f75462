import * as v from 'valibot';
import { mustBeOk, type Result, ok } from '../kernel/result';
import { parsePlainDate } from '../kernel/plain-date';
import { DATA_ASSET_RULES } from '../rulebook/data-asset-rules';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { rulesAt } from '../rulebook/resolver';

/** What the rulebook says about reading a data table. */
export interface ProfileSettings {
  /** Cell texts that mean “no value”, besides the empty cell. */
  readonly missingTokens: readonly string[];
  readonly booleanWords: readonly string[];
  /** Share of the values that must fit a type, 0–1. */
  readonly typeShare: number;
}

const words = v.strictObject({ true: v.array(v.string()), false: v.array(v.string()) });
const share = v.pipe(v.string(), v.regex(/^(0\.\d{1,6}|1)$/));

/** Settings in force in a case. */
export const profileSettings = (rules: RulesAt): Result<ProfileSettings> => {
  const tokens = readTyped(rules, 'data-asset.missing-tokens', v.array(v.string()));
  if (!tokens.ok) return tokens;
  const booleans = readTyped(rules, 'data-asset.boolean-words', words);
  if (!booleans.ok) return booleans;
  const typeShare = readTyped(rules, 'data-asset.type-share', share);
  if (!typeShare.ok) return typeShare;
  return ok({
    missingTokens: tokens.value.value.filter((token) => token !== ''),
    booleanWords: [...booleans.value.value.true, ...booleans.value.value.false],
    typeShare: Number(typeShare.value.value),
  });
};

/** Settings as the rulebook ships them, for a file that is profiled before there is a case. */
export const shippedSettings = (): ProfileSettings =>
  mustBeOk(
    profileSettings(
      rulesAt({ entries: DATA_ASSET_RULES, date: mustBeOk(parsePlainDate('2026-11-22')), region: 'cn' }),
    ),
  );
