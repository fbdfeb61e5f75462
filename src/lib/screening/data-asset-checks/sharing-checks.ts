import * as v from 'valibot';
import type { DataAsset } from '../../case/data-assets-section';
import { addYears, parsePlainDate } from '../../kernel/plain-date';
import { type Check, allOf, anyOf, check } from '../check';
import type { CheckInput } from '../checks/check-input';
import { type AssetTest, answered, assetLeaf, isBacked, reading, withParameter } from './asset-check';
import { gradedBelow } from './grading-checks';
import { noPersonalInformation } from './personal-checks';

const years = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));

type Recipient = NonNullable<DataAsset['rights']['recipients']>[number];

const recipientCheck = (recipient: Recipient, least: number, input: CheckInput): Check => {
  const { name, contract, signedOn, recordsKeptUntil } = recipient;
  const facts = { name, years: String(least) };
  if (contract.trim() === '' || !isBacked(recipient, input))
    return check('unknown', 'unknown.contract', facts);
  const signed = signedOn === null ? null : parsePlainDate(signedOn);
  if (signed === null || !signed.ok || recordsKeptUntil === null)
    return check('unknown', 'unknown.records', facts);
  return recordsKeptUntil < addYears(signed.value, least)
    ? check('fail', 'fail.records', { ...facts, until: recordsKeptUntil })
    : check('pass', 'pass.recipient', facts);
};

const recipientsCheck = (asset: DataAsset, input: CheckInput): Check =>
  withParameter(input, 'recordYears', years, (least, node) => {
    const { recipients } = asset.rights;
    const names = recipients?.map((r) => r.name).join('、') ?? null;
    const nodes = [assetLeaf(asset, 'rights.recipients', '数据接收方', names === '' ? '无' : names), node];
    if (recipients === null) return check('unknown', 'unknown.recipients', {}, nodes);
    if (recipients.length === 0) return reading(nodes, answered(input));
    const all = allOf(recipients.map((r) => recipientCheck(r, least, input)));
    return reading(nodes, all);
  });

/** L16: neither personal nor important data, or every recipient has a contract and the records are kept long enough. */
export const recipientsRecorded: AssetTest = (asset, input) => {
  const answer = answered(input);
  if (answer.verdict === 'fail') return answer;
  const plainData = allOf([noPersonalInformation(asset, input), gradedBelow(asset, input, 'important')]);
  const recipients = recipientsCheck(asset, input);
  if (plainData.verdict === 'pass') return anyOf([plainData, recipients]);
  return reading(plainData.nodes, recipients);
};

const EXPORT_TITLE = {
  assessment: '数据出境安全评估',
  'standard-contract': '个人信息出境标准合同',
  certification: '个人信息保护认证',
  exempt: '依规定免于办理',
  absent: '尚未办理',
} as const;

/** L17: the value does not rest on use abroad, or the way out is open. */
export const exportRouteOpen: AssetTest = (asset, input) => {
  const { depends, route } = asset.rights.export;
  const title = route === null ? null : EXPORT_TITLE[route];
  const nodes = [
    assetLeaf(
      asset,
      'rights.export.depends',
      '价值是否依赖跨境使用',
      depends === null ? null : depends ? '是' : '否',
    ),
    ...(depends === true ? [assetLeaf(asset, 'rights.export.route', '出境途径', title)] : []),
  ];
  if (depends === null) return check('unknown', 'unknown.depends', {}, nodes);
  if (!depends) return check('pass', 'pass.domestic', {}, nodes);
  if (route === null) return check('unknown', 'unknown.route', {}, nodes);
  if (route === 'absent') return check('fail', 'fail.absent', {}, nodes);
  const facts = { route: title ?? '' };
  return isBacked(asset.rights.export, input)
    ? check('pass', 'pass.route', facts, nodes)
    : check('unknown', 'unknown.evidence', facts, nodes);
};
