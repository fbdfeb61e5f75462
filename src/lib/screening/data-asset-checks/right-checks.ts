import type { DataAsset } from '../../case/data-assets-section';
import { type Check, allOf, check } from '../check';
import type { CheckInput } from '../checks/check-input';
import { foldName } from '../checks/register-checks';
import { withField } from '../fields';
import { type AssetTest, answered, assetLeaf, isBacked, isPast, reading, unlessDenied } from './asset-check';

const LIVE: ReadonlySet<string | null> = new Set(['in-force', 'renewed', 'changed']);

/** National certificates in force that record the 数据经营权 of this holder. Provincial ones record none of the rights. */
const certifies = ({ rights }: DataAsset, holder: string, input: CheckInput): boolean =>
  rights.certificates.some(
    (c) =>
      c.registerSystem === 'national-data-property' &&
      c.rights.includes('operate') &&
      c.holder === holder &&
      LIVE.has(c.state) &&
      isBacked(c, input),
  );

/** L05: the pledgor holds the 数据经营权, shown by a paper. Names must be equal, as on the certificate. */
export const pledgorMayOperate: AssetTest = (asset, input) => {
  const operate = asset.rights.rights.filter((r) => r.kind === 'operate');
  const holders = [...new Set(operate.map((r) => r.holder))].join('、');
  const node = assetLeaf(asset, 'rights.rights', '数据经营权人', holders === '' ? null : holders);
  return withField(input.fields.text('pledgor'), (pledgor, pledgorNode) => {
    const nodes = [node, pledgorNode];
    const facts = { pledgor, holders };
    if (operate.length === 0) return check('unknown', 'unknown.none', facts, nodes);
    const own = operate.filter((r) => r.holder === pledgor);
    if (own.length === 0) {
      const similar = operate.find((r) => foldName(r.holder) === foldName(pledgor))?.holder;
      return similar === undefined
        ? check('fail', 'fail', facts, nodes)
        : check('unknown', 'unknown.similar', { ...facts, similar }, nodes);
    }
    const live = own.filter((r) => !isPast(r.until, input.context.filingDate));
    if (live.length === 0) return check('fail', 'fail.ended', facts, nodes);
    return live.some((r) => isBacked(r, input)) || certifies(asset, pledgor, input)
      ? check('pass', 'pass', facts, nodes)
      : check('unknown', 'unknown.evidence', facts, nodes);
  });
};

type OtherParty = NonNullable<DataAsset['rights']['otherParties']>[number];

const consentOf = (party: OtherParty, input: CheckInput): Check => {
  const facts = { party: party.name };
  if (party.consent === 'refused') return check('fail', 'fail.refused', facts);
  if (party.consent === null) return check('unknown', 'unknown.consent', facts);
  return isBacked(party, input)
    ? check('pass', 'pass.consent', facts)
    : check('unknown', 'unknown.consent-evidence', facts);
};

/** L08: there is nobody else, shown by a paper, or everybody else consented. */
export const othersConsent: AssetTest = (asset, input) => {
  const { otherParties } = asset.rights;
  const names = otherParties?.map((p) => p.name).join('、') ?? null;
  const node = assetLeaf(asset, 'rights.otherParties', '其他参与方', names === '' ? '无' : names);
  if (otherParties === null) return check('unknown', 'unknown.parties', {}, [node]);
  const result =
    otherParties.length === 0 ? answered(input) : allOf(otherParties.map((p) => consentOf(p, input)));
  return reading([node], unlessDenied(result, input));
};
