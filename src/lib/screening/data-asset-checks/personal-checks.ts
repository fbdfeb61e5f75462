import * as v from 'valibot';
import type { DataAsset } from '../../case/data-assets-section';
import { type Check, allOf, anyOf, check, failed, quiet } from '../check';
import type { CheckInput } from '../checks/check-input';
import {
  type AssetTest,
  answered,
  asRule,
  assetLeaf,
  reading,
  unlessAnswered,
  unlessDenied,
  withParameter,
} from './asset-check';
import { type PersonalFind, findsLeaf, findsText, personalFinds, personalKinds } from './personal-finds';

const wholeCount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000));

type Route = NonNullable<DataAsset['rights']['personal']['route']>;
const ROUTE_TITLE: Readonly<Record<Route, string>> = {
  none: '不含个人信息',
  'lawful-basis': '含个人信息，有合法性基础并已取得同意',
  anonymised: '已匿名化',
};

const routeLeaf = (asset: DataAsset) => {
  const { route } = asset.rights.personal;
  return assetLeaf(
    asset,
    'rights.personal.route',
    '个人信息情况',
    route === null ? null : ROUTE_TITLE[route],
  );
};

const withFinds = (
  asset: DataAsset,
  input: CheckInput,
  then: (finds: readonly PersonalFind[]) => Check,
): Check =>
  withParameter(input, 'kinds', personalKinds, (kinds, node) => {
    const finds = personalFinds(asset, kinds);
    return reading([routeLeaf(asset), findsLeaf(asset, finds, input.context), node], then(finds));
  });

/** Groups of rows that agree in the quasi-identifiers: small ones show that people can be found again. */
const groupsCheck = (asset: DataAsset, input: CheckInput): Check =>
  withParameter(input, 'minGroup', wholeCount, (least, rule) => {
    const groups = asset.table?.groups ?? [];
    const text = groups.map((g) => `${g.columns.join('+')} 最小 ${g.smallest} 行`).join('；');
    const nodes = [assetLeaf(asset, 'table.groups', '准标识列组合的最小组', text === '' ? null : text), rule];
    const facts = { least: String(least) };
    if (groups.length === 0) return check('unknown', 'unknown.groups', facts, nodes);
    const small = groups.find((g) => g.exact && g.smallest < least);
    if (small !== undefined) {
      const { columns, smallest } = small;
      return check(
        'fail',
        'fail.groups',
        { ...facts, columns: columns.join('、'), smallest: String(smallest) },
        nodes,
      );
    }
    return groups.every((g) => g.exact)
      ? quiet('pass', nodes)
      : check('unknown', 'unknown.groups-sampled', facts, nodes);
  });

const lawful = (asset: DataAsset, input: CheckInput): Check =>
  withFinds(asset, input, (finds) => {
    const certain = finds.filter((f) => f.certain);
    const facts = { finds: findsText(certain) };
    const answer = answered(input);
    if (answer.verdict === 'fail') return answer;
    switch (asset.rights.personal.route) {
      case null:
        return check('unknown', certain.length > 0 ? 'unknown.detected' : 'unknown.route', facts);
      case 'none':
        return certain.length > 0 ? check('fail', 'fail.contradicted', facts) : answer;
      case 'lawful-basis':
        return answer;
      case 'anonymised':
        return certain.length > 0
          ? check('fail', 'fail.identified', facts)
          : allOf([groupsCheck(asset, input), answer]);
    }
  });

/** L11: none, or a basis with consent, or anonymised; what the detectors found contradicts a bare denial. */
export const personalInformationLawful: AssetTest = lawful;

/** Passes when L11 passes because there is no personal information in the sense of the law. */
export const noPersonalInformation = (asset: DataAsset, input: CheckInput): Check => {
  const other = asRule(input, 'lawful');
  if (other === null) return failed('E_RULE_PARAMETER', '读不到个人信息合法性规则');
  const own = lawful(asset, other);
  const { nodes } = reading([routeLeaf(asset)], own);
  const { route } = asset.rights.personal;
  if (route === null) return check('unknown', 'unknown.route', {}, nodes);
  if (route === 'lawful-basis') return quiet('fail', nodes);
  return own.verdict === 'pass'
    ? check('pass', 'pass.none', { route: ROUTE_TITLE[route] }, nodes)
    : check('unknown', 'unknown.lawful', { route: ROUTE_TITLE[route] }, nodes);
};

const unsaid = (asset: DataAsset, input: CheckInput): Check =>
  unlessDenied(check('unknown', 'unknown.route', {}, [routeLeaf(asset)]), input);

/** L12: nothing sensitive, or separate consent. */
export const sensitiveConsent: AssetTest = (asset, input) =>
  withFinds(asset, input, (finds) => {
    const { route, sensitive: stated } = asset.rights.personal;
    if (route === null) return unsaid(asset, input);
    const facts = { finds: findsText(finds.filter((f) => f.certain && f.kind.sensitive)) };
    if (route === 'lawful-basis' && facts.finds !== '' && stated !== true)
      return stated === false
        ? check('fail', 'fail.contradicted', facts)
        : unlessDenied(check('unknown', 'unknown.sensitive', facts), input);
    return unlessAnswered(noPersonalInformation(asset, input), input);
  });

/** L13: what is only de-identified is treated as personal information; anonymised needs groups large enough. */
export const anonymisedNotOnlyDeidentified: AssetTest = (asset, input) => {
  switch (asset.rights.personal.route) {
    case null:
      return unsaid(asset, input);
    case 'none':
      return unlessAnswered(noPersonalInformation(asset, input), input);
    case 'lawful-basis':
      return unlessDenied(check('pass', 'pass.treated', {}, [routeLeaf(asset)]), input);
    case 'anonymised':
      return allOf([groupsCheck(asset, input), answered(input)]);
  }
};

/** L14: no personal information, or the impact assessment is on file. */
export const impactAssessed: AssetTest = (asset, input) =>
  unlessAnswered(noPersonalInformation(asset, input), input);

/** Upper end of an estimated count: one twentieth above it. */
const upperEnd = ({ distinct, distinctExact }: PersonalFind): number =>
  distinctExact ? distinct : Math.ceil((distinct * 21) / 20);

const fewPeople = (asset: DataAsset, input: CheckInput): Check =>
  withFinds(asset, input, (finds) =>
    withParameter(input, 'people', wholeCount, (limit, node) => {
      const certain = finds.filter((f) => f.certain);
      if (certain.length === 0) return check('unknown', 'unknown.people', {}, [node]);
      const people = Math.max(...certain.map(upperEnd));
      const facts = { people: String(people), limit: String(limit) };
      return people < limit
        ? check('pass', 'pass.below', facts, [node])
        : check('unknown', 'unknown.above', facts, [node]);
    }),
  );

/** L15: fewer than ten million people by the identifiers counted, or the further duties are shown. */
export const largeScaleDuties: AssetTest = (asset, input) =>
  unlessAnswered(anyOf([noPersonalInformation(asset, input), fewPeople(asset, input)]), input);
