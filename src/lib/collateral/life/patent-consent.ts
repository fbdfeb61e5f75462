import type { CaseRecord } from '../../case/case-record';
import { type CheckResult, unknown } from './gate-model';
import type { LifeAsset } from './life-assets';

/** Names of those who pledge the patents: owner of the card, owners of every pledged patent; an empty one = somebody unknown. */
const pledgorsOf = ({ item }: LifeAsset, { sections: { patents } }: CaseRecord): readonly string[] => {
  const pledged = new Set(patents.pledged);
  const owners = patents.records
    .filter(({ id }) => pledged.has(id))
    .flatMap((record) => (record.owners.length === 0 ? [''] : record.owners));
  const card = item?.owner.trim() ?? '';
  const names = [...owners, ...(card === '' ? [] : [card])].map((name) => name.trim());
  return [...new Set(names.length === 0 ? [''] : names)];
};

/**
 * No check of a case asks for the resolution of a company that pledges patents for the debt of another (公司法第十五条). So consents that
 * pass hold only where the borrower itself pledges; else they are unknown. Names are equal only letter by letter.
 */
export const patentConsent = (
  asset: LifeAsset,
  caseRecord: CaseRecord,
  consents: CheckResult,
): CheckResult => {
  if (asset.assetClass?.registryCode !== 'PATENT' || consents.verdict !== 'pass') return consents;
  const borrower = caseRecord.sections.enterprise.enterprise.name.trim();
  const others = pledgorsOf(asset, caseRecord).filter((name) => name === '' || name !== borrower);
  if (others.length === 0) return consents;
  const named = others.filter((name) => name !== '');
  const who =
    named.length === 0
      ? '出质人未知'
      : borrower === ''
        ? '借款企业未知'
        : `出质人${named.join('、')}不是借款企业`;
  return unknown(
    `案卷没有出质人公司决议的核查：${who}`,
    '请核对权利人；以专利为他人债务出质的公司，请取得其决议（公司法第十五条）后由有权人放行',
    consents.evidence,
  );
};
