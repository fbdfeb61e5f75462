import type { CollateralItem, SupportItem } from '../../../src/lib/case/collateral-section';
import { emptyCollateral, newCollateralItem, newSupportItem } from '../../../src/lib/case/new-collateral';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { CollateralOffer, Figure } from '../../../src/lib/case/exchange';
import { type MethodInput, NO_OUTPUTS } from '../../../src/lib/case/method';
import { newCase } from '../../../src/lib/case/new-case';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { leaf } from '../../../src/lib/kernel/trace';
import { COLLATERAL_RULES } from '../../../src/lib/rulebook/collateral-rules';
import type { RuleOverlay } from '../../../src/lib/rulebook/model';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { structureCase } from '../../../src/lib/collateral/structure-case';
import type { Structure } from '../../../src/lib/collateral/structure-model';

/** 万元 as 分 text: 1 万元 = 1 000 000 分. */
export const wan = (amount: number): string => (BigInt(Math.round(amount * 100)) * 10_000n).toString();

export const item = (id: string, change: Partial<CollateralItem> = {}): CollateralItem => ({
  ...newCollateralItem(id, 'RE_FACTORY', `押品 ${id}`),
  owner: '虚构企业',
  valueFen: wan(1000),
  valueSource: '内部估值表',
  enteredCreditFen: null,
  enteredCreditSource: '',
  share: '1',
  priorClaimsFen: '0',
  capOverride: null,
  oneOffCostFen: '0',
  perfection: 'draft',
  receipt: null,
  use: 'may',
  details: {},
  pairedWith: [],
  evidence: [],
  ...change,
});

export const support = (id: string, change: Partial<SupportItem> = {}): SupportItem => ({
  ...newSupportItem(id, 'guarantee', `担保 ${id}`),
  provider: '虚构担保公司',
  capacityFen: wan(100),
  capacitySource: '担保意向函',
  feeRate: '0.005',
  feeSource: '担保意向函',
  use: 'may',
  details: {},
  evidence: [],
  ...change,
});

export const offer = (id: string, change: Partial<CollateralOffer> = {}): CollateralOffer => ({
  id,
  subject: { kind: 'patent-pool', id: 'patent-pool', title: '专利组合 19 件' },
  assetClass: 'PATENT_INV',
  valueFen: null,
  enteredCreditFen: wan(1840),
  confidence: 'verified',
  trace: leaf({
    id: `offer/${id}`,
    label: '专利组合',
    value: wan(1840),
    unit: 'fen',
    confidence: 'verified',
  }),
  ...change,
});

export interface Grade {
  /** `null` = open. */
  readonly grade: string | null;
  readonly low: string;
  readonly high: string;
}

/** What 三看三评 leaves for the pool. */
export const gradeFigures = ({ grade, low, high }: Grade): readonly Figure[] => {
  const figure = (id: string, value: string | null, unit: Figure['unit']): Figure => ({
    id,
    subject: { kind: 'case', id: 'case', title: '虚构案卷' },
    label: id,
    value,
    unit,
    method: 'screening.three-views@3',
    confidence: 'assumption',
    trace: leaf({ id, label: id, value, unit, confidence: 'assumption' }),
  });
  return [
    figure('screening/grade', grade, 'text'),
    { ...figure('screening/ip-cap-multiplier', low, 'ratio'), interval: { low, high } },
  ];
};

interface Setting {
  readonly need?: string | null;
  readonly items?: readonly CollateralItem[];
  readonly support?: readonly SupportItem[];
  readonly offers?: readonly CollateralOffer[];
  readonly debt?: readonly [start: string, end: string];
  readonly date?: string;
  readonly overlay?: RuleOverlay['entries'];
  /** What 三看三评 left; grade A (系数 1) unless said, `null` = nobody graded. */
  readonly grade?: Grade | null;
}

const DATE = '2026-11-20';

/** The one file of the case. */
export const PAPER: CaseRecord['attachments'][number] = {
  id: 'file-1',
  name: '虚构登记证明.pdf',
  bytes: 1,
  sha256: 'a'.repeat(64),
  sm3: 'b'.repeat(64),
  role: 'evidence',
};

const overlayOf = (entries: RuleOverlay['entries']): RuleOverlay => ({
  schema: 'zhiya.overlay/1',
  institution: '虚构银行',
  version: '1',
  releasedOn: '2026-01-01',
  author: '虚构',
  reason: '测试',
  entries,
});

export const inputOf = (setting: Setting): MethodInput => {
  const date = setting.date ?? DATE;
  const base = newCase({
    id: 'case-1',
    title: '虚构案卷',
    valuationDate: date,
    region: 'cn-330825',
    mode: 'bank',
  });
  const enterprise = {
    ...base.sections.enterprise,
    need: {
      ...base.sections.enterprise.need,
      amountFen: setting.need === undefined ? wan(1000) : setting.need,
      debtStart: setting.debt?.[0] ?? null,
      debtEnd: setting.debt?.[1] ?? null,
    },
  };
  const collateral = {
    ...emptyCollateral(),
    items: [...(setting.items ?? [])],
    support: [...(setting.support ?? [])],
  };
  const caseRecord: CaseRecord = {
    ...base,
    attachments: [PAPER],
    sections: { ...base.sections, enterprise, collateral },
  };
  const rules = rulesAt({
    entries: COLLATERAL_RULES,
    date: mustBeOk(parsePlainDate(date)),
    region: 'cn-330825',
    ...(setting.overlay === undefined ? {} : { overlay: overlayOf(setting.overlay) }),
  });
  const grade = setting.grade === undefined ? { grade: 'A', low: '1', high: '1' } : setting.grade;
  const figures = grade === null ? [] : gradeFigures(grade);
  return { caseRecord, rules, prior: { ...NO_OUTPUTS, figures, offers: setting.offers ?? [] } };
};

export const structure = (setting: Setting): Structure => structureCase(inputOf(setting));

export const amounts = (result: Structure): Readonly<Record<string, string>> =>
  Object.fromEntries(result.items.map((i) => [i.id, i.amountFen]));
