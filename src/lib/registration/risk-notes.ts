import { type Result, mapResult } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { textList } from './rule-shapes';

/** 风险提示 that every internal valuation sheet carries, on paper and on the page. Fails when the rule cannot be read. */
export const riskNotes = (rules: RulesAt): Result<readonly string[]> =>
  mapResult(readTyped(rules, 'registration.internal-valuation.risk-notes', textList), ({ value }) => value);
