import type { RegisterSearch } from '../../case/collateral-life';
import type { Finding } from '../../case/exchange';
import { formatWan } from '../../kernel/fen';
import { addMonths, daysBetween, isPlainDate } from '../../kernel/plain-date';
import { type CheckResult, type GateContext, failed, ofFindings, pass, unknown } from './gate-model';
import type { LifeAsset } from './life-assets';
import { patentConsent } from './patent-consent';
import { isReceipt } from './recognition';
import { registrationTerm } from './registration-term';
import { searchable } from './search-places';
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

/** 登记或交付已完成 on the day of the release, and the registration has not lapsed. */
export const registered = (asset: LifeAsset, context: GateContext): CheckResult => {
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
  const shown = `${word}，${receipt.registrationNumber}（${receipt.date}）`;
  const term = registrationTerm(asset, context.rules, context.input.on);
  if (term === null) return pass(shown, [receipt.registrationNumber]);
  const until = term.end === null ? '' : `，登记期限至 ${term.end}`;
  if (term.holds === true) return pass(`${shown}${until}`, [receipt.registrationNumber]);
  return term.holds === false
    ? failed(
        `${word}，但登记期限已于 ${term.end ?? ''} 届满（${term.reason}），登记已失效`,
        `请在${placeOf(asset)}重新登记并录入登记证明；已展期的，请在“关注日期”录入新的届满日`,
        [receipt.registrationNumber],
      )
    : unknown(`${word}，但不知道登记期限何时届满：${term.reason}`, '请在“关注日期”录入登记期限届满日', [
        receipt.registrationNumber,
      ]);
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

/** The newest search of each register up to a day, by register; of one day the least favourable. */
export const newestSearches = (
  searches: readonly RegisterSearch[],
  on: string,
): readonly RegisterSearch[] => {
  const newest = new Map<string, RegisterSearch>();
  for (const search of searches) {
    if (!isPlainDate(search.on) || search.on > on) continue;
    const place = search.registry.trim();
    const held = newest.get(place);
    const order =
      held === undefined
        ? -1
        : compare(held.on, search.on) || WEIGHT[`${held.clear}`] - WEIGHT[`${search.clear}`];
    if (order < 0) newest.set(place, search);
  }
  return [...newest].sort(([a], [b]) => compare(a, b)).map(([, search]) => search);
};

interface Searched {
  readonly newest: readonly RegisterSearch[];
  /** Registers of a class with several in which nobody looked. */
  readonly missing: readonly string[];
}

/** What was found where. A look at delivery or control is no search of a register, unless it shows something. */
const searchedOf = ({ item, assetClass }: LifeAsset, { input }: GateContext): Searched => {
  const places = assetClass?.registry.registries ?? [];
  const real = searchable(places);
  const others = new Set(
    real.length === 0 ? [] : places.filter((place) => !real.includes(place)).map(({ name }) => name),
  );
  const newest = newestSearches(item?.life.searches ?? [], input.on).filter(
    ({ registry, clear }) => clear === false || !others.has(registry.trim()),
  );
  const seen = new Set(newest.map(({ registry }) => registry.trim()));
  return {
    newest,
    missing: real.length > 1 ? real.map(({ name }) => name).filter((name) => !seen.has(name)) : [],
  };
};

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

const evidenceOf = (searches: readonly RegisterSearch[]): readonly string[] =>
  searches.map(({ registry, on }) => `${registry} ${on}`);

const notSearched = (missing: readonly string[], newest: readonly RegisterSearch[]): CheckResult =>
  unknown(`没有查询${missing.join('、')}`, `请查询${missing.join('、')}并录入日期和结果`, evidenceOf(newest));

const searchClear: Check = (asset, context) => {
  if (isSearchFree(asset, context)) return null;
  const { newest, missing } = searchedOf(asset, context);
  if (newest.length === 0) return noSearch(asset);
  const evidence = evidenceOf(newest);
  const bad = newest.filter(({ clear }) => clear === false);
  if (bad.length > 0)
    return failed(
      bad
        .map(
          ({ registry, on, note }) =>
            `${on} 查询${registry}，发现未披露的权利负担${note === '' ? '' : `：${note}`}`,
        )
        .join('；'),
      '请查明并解除，或把在先债权录入后在同一登记机构重新查询；也可更换押品',
      evidence,
    );
  const blank = newest.filter(({ clear }) => clear === null);
  if (blank.length > 0)
    return unknown(
      `${blank.map(({ registry, on }) => `${on} ${registry}`).join('、')}的查询没有录入结果`,
      '请按查询证明录入结果',
      evidence,
    );
  if (missing.length > 0) return notSearched(missing, newest);
  const days = newest.map(({ registry, on }) => (newest.length === 1 ? on : `${registry} ${on}`));
  return pass(`${days.join('、')} 查询，没有未披露的权利负担`, evidence);
};

const searchFresh: Check = (asset, context) => {
  if (isSearchFree(asset, context)) return null;
  const { newest, missing } = searchedOf(asset, context);
  const most = context.rules.searchDays.value;
  const aged = newest.flatMap((search) =>
    isPlainDate(search.on) ? [{ search, age: daysBetween(search.on, context.input.on) }] : [],
  );
  if (aged.length === 0) return noSearch(asset);
  const evidence = evidenceOf(newest);
  const old = aged.filter(({ age }) => age > most);
  if (old.length > 0)
    return failed(
      `${old.map(({ search, age }) => `${search.registry}最近一次查询在 ${search.on}，距放款日 ${age} 日`).join('；')}，超过 ${most} 日`,
      '请重新查询',
      evidence,
    );
  if (missing.length > 0) return notSearched(missing, newest);
  return pass(`距放款日 ${Math.max(...aged.map(({ age }) => age))} 日，不超过 ${most} 日`, evidence);
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

const consents: Check = (asset, context) =>
  patentConsent(
    asset,
    context.input.caseRecord,
    ofFindings(findingsOf(asset, context).consents, '决议与同意'),
  );

const legalChecks: Check = (asset, context) =>
  ofFindings(findingsOf(asset, context).others, '登记与法律核查');

/** A value found since is below the one the structure used: what it carries is then too much, whoever approves. */
const LOWER_VALUE = '组合仍按较高的旧价值计算，放行不能代替';

const valueFresh: Check = (asset, { input, rules }) => {
  const { on } = input;
  const last = latestPoint(valueChain(asset).points, on);
  if (last === null) return unknown('没有带日期的评估价值', '请在押品页录入价值和估值日期，或在本页录入重估');
  const used = asset.asset.value?.fen ?? null;
  if (used !== null && last.fen < used)
    return failed(
      `组合按 ${formatWan(used)} 万元计算，${last.on} 的价值只有 ${formatWan(last.fen)} 万元`,
      asset.item !== null && asset.asset.id === asset.item.id
        ? '请在“价值与重估”把新价值用于组合，再看覆盖是否足够'
        : '请在估值中按新的情况重新计算价值，再看覆盖是否足够',
      [last.source],
      LOWER_VALUE,
    );
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
