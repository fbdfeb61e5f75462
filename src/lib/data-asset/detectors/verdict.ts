import { DETECTORS, type DetectedSketch, type DetectorId } from './tally';

/** Name of what a detector finds, as the field says it. */
export const DETECTOR_TITLES: Readonly<Record<DetectorId, string>> = {
  residentId: '居民身份证号码',
  mobilePhone: '手机号码',
  bankCard: '银行卡号',
  creditCode: '统一社会信用代码',
  email: '电子邮箱',
  numberPlate: '机动车号牌',
};

/** Detectors whose finds are personal information of natural persons (《个人信息保护法》 Art. 4 and 28). */
export const PERSONAL_DETECTORS: readonly DetectorId[] = [
  'residentId',
  'mobilePhone',
  'bankCard',
  'email',
  'numberPlate',
];

export type Presence = 'present' | 'possible' | 'none';

export interface DetectorFinding {
  readonly id: DetectorId;
  readonly title: string;
  readonly matches: number;
  /** Values that pass the check; `null` where such numbers have no check character. */
  readonly valid: number | null;
  readonly presence: Presence;
}

/** Share of numbers of the right shape that pass the check by chance: 1 in 11, 10, 31. */
const CHECKED: Readonly<Partial<Record<DetectorId, number>>> = {
  residentId: 1 / 11,
  bankCard: 1 / 10,
  creditCode: 1 / 31,
};
/** 13–19 are 7 of the 90 ways in which a number can begin. */
const PHONE_CHANCE = 7 / 90;
/** Standard deviations above chance that make a find certain. */
const DEVIATIONS = 4;

const aboveChance = (found: number, among: number, chance: number): boolean =>
  found > among * chance + DEVIATIONS * Math.sqrt(among * chance * (1 - chance));

/**
 * What the counts of one column say: `present` when more values pass than chance explains (four standard deviations),
 * `possible` when some have the shape, `none` when nothing has. A statistical hint for a person, not a finding of law.
 * @param values values of the column that are not missing
 */
export const detectorFindings = (detected: DetectedSketch, values: number): readonly DetectorFinding[] =>
  DETECTORS.map((id) => {
    const { matches, valid } = detected[id];
    const chance = CHECKED[id];
    const certain =
      chance !== undefined
        ? aboveChance(valid, matches, chance)
        : id === 'mobilePhone'
          ? aboveChance(matches, values, PHONE_CHANCE)
          : matches > 0;
    return {
      id,
      title: DETECTOR_TITLES[id],
      matches,
      valid: chance === undefined ? null : valid,
      presence: matches === 0 ? 'none' : certain ? 'present' : 'possible',
    };
  });
