import * as v from 'valibot';
import type { DataAsset } from '../../../case/data-assets-section';
import { type Result, mapResult } from '../../../kernel/result';
import type { RulesAt } from '../../../rulebook/model';
import { readTyped } from '../../../rulebook/read-rule';

/**
 * Columns that may hold personal data: a detector of the profile met something in them, or their name says so. Their cells
 * are starred altogether in findings.
 */
export const personalColumns = (
  { columns }: Pick<DataAsset, 'columns'>,
  rules: RulesAt,
): Result<ReadonlySet<string>> =>
  mapResult(
    readTyped(rules, 'data-quality.personal-column-words', v.array(v.string())),
    ({ value: words }) =>
      new Set(
        columns
          .filter(
            ({ name, detected }) =>
              detected.some(({ matches }) => matches > 0) ||
              words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
          )
          .map(({ name }) => name),
      ),
  );
