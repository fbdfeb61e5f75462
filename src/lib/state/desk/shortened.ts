import type { ReviewedPackage } from '../../review/desk/review-package';

/** Findings per question that a list row keeps; all of them are asked for when a row is opened. */
export const IN_LIST = 20;

const WEIGHT = { fail: 0, unknown: 1, pass: 2 } as const;

/** What a list row keeps: the worst findings, and no fingerprints, which the register holds. */
export const shortened = (reviewed: ReviewedPackage): ReviewedPackage => {
  const { answers } = reviewed.report;
  const cut = ({ verdict, findings }: typeof answers.safety): typeof answers.safety => ({
    verdict,
    findings: [...findings].sort((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict]).slice(0, IN_LIST),
  });
  return {
    ...reviewed,
    datasets: [],
    report: {
      ...reviewed.report,
      answers: {
        safety: cut(answers.safety),
        integrity: cut(answers.integrity),
        authenticity: cut(answers.authenticity),
        usability: cut(answers.usability),
        recalculation: cut(answers.recalculation),
      },
    },
  };
};
