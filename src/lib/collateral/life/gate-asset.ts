import type { RegisterSearch } from '../../case/collateral-life';
import type { Finding } from '../../case/exchange';
import { addMonths, daysBetween, isPlainDate } from '../../kernel/plain-date';
import { type CheckResult, type GateContext, failed, ofFindings, pass, unknown } from './gate-model';
import type { LifeAsset } from './life-assets';
import { isReceipt } from './recognition';
import { faultsOfLife, stateWord } from './step-machine';
import { latestPoint, valueChain } from './value-chain';

type Check = (asset: LifeAsset, context: GateContext) => CheckResult | null;

const NO_CARD = '请在押品页为它新增一项同类押品，作为登记卡片';

const settingOf = ({ assetClass }: LifeAsset, { rules }: GateContext) => ({
  machine: rules.machine.value,
  words: rules.words.value,
  effect: assetClass?.registry.effect ?? null,
});

const placeOf = ({ assetClass }: LifeAsset): string =>
  assetClass?.registry.registries.map(({ name }) => name).join('、') ?? '登记机构';

const CONSTITUTIVE: readonly string[] = ['constitutive', 'delivery', 'control'];

/** Whether the right does not exist without registration, delivery or control. An unknown class counts as such. */
export const isConstitutive = ({ assetClass }: LifeAsset): boolean =>
  assetClass === null || CONSTITUTIVE.includes(assetClass.registry.effect);

const registered: Check = (asset, context) => {
  const { item, assetClass } = asset;
  if (assetClass === null)
    return unknown('押品类别未知，不知道在哪里登记', '请在押品页改选参数库中的押品类别');
  if (item === null) return failed('没有登记卡片，也没有登记证明', NO_CARD);
  if (assetClass.registry.effect === 'contractual')
    return failed(
      `没有法定登记机构（${assetClass.registry.law}），对第三人的效力不确定，不计入已认定`,
      '请另加有登记的押品、保证或保险',
    );
  const word = stateWord(item.perfection, settingOf(asset, context));
  const { receipt } = item;
  if (!context.rules.perfection.value.recognised.includes(item.perfection))
    return failed(`状态为“${word}”，不是有效的登记或交付`, `请在${placeOf(asset)}办理并录入登记证明`);
  if (!isReceipt(receipt)) return failed('没有登记证明（登记号、日期）', `请录入${placeOf(asset)}的登记证明`);
  if (receipt.date > context.input.on)
    return failed(`登记日 ${receipt.date} 晚于放款日 ${context.input.on}`, '请在登记完成后放款', [
      receipt.registrationNumber,
    ]);
  return pass(`${word}，${receipt.registrationNumber}（${receipt.date}）`, [receipt.registrationNumber]);
};

const receiptDocument: Check = ({ item }, { input }) => {
  if (item === null) return unknown('没有登记卡片', NO_CARD);
  const hash = item.receipt?.documentHash ?? null;
  if (hash === null || hash === '')
    return unknown('没有附登记证明文件', '请附上登记证明，程序会记下它的哈希');
  const file = input.caseRecord.attachments.find(({ sha256 }) => sha256 === hash);
  return file === undefined
    ? unknown(`登记证明的文件（${hash.slice(0, 12)}…）不在案卷中`, '请把登记证明附进案卷')
    : pass(`已附 ${file.name}`, [file.name, hash]);
};

