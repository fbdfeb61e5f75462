import * as v from 'valibot';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { nameScreenRule } from '../detectors/personal-name';
import { profileSettings } from '../profile-settings';
import type { PlanWords } from './plan-model';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000));

/** Words and limits of a plan as the rulebook in force has them. */
export const planWords = (rules: RulesAt): Result<PlanWords> => {
  const settings = profileSettings(rules);
  if (!settings.ok) return settings;
  const kinds = readTyped(rules, 'data-asset.warehouse-listed-kinds', whole);
  if (!kinds.ok) return kinds;
  const least = readTyped(rules, 'data-asset.warehouse-listed-least', whole);
  if (!least.ok) return least;
  const names = readTyped(rules, 'data-profile.name-screen', nameScreenRule);
  if (!names.ok) return names;
  const { missingTokens, booleanWords } = settings.value;
  return ok({
    missingTokens,
    booleanWords,
    listedKinds: kinds.value.value,
    listedLeast: least.value.value,
    names: names.value.value,
  });
};
