import type { OverlayTrial, TrialRow } from '../../src/lib/bridge/authoring-contract';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { runMethods } from '../../src/lib/case/method';
import type { Figure } from '../../src/lib/case/exchange';
import { type Failure, type Result, fail, ok, refuse } from '../../src/lib/kernel/result';
import { type ScoreTable, scorePatents } from '../../src/lib/patent/score/score-patents';
import { ALL_RULES } from '../../src/lib/rulebook/all-rules';
import type { RuleOverlay } from '../../src/lib/rulebook/model';
import { checkOverlay, parseOverlay } from '../../src/lib/rulebook/overlay';
import { overlayDifferences } from '../../src/lib/rulebook/overlay-differences';
import { rulesOfCase } from '../case-rules';
import { ASSET_METHODS } from '../methods';

interface Side {
  readonly scores: Result<ScoreTable>;
  readonly values: ReadonlyMap<string, Figure>;
}

const sideOf = (caseRecord: CaseRecord): Side => {
  const rules = rulesOfCase(caseRecord);
  if (!rules.ok) return { scores: rules, values: new Map() };
  const { figures } = runMethods(ASSET_METHODS, caseRecord, rules.value);
  return {
    scores: scorePatents(caseRecord, rules.value),
    values: new Map(figures.filter(({ unit }) => unit === 'fen').map((figure) => [figure.id, figure])),
  };
};

const points = (value: number): string | null => (Number.isNaN(value) ? null : value.toFixed(2));

const cellOf = (scores: Result<ScoreTable>, at: number): TrialRow['before'] =>
  scores.ok
    ? { total: points(scores.value.total[at] ?? NaN), grade: scores.value.grade[at] ?? '' }
    : { total: null, grade: '' };

const named = (failure: Failure, which: string): Failure => ({
  ...failure,
  message: `${which}：${failure.message}`,
});

const readRelease = (json: string): Result<RuleOverlay> => {
  const overlay = parseOverlay(json);
  if (!overlay.ok) return overlay;
  const [unfit] = checkOverlay(overlay.value, ALL_RULES);
  return unfit === undefined ? overlay : fail(unfit);
};

/** Scores and values of a case as it is judged now and under another release, side by side. The case is not changed. */
export const tryOverlay = (caseRecord: CaseRecord, json: string | null): Result<OverlayTrial> => {
  const other = json === null ? null : readRelease(json);
  if (other !== null && !other.ok) return other;
  const now = caseRecord.overlay === null ? null : parseOverlay(caseRecord.overlay.json);
  if (now !== null && !now.ok) return now;
  if (now === null && other === null)
    return refuse('E_SAME', '本案没有使用机构参数，也没有选择另一份', '机构参数', '请选择一份已发布的参数');
  const next = other?.value ?? null;
  const changed: CaseRecord = {
    ...caseRecord,
    overlay:
      next === null || json === null
        ? null
        : { institution: next.institution, version: next.version, sha256: '0'.repeat(64), json },
  };
  const [before, after] = [sideOf(caseRecord), sideOf(changed)];
  const rows = caseRecord.sections.patents.records.map((record, i): TrialRow => {
    const [a, b] = [cellOf(before.scores, i), cellOf(after.scores, i)];
    return {
      patent: record.id,
      title: record.title,
      before: a,
      after: b,
      changed: a.total !== b.total || a.grade !== b.grade,
    };
  });
  const ids = [...new Set([...before.values.keys(), ...after.values.keys()])].sort();
  const target = next ?? now?.value ?? null;
  return ok({
    rows,
    values: ids.map((id) => {
      const [a, b] = [before.values.get(id), after.values.get(id)];
      const [beforeFen, afterFen] = [a?.value ?? null, b?.value ?? null];
      const subject = (b ?? a)?.subject.title ?? id;
      const label = `${(b ?? a)?.label ?? ''} · ${subject}`;
      return { label, beforeFen, afterFen, changed: beforeFen !== afterFen };
    }),
    differences:
      target === null || next === null ? [] : overlayDifferences(now?.value ?? null, target, ALL_RULES),
    failures: [
      ...(before.scores.ok ? [] : [named(before.scores.failure, '现行参数')]),
      ...(after.scores.ok ? [] : [named(after.scores.failure, '另一版本')]),
    ],
  });
};