const stepsInOrder: Check = (asset, context) => {
  const { item } = asset;
  if (item === null) return unknown('没有登记卡片', NO_CARD);
  if (item.life.steps.length === 0 && item.perfection === 'draft')
    return failed('还没有签约、申请、登记的记录', '请录入各步骤的日期和办理人');
  const faults = faultsOfLife(item, context.input.on, settingOf(asset, context));
  if (faults.length > 0)
    return failed(faults.map(({ message }) => message).join('；'), faults[0]?.remedy ?? '');
  const bare = item.life.steps.filter(({ by }) => by.trim() === '');
  if (bare.length > 0) return unknown(`${bare.length} 步没有写明办理人`, '请撤回后重新录入，写明办理人');
  return pass(
    item.life.steps.map(({ to, on }) => `${stateWord(to, settingOf(asset, context))} ${on}`).join(' → '),
  );
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How a search came out, the worst last: of several on one day the worst holds. */
const WEIGHT = { true: 0, null: 1, false: 2 } as const;

/** The newest search up to a day; of one day the least favourable. */
export const newestSearch = (searches: readonly RegisterSearch[], on: string): RegisterSearch | null =>
  searches
    .filter((search) => isPlainDate(search.on) && search.on <= on)
    .reduce<RegisterSearch | null>((newest, search) => {
      if (newest === null) return search;
      const order =
        compare(newest.on, search.on) ||
        WEIGHT[`${newest.clear}`] - WEIGHT[`${search.clear}`] ||
        compare(newest.registry, search.registry);
      return order < 0 ? search : newest;
    }, null);

const isSearchFree = ({ assetClass }: LifeAsset, { rules }: GateContext): boolean =>
  assetClass !== null && rules.searchFree.value.includes(assetClass.registry.effect);

const noSearch = (asset: LifeAsset): CheckResult =>
  asset.item === null
    ? unknown('没有登记卡片', NO_CARD)
    : unknown(
        asset.item.details['searched_on'] === undefined
          ? '没有登记查询记录'
          : `押品页录有查询日 ${asset.item.details['searched_on']}，但没有录入查询结果`,
        `请查询${placeOf(asset)}并录入日期和结果`,
      );

const searchClear: Check = (asset, context) => {
  if (isSearchFree(asset, context)) return null;
  const newest = newestSearch(asset.item?.life.searches ?? [], context.input.on);
  if (newest === null) return noSearch(asset);
  const evidence = [`${newest.registry} ${newest.on}`];
  if (newest.clear === null)
    return unknown(`${newest.on} 的查询没有录入结果`, '请按查询证明录入结果', evidence);
  return newest.clear
    ? pass(`${newest.on} 查询，没有未披露的权利负担`, evidence)
    : failed(
        `${newest.on} 查询发现未披露的权利负担${newest.note === '' ? '' : `：${newest.note}`}`,
        '请查明并解除，或把在先债权录入后重新查询；也可更换押品',
        evidence,
      );
};

const searchFresh: Check = (asset, context) => {
  if (isSearchFree(asset, context)) return null;
  const { on } = context.input;
  const newest = newestSearch(asset.item?.life.searches ?? [], on);
  if (newest === null || !isPlainDate(newest.on)) return noSearch(asset);
  const age = daysBetween(newest.on, on);
  const most = context.rules.searchDays.value;
  const evidence = [`${newest.registry} ${newest.on}`];
  return age <= most
    ? pass(`距放款日 ${age} 日，不超过 ${most} 日`, evidence)
    : failed(`最近一次查询在 ${newest.on}，距放款日 ${age} 日，超过 ${most} 日`, '请重新查询', evidence);
};

const about = (findings: readonly Finding[], asset: LifeAsset): readonly Finding[] =>
  findings.filter(({ subject }) => subject.kind === 'asset' && subject.id === asset.item?.id);

/** Findings that say something of an asset: its own, or those of the patents or the data that offer it. */
const findingsOf = (
  asset: LifeAsset,
  { input, rules }: GateContext,
): { readonly consents: readonly Finding[]; readonly others: readonly Finding[] } => {
  const { consents, patentConsents, dataConsents, patentChecks, dataChecks } = rules.gateFindings.value;
  const registry = asset.assetClass?.registryCode ?? '';
  const own = about(input.prior.findings, asset);
  const offered = asset.asset.id !== asset.item?.id;
  const split = (all: readonly Finding[], ids: readonly string[]) => ({
    consents: all.filter(({ rule }) => ids.includes(rule)),
    others: all.filter(({ rule, severity }) => !ids.includes(rule) && severity !== 'note'),
  });
  if (registry === 'PATENT')
    return split(
      input.prior.findings.filter(({ rule }) => rule.startsWith(patentChecks)),
      patentConsents,
    );
  if (registry === 'DATA_IP' && offered)
    return split(
      input.prior.findings.filter(({ rule }) => rule.startsWith(dataChecks)),
      dataConsents,
    );
  return split(own, consents);
};

const consents: Check = (asset, context) => ofFindings(findingsOf(asset, context).consents, '决议与同意');

const legalChecks: Check = (asset, context) =>
  ofFindings(findingsOf(asset, context).others, '登记与法律核查');

const valueFresh: Check = (asset, { input, rules }) => {
  const { on } = input;
  const last = latestPoint(valueChain(asset).points, on);
  if (last === null) return unknown('没有带日期的评估价值', '请在押品页录入价值和估值日期，或在本页录入重估');
  const months = rules.monitoring.value.valuationMaxAgeMonths;
  const until = addMonths(last.on, months);
  return on <= until
    ? pass(`${last.on} 的价值，${months} 个月内有效，至 ${until}`, [last.source])
    : failed(`最近一次价值在 ${last.on}，已过 ${months} 个月（至 ${until}）`, '请重估', [last.source]);
};

/** The checks about one asset, by code. `null` = does not apply. */
export const ASSET_CHECKS: Readonly<Record<string, Check>> = {
  registered,
  'receipt-document': receiptDocument,
  'steps-in-order': stepsInOrder,
  'search-clear': searchClear,
  'search-fresh': searchFresh,
  consents,
  'legal-checks': legalChecks,
  'value-fresh': valueFresh,
};
