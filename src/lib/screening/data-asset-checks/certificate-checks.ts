import * as v from 'valibot';
import type { DataAsset } from '../../case/data-assets-section';
import type { DataCertificate, RegisterSystem } from '../../case/data-rights';
import {
  type PlainDate,
  addDays,
  addMonths,
  addYears,
  daysBetween,
  parsePlainDate,
} from '../../kernel/plain-date';
import { type Check, type LazyNode, allOf, check, quiet } from '../check';
import { type CheckInput, filingDateLeaf } from '../checks/check-input';
import { withField } from '../fields';
import { dayCount } from '../rule-model';
import { type AssetTest, answered, assetLeaf, reading, unlessDenied, withParameter } from './asset-check';

const SYSTEM_TITLE: Readonly<Record<RegisterSystem, string>> = {
  'national-data-property': '数据产权登记凭证',
  'provincial-data-ip': '数据知识产权登记证书',
};

const nameOf = (c: DataCertificate): string => `${SYSTEM_TITLE[c.registerSystem]} ${c.number}`;
const dateOf = (text: string | null): PlainDate | null => {
  const read = text === null ? null : parsePlainDate(text);
  return read?.ok === true ? read.value : null;
};

const certificateLeaf = (
  asset: DataAsset,
  c: DataCertificate,
  field: keyof DataCertificate,
  label: string,
): LazyNode => {
  const value = c[field];
  const text = typeof value === 'string' ? value : null;
  return assetLeaf(asset, `rights.certificates[${c.id}].${field}`, `${nameOf(c)}：${label}`, text);
};

const noCertificate = (asset: DataAsset): Check =>
  check('unknown', 'unknown.none', {}, [assetLeaf(asset, 'rights.certificates', '登记凭证与证书', null)]);

/** The certificate the pledge rests on; all of them when none was named. The two systems do not stand in for each other. */
const restsOn = ({ rights }: DataAsset): readonly DataCertificate[] => {
  const named = rights.certificates.filter((c) => c.id === rights.pledge.certificate);
  return named.length > 0 ? named : rights.certificates;
};

/** Usual longest term (art. 26), months before its end in which 续期登记 may be applied for (art. 36). */
const certificateTerm = v.strictObject({
  years: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)),
  renewalMonths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)),
});
type CertificateTerm = v.InferOutput<typeof certificateTerm>;

/** What a certificate is held against. */
interface Term extends CertificateTerm {
  readonly debtEnd: PlainDate;
  readonly buffer: number;
}

const ENDED: ReadonlySet<string | null> = new Set(['cancelled', 'revoked', 'expired', 'objected']);

const lasts = (asset: DataAsset, c: DataCertificate, term: Term, input: CheckInput): Check => {
  const { debtEnd, buffer } = term;
  const nodes = [
    certificateLeaf(asset, c, 'state', '状态'),
    certificateLeaf(asset, c, 'issuedOn', '登记日'),
    certificateLeaf(asset, c, 'validUntil', '有效期至'),
  ];
  const until = dateOf(c.validUntil);
  const issued = dateOf(c.issuedOn);
  const needed = addDays(debtEnd, buffer);
  const facts = { certificate: nameOf(c), until: until ?? '', debtEnd, needed, buffer: String(buffer) };
  if (ENDED.has(c.state)) return check('fail', 'fail.state', facts, nodes);
  if (until !== null && until < input.context.filingDate) return check('fail', 'fail.expired', facts, nodes);
  if (c.state === null || until === null) return check('unknown', 'unknown.validity', facts, nodes);
  const national = c.registerSystem === 'national-data-property';
  if (national && issued !== null && until > addYears(issued, term.years))
    return check('fail', 'fail.too-long', facts, nodes);
  if (until >= needed) return check('pass', 'pass', facts, nodes);
  const renewFrom = addMonths(until, -term.renewalMonths);
  return check('fail', national ? 'fail.short' : 'fail.short-provincial', { ...facts, renewFrom }, nodes);
};

/** L18: valid until the end of the loan and of the time it takes to sell. */
export const certificateOutlastsLoan: AssetTest = (asset, input) => {
  const certificates = restsOn(asset);
  if (certificates.length === 0) return noCertificate(asset);
  return withParameter(input, 'term', certificateTerm, (term, termRule) =>
    withParameter(input, 'buffer', dayCount, (buffer, rule) =>
      withField(input.fields.date('debtEnd'), (debtEnd, node) => {
        const all = allOf(certificates.map((c) => lasts(asset, c, { ...term, debtEnd, buffer }, input)));
        return reading([node, rule, termRule], all);
      }),
    ),
  );
};

