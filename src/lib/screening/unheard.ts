import type { CaseRecord } from '../case/case-record';
import type { ScreenedFinding } from './finding-model';

/** An answer or declaration that no rule heard; shown, never dropped in silence. */
export interface Unheard {
  readonly kind: 'answer' | 'declaration';
  readonly rule: string;
  readonly subject: string;
  readonly message: string;
  readonly remedy: string;
}

const REMEDY = '在三看三评页删除它，或改记到对应的核查项目与对象上';

/** Answers on rules that are computed, on rules that do not exist, or on subjects that are not judged. */
export const unheardInput = (
  { screening }: CaseRecord['sections'],
  findings: readonly ScreenedFinding[],
): readonly Unheard[] => {
  const byKey = new Map(findings.map((f) => [JSON.stringify([f.rule, f.subject.id]), f]));
  const unheard = (
    kind: Unheard['kind'],
    entry: { readonly rule: string; readonly subject: string },
    hears: (finding: ScreenedFinding) => boolean,
  ): Unheard[] => {
    const { rule, subject } = entry;
    const finding = byKey.get(JSON.stringify([rule, subject]));
    if (finding !== undefined && hears(finding)) return [];
    const what = kind === 'answer' ? '答复' : '声明';
    const message =
      finding === undefined
        ? `${what}所指的项目“${rule}”或对象“${subject}”不在本次核查之中`
        : `“${finding.title}”由案卷数据判断，不采用${what}`;
    return [{ kind, rule, subject, message, remedy: REMEDY }];
  };
  return [
    ...screening.answers.flatMap((a) => unheard('answer', a, (f) => f.answerable)),
    ...screening.declarations.flatMap((d) => unheard('declaration', d, (f) => f.declarable)),
  ];
};
