import type { CaseRecord } from '../../case/case-record';
import type { MethodInput } from '../../case/method';
import type { CreditTerms, EnteredFee } from '../../case/structure-ask';
import { decimalToFen, fenToYuan } from '../../kernel/decimal';
import { type Fen, fenText, formatWan, parseFenText } from '../../kernel/fen';
import { addDays, addMonths, fullYearsBetween, parsePlainDate } from '../../kernel/plain-date';
import type { RulesAt } from '../../rulebook/model';
import { gatherCandidates } from '../candidates';
import type { EligibleAsset } from '../eligibility';
import { ipMultiplierOf } from '../ip-multiplier';
import { readPerfectionStates } from '../perfection';
import { type SourceUse, readStructureUse } from '../structure-use';
import type { UsableSupport } from '../support-source';
import { type FeeRow, PAYERS, feeOf, readFeeTable } from './fees';
import { readSubsidyScheme } from './subsidy-scheme';

type Need = CaseRecord['sections']['enterprise']['need'];
interface Used<T> {
  readonly source: T;
  readonly use: SourceUse;
}

/** Registrars that are none: what is delivered, controlled or agreed costs no registration. */
const NO_REGISTRATION = ['DELIVERY', 'BANK_CONTROL', 'NONE', 'INSURER'];

/** Whole months between start and end of the debt, the end on the anniversary or the day before; `null` = not whole, or not entered. */
export const wholeMonths = ({ debtStart, debtEnd }: Pick<Need, 'debtStart' | 'debtEnd'>): number | null => {
  const start = parsePlainDate(debtStart ?? '');
  const end = parsePlainDate(debtEnd ?? '');
  if (!start.ok || !end.ok || end.value <= start.value) return null;
  const about = fullYearsBetween(start.value, end.value) * 12;
  for (let months = Math.max(1, about); months <= about + 13; months += 1) {
    const anniversary = addMonths(start.value, months);
    if (anniversary === end.value || addDays(anniversary, -1) === end.value) return months;
  }
  return null;
};

const fixed = (label: string, fixedFen: Fen | null, over: Partial<EnteredFee> = {}): EnteredFee => ({
  label,
  payer: 'enterprise',
  when: 'once',
  basis: 'amount',
  fixedFen: fixedFen === null ? null : fenText(fixedFen),
  rate: null,
  source: '',
  ...over,
});

const fenOf = (text: string | null): Fen | null => {
  const read = text === null ? null : parseFenText(text);
  return read?.ok === true ? read.value : null;
};

/** A fee of a source in 分: a rate is on what the source carries. */
const settled = (fee: EnteredFee, title: string, carriedFen: Fen): EnteredFee =>
  fee.basis === 'amount'
    ? { ...fee, label: `${title} ${fee.label}` }
    : fixed(
        `${title} ${fee.label}`,
        fee.rate === null ? null : decimalToFen(fenToYuan(carriedFen).times(fee.rate)),
        {
          payer: fee.payer,
          when: fee.when,
          source: `承接 ${formatWan(carriedFen)} 万元 × ${fee.rate ?? '费率未录入'}；${fee.source}`,
        },
      );

const byTable = (row: FeeRow, label: string, principalFen: Fen, rules: RulesAt): EnteredFee => {
  const read = feeOf({ code: row.code, path: '' }, principalFen, rules);
  const known = read.ok && read.value.lowFen === read.value.highFen ? read.value.lowFen : null;
  return fixed(label, known, {
    payer: row.payer,
    when: row.timing === 'upfront' ? 'once' : 'yearly',
    source: `参数库费用表 ${row.code}；付费方为假设（${PAYERS[row.payer]}），请按合同核对`,
  });
};

interface Found {
  readonly assets: readonly Used<EligibleAsset>[];
  readonly support: readonly Used<UsableSupport>[];
}

/** Sources of the structure in use; `null` while it is not known. */
const inUse = ({ caseRecord, rules, prior }: MethodInput): Found | null => {
  const used = readStructureUse(prior.figures);
  const states = readPerfectionStates(rules);
  if (!used.ok || !states.ok) return null;
  const candidates = gatherCandidates(
    caseRecord.sections.collateral,
    prior.offers,
    rules,
    states.value,
    ipMultiplierOf(prior.figures),
  );
  return {
    assets: candidates.assets.flatMap((source) => {
      const use = used.value.find('asset', source.asset.id);
      return use === null ? [] : [{ source, use }];
    }),
    support: candidates.support.flatMap((source) => {
      const use = used.value.find('support', source.item.id);
      return use === null ? [] : [{ source, use }];
    }),
  };
};