const noted = (asset: DataAsset, c: DataCertificate, maxAge: number, input: CheckInput): Check => {
  const nodes = [
    certificateLeaf(asset, c, 'control', '限制、查封与管制记载'),
    certificateLeaf(asset, c, 'queriedOn', '查询日'),
    filingDateLeaf(input.context),
  ];
  const facts = { certificate: nameOf(c), note: c.controlNote.trim() || '未写明', days: String(maxAge) };
  if (c.control === 'seized') return check('fail', 'fail.seized', facts, nodes);
  if (c.control === 'control') return check('fail', 'fail.control', facts, nodes);
  if (c.control === null) return check('unknown', 'unknown.control', facts, nodes);
  const queried = dateOf(c.queriedOn);
  if (queried === null || Math.abs(daysBetween(queried, input.context.filingDate)) > maxAge)
    return check('unknown', 'unknown.query', { ...facts, queried: queried ?? '未查询' }, nodes);
  if (c.control === 'none') return check('pass', 'pass.clear', { ...facts, queried }, nodes);
  const answer = answered(input);
  return answer.verdict === 'unknown'
    ? check('unknown', 'unknown.limited', facts, [...nodes, ...answer.nodes])
    : reading(nodes, answer);
};

/** L19: a recent look at every register shows no seizure and no control; agreed limits are answered for. */
export const noSeizure: AssetTest = (asset, input) => {
  const { certificates } = asset.rights;
  if (certificates.length === 0) return noCertificate(asset);
  return withParameter(input, 'maxAge', dayCount, (maxAge, rule) => {
    const all = allOf(certificates.map((c) => noted(asset, c, maxAge, input)));
    return unlessDenied(reading([rule], all), input);
  });
};

const otherPledges = (asset: DataAsset, input: CheckInput): Check => {
  const open = asset.rights.certificates.flatMap((c) =>
    c.pledges
      .filter((p) => p.releasedOn === null || p.releasedOn > input.context.filingDate)
      .map((p) => ({ ...p, certificate: nameOf(c) })),
  );
  const text = open.map((p) => `${p.certificate}：${p.pledgee}`).join('；');
  const node = assetLeaf(
    asset,
    'rights.certificates.pledges',
    '未解除的质押',
    text === '' ? '没有记载' : text,
  );
  if (open.length === 0) return quiet('pass', [node]);
  return withField(input.fields.text('pledgee'), (pledgee, pledgeeNode) => {
    const others = open.filter((p) => p.pledgee !== pledgee);
    return others.length === 0
      ? quiet('pass', [node, pledgeeNode])
      : check('fail', 'fail.pledged', { pledgees: others.map((p) => p.pledgee).join('、') }, [
          node,
          pledgeeNode,
        ]);
  });
};

const twiceRegistered = (asset: DataAsset): Check => {
  const live = asset.rights.certificates.filter((c) => !ENDED.has(c.state));
  const twice = live.find((c, i) =>
    live.some(
      (o, j) =>
        j < i && o.registerSystem === c.registerSystem && o.object === c.object && o.number !== c.number,
    ),
  );
  return twice === undefined ? quiet('pass') : check('fail', 'fail.registered', { object: twice.object });
};

/** Hashes that say two assets are the same data. */
const marksOf = ({ sha256, files }: DataAsset): readonly string[] => [
  ...(sha256 === null ? [] : [sha256]),
  ...files.flatMap((f) => (f.merkleRoot === null ? [] : [f.merkleRoot])),
];

const offeredTwice = (asset: DataAsset, input: CheckInput): Check => {
  const own = new Set(marksOf(asset));
  const node = assetLeaf(asset, 'files', '数据文件的散列', [...own].join('；') || null);
  const twin = input.context.caseRecord.sections.dataAssets.assets.find(
    (other) => other.id !== asset.id && marksOf(other).some((mark) => own.has(mark)),
  );
  return twin === undefined
    ? quiet('pass', [node])
    : check('fail', 'fail.twice', { twin: twin.title }, [node]);
};

/** L20: not pledged to anybody else, not registered twice, not offered twice here, and the registers were searched. */
export const notPledgedElsewhere: AssetTest = (asset, input) =>
  allOf([otherPledges(asset, input), twiceRegistered(asset), offeredTwice(asset, input), answered(input)]);
