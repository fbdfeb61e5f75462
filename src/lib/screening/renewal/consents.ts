import type { CaseRecord } from '../../case/case-record';

/** One signature that is still to be had, in the words of the paper to sign. */
export interface ConsentToObtain {
  readonly provider: string;
  readonly name: string;
  readonly role: '保证人' | '抵押人、出质人';
  /** What it stands for, by title; empty for security of the old loan only. */
  readonly about: string;
  /** What is missing: to be told, to agree, to hand in the paper. */
  readonly missing: readonly string[];
  readonly words: string;
}

const wording = (name: string, contract: string): string =>
  `${name === '' ? '本担保人' : name}知悉本次新贷款用于偿还${contract === '' ? '原贷款' : `合同 ${contract} 项下的原贷款`}，同意继续为新贷款提供担保，担保范围与期限以新担保合同为准。`;

/** The consents that a renewal without repayment still needs, in the order in which the providers were entered. */
export const consentsToObtain = ({ attachments, sections }: CaseRecord): readonly ConsentToObtain[] => {
  const { renewal } = sections.screening;
  if (renewal === null) return [];
  const files = new Set(attachments.map((a) => a.id));
  const titles = new Map([
    ...sections.collateral.items.map((i): [string, string] => [i.id, i.title]),
    ...sections.collateral.support.map((s): [string, string] => [s.id, s.title]),
    ...sections.patents.records.map((p): [string, string] => [p.id, p.title]),
    ...sections.dataAssets.assets.map((a): [string, string] => [a.id, a.title]),
  ]);
  return renewal.providers.flatMap((p) => {
    const backed = p.evidence.some((e) =>
      e.attachment === null ? e.description.trim() !== '' : files.has(e.attachment),
    );
    const missing = [
      ...(p.knows === true ? [] : ['告知以新还旧并签收']),
      ...(p.consents === true ? [] : ['书面同意继续担保']),
      ...(backed ? [] : ['确认书原件或扫描件']),
    ];
    if (missing.length === 0) return [];
    return [
      {
        provider: p.id,
        name: p.name,
        role: p.kind === 'guarantor' ? ('保证人' as const) : ('抵押人、出质人' as const),
        about: p.subject === null ? '' : (titles.get(p.subject) ?? p.subject),
        missing,
        words: wording(p.name, renewal.oldContract),
      },
    ];
  });
};
