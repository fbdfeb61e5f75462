import type { AuthoringApi } from '../../src/lib/bridge/authoring-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { weakest } from '../../src/lib/kernel/confidence';
import { ok } from '../../src/lib/kernel/result';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { schemeChoices } from '../../src/lib/patent/scheme/scheme-choices';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import { parseOverlay } from '../../src/lib/rulebook/overlay';
import { overlayDifferences } from '../../src/lib/rulebook/overlay-differences';
import { rulesAt } from '../../src/lib/rulebook/resolver';
import { reviewDraft } from '../authoring/review-draft';
import { sampleFromCase, sampleFromTable } from '../authoring/samples';
import { tryOverlay } from '../authoring/try-overlay';
import { rulesOfCase } from '../case-rules';

const RULE_IDS = ALL_RULES.map(({ id }) => id);

/** Calls of 参数库, part of the valuation worker. Back-tests are added where assets are evaluated. */
export const authoringHandlers: Omit<Handlers<AuthoringApi>, 'backTest'> = {
  reviewDraft: ({ draft, previous }) => reviewDraft(draft, previous),

  overridableRules: ({ on, overlay }) => {
    const date = parsePlainDate(on, '生效日期');
    if (!date.ok) return date;
    const release = overlay === null ? null : parseOverlay(overlay);
    if (release !== null && !release.ok) return release;
    const base = { entries: ALL_RULES, date: date.value, region: 'cn' };
    const rules = rulesAt(release === null ? base : { ...base, overlay: release.value });
    return ok(
      ALL_RULES.filter(({ overridable }) => overridable).map(({ id, title, unit, values }) => {
        const read = rules.read(id);
        return {
          id,
          title,
          unit,
          confidence: read.ok ? read.value.confidence : weakest(values.map((value) => value.confidence)),
          value: read.ok ? read.value.value : null,
        };
      }),
    );
  },

  sampleFromTable: ({ table, columns, rule }) => ok(sampleFromTable(table, columns, rule)),

  sampleFromCase: ({ caseRecord }) => sampleFromCase(caseRecord),

  compareReleases: ({ from, to }) => {
    const before = from === null ? null : parseOverlay(from);
    if (before !== null && !before.ok) return before;
    const after = parseOverlay(to);
    if (!after.ok) return after;
    return ok(overlayDifferences(before?.value ?? null, after.value, ALL_RULES));
  },

  schemes: ({ caseRecord }) => {
    const rules = rulesOfCase(caseRecord);
    return rules.ok ? ok(schemeChoices(rules.value, RULE_IDS)) : rules;
  },

  tryOverlay: ({ caseRecord, overlay }) => tryOverlay(caseRecord, overlay),
};
