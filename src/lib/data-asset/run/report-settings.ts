import * as v from 'valibot';
import { mustBeOk, type Result, ok } from '../../kernel/result';
import { parsePlainDate } from '../../kernel/plain-date';
import { DATA_ASSET_RULES } from '../../rulebook/data-asset-rules';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { rulesAt } from '../../rulebook/resolver';
import { type NameScreen, nameScreen, nameScreenRule } from '../detectors/personal-name';
import { type ProfileSettings, profileSettings } from '../profile-settings';
import { type TableSettings, tableSettings } from '../table/table-settings';

/** What the rulebook says about reading a table and about what of it is stored. */
export interface ReportSettings {
  readonly profile: ProfileSettings;
  readonly table: TableSettings;
  readonly top: { readonly distinct: number; readonly listed: number; readonly shapes: number };
  /** Parts of column names, lower case, whose values are never listed. */
  readonly privateNames: readonly string[];
  /** Parts of names of columns that hold numbers of people: not even their extremes are stored. Lower case. */
  readonly identifierNames: readonly string[];
  /** Values that look like names of people. */
  readonly names: NameScreen;
}

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2048));
const top = v.strictObject({ distinct: whole, listed: whole, shapes: whole });

const nameParts = v.array(v.pipe(v.string(), v.minLength(1)));

/** Settings in force in a case. Errors: those of `readTyped`. */
export const reportSettings = (rules: RulesAt): Result<ReportSettings> => {
  const profile = profileSettings(rules);
  if (!profile.ok) return profile;
  const table = tableSettings(rules);
  if (!table.ok) return table;
  const listed = readTyped(rules, 'data-profile.top-values', top);
  if (!listed.ok) return listed;
  const names = readTyped(rules, 'data-profile.private-names', nameParts);
  if (!names.ok) return names;
  const identifiers = readTyped(rules, 'data-profile.identifier-names', nameParts);
  if (!identifiers.ok) return identifiers;
  const people = readTyped(rules, 'data-profile.name-screen', nameScreenRule);
  if (!people.ok) return people;
  return ok({
    profile: profile.value,
    table: table.value,
    top: listed.value.value,
    privateNames: names.value.value.map((name) => name.toLowerCase()),
    identifierNames: identifiers.value.value.map((name) => name.toLowerCase()),
    names: nameScreen(people.value.value),
  });
};

/** Settings as the rulebook ships them, for a table that is profiled without a case. */
export const shippedReportSettings = (): ReportSettings =>
  mustBeOk(
    reportSettings(
      rulesAt({ entries: DATA_ASSET_RULES, date: mustBeOk(parsePlainDate('2026-11-22')), region: 'cn' }),
    ),
  );