/** What one asset costs. `oneOffCostFen` holds registration, appraisal and the like together; without it each is named by itself. */
const assetFees = (
  { source: { asset, assetClass }, use }: Used<EligibleAsset>,
  input: MethodInput,
  table: readonly FeeRow[],
  principalFen: Fen,
): readonly EnteredFee[] => {
  const item = input.caseRecord.sections.collateral.items.find(({ id }) => id === asset.itemId);
  const own = (item?.fees ?? []).map((fee) => settled(fee, asset.title, use.carriedFen));
  if (asset.oneOffCostFen !== null)
    return [fixed(`${asset.title} 一次性费用`, asset.oneOffCostFen, { source: '押品卡片' }), ...own];
  const registrar = assetClass.registry.registries[0]?.id ?? '';
  const row = table.find(({ registry }) => registry === registrar);
  const registration = NO_REGISTRATION.includes(registrar)
    ? []
    : [
        row === undefined
          ? fixed(`${asset.title} 登记费`, null, { source: '参数库没有这一登记机构的收费，请按实际填写' })
          : byTable(row, `${asset.title} ${row.title}`, principalFen, input.rules),
      ];
  return [
    ...registration,
    fixed(`${asset.title} 其他一次性费用（评估、公证等）`, null, { source: '未录入；没有就填 0' }),
    ...own,
  ];
};

const supportFees = ({ source: { item }, use }: Used<UsableSupport>): readonly EnteredFee[] => [
  settled(
    {
      label: item.kind === 'insurance' ? '保险费' : '担保费',
      payer: 'enterprise',
      when: 'yearly',
      basis: 'rate',
      fixedFen: null,
      rate: item.feeRate,
      source: item.feeSource,
    },
    item.title,
    use.carriedFen,
  ),
  ...item.fees.map((fee) => settled(fee, item.title, use.carriedFen)),
];

const OPEN_STRUCTURE = fixed('押品与增信的费用', null, {
  source: '押品组合还没有算出来，费用未知；算出后请重新生成方案',
});

/**
 * Ways to finance the need that a person can start from: the structure in use with its fees, and beside it one without guarantee or insurance and
 * with an outside appraisal. The rate is left open, and so is every fee that nobody stated. Nothing of it is in the case until somebody takes it over.
 */
export const proposePlans = (input: MethodInput): readonly CreditTerms[] => {
  const { caseRecord, rules } = input;
  const { need } = caseRecord.sections.enterprise;
  const principalFen = fenOf(need.amountFen);
  const read = readFeeTable(rules);
  const table = read.ok ? read.value.value : [];
  const found = principalFen === null ? null : inUse(input);
  const stamp = table.find(({ code }) => code === 'STAMP');
  const common =
    stamp === undefined || principalFen === null ? [] : [byTable(stamp, stamp.title, principalFen, rules)];
  const ofAssets =
    found === null || principalFen === null
      ? [OPEN_STRUCTURE]
      : found.assets.flatMap((asset) => assetFees(asset, input, table, principalFen));
  const scheme = readSubsidyScheme(rules);
  const secured = (found?.support ?? []).some(({ source }) => source.item.kind !== 'unsecured');
  const plan = (
    id: string,
    title: string,
    fees: readonly EnteredFee[],
    withSupport: boolean | null,
  ): CreditTerms => ({
    id,
    title,
    principalFen: need.amountFen,
    rate: null,
    months: wholeMonths(need),
    repayment: 'bullet',
    interestFrom: null,
    dayBase: null,
    fees: [...fees],
    subsidy: {
      kind: scheme.ok ? 'by-region' : 'unknown',
      amountFen: null,
      month: null,
      signedOn: scheme.ok ? need.debtStart : null,
      withSupport,
    },
    source: '由押品组合生成，请逐项核对',
  });
  const appraisal = (found?.assets ?? [])
    .filter(({ source }) => source.assetClass.intellectualProperty)
    .map(({ source: { asset } }) => {
      const onFen = asset.value?.fen;
      const range =
        onFen === undefined || principalFen === null
          ? null
          : feeOf({ code: 'APPRAISAL', onFen, path: '' }, principalFen, rules);
      const between =
        range?.ok === true && range.value.lowFen !== null && range.value.highFen !== null
          ? `参数库费率下为 ${formatWan(range.value.lowFen)} 至 ${formatWan(range.value.highFen)} 万元，`
          : '';
      return fixed(`${asset.title} 外部评估费`, null, { source: `${between}请按评估机构报价填写` });
    });
  return [
    plan(
      'structure',
      '按现在的押品组合',
      [...ofAssets, ...(found?.support ?? []).flatMap(supportFees), ...common],
      found === null ? null : secured,
    ),
    plan('unsupported', '对照：不用担保和保险，外部评估', [...ofAssets, ...appraisal, ...common], false),
  ];
};
