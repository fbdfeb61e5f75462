import * as v from 'valibot';
import { normaliseHeader } from '../../intake/patent-columns';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';

export type GazetteField = 'applicationNumber' | 'event' | 'date' | 'ref' | 'source';

/** Column of each field, 0-based; `null` = the list has none. */
export type GazetteColumns = Readonly<Record<GazetteField, number | null>>;

/** What a column can be given to, with its words; the first three are needed. */
export const GAZETTE_FIELDS: readonly {
  readonly field: GazetteField;
  readonly title: string;
  readonly needed: boolean;
}[] = [
  { field: 'applicationNumber', title: '申请号（专利号）', needed: true },
  { field: 'event', title: '事务代码或事件名称', needed: true },
  { field: 'date', title: '公告日', needed: true },
  { field: 'ref', title: '登记（备案）号', needed: false },
  { field: 'source', title: '来源', needed: false },
];

const names = v.array(v.string());
const synonyms = v.strictObject({
  applicationNumber: names,
  event: names,
  date: names,
  ref: names,
  source: names,
});

/** Says which column of an event list means what, by exact name in the order of `patent.gazette-columns`; never guesses. */
export const recogniseGazetteColumns = (
  header: readonly string[],
  rules: RulesAt,
): Result<GazetteColumns> => {
  const rule = readTyped(rules, 'patent.gazette-columns', synonyms);
  if (!rule.ok) return rule;
  const printed = header.map(normaliseHeader);
  const columnOf = (field: GazetteField): number | null => {
    for (const name of rule.value.value[field]) {
      const index = printed.indexOf(normaliseHeader(name));
      if (index >= 0) return index;
    }
    return null;
  };
  return ok({
    applicationNumber: columnOf('applicationNumber'),
    event: columnOf('event'),
    date: columnOf('date'),
    ref: columnOf('ref'),
    source: columnOf('source'),
  });
};
