import type { ReviewedPackage } from '../../review/desk/review-package';

/** Findings per question that a list keeps; the whole is asked for again when somebody opens the package. */
export const IN_LIST = 20;
/** Lines of one ground that a list keeps. */
const GROUND_LINES = 3;

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
    grounds: reviewed.grounds.map((ground) => ({ ...ground, lines: ground.lines.slice(0, GROUND_LINES) })),
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

/** Whether a list row still holds all there is to show. */
export const isWhole = ({ counts, grounds }: ReviewedPackage): boolean =>
  Object.values(counts).every((count) => count <= IN_LIST) &&
  grounds.every(({ fail, unknown, lines }) => fail + unknown <= lines.length);
