import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import type { DataRight } from '../../case/data-rights';
import type { RulesAt } from '../../rulebook/model';
import { INDUSTRY_SECTIONS, parseIndustryCode } from '../../kernel/industry';
import { type ProfileFill, formFill, frequencyHint, periodFill, volumeFill, yearsOf } from './profile-fills';

/** What the case itself says for a field of the form, and how sure it is. */
export interface FormSource {
  /** `profile`, `facts` and `rights` stand as they are; `proposal` waits for a person. */
  readonly origin: 'profile' | 'facts' | 'rights' | 'proposal';
  readonly value: string;
  readonly note: string;
}

const RIGHT_TITLE: Readonly<Record<DataRight['kind'], string>> = {
  hold: '数据持有权',
  use: '数据使用权',
  operate: '数据经营权',
};
const SOURCE_TITLE: Readonly<Record<DataAsset['rights']['sources'][number]['kind'], string>> = {
  collected: '采集生成',
  'scraped-public': '通过自动化程序收集公开数据',
  agreement: '协议取得',
  derived: '衍生创造',
};

const from = (
  origin: FormSource['origin'],
  value: string | null | undefined,
  note: string,
): FormSource | null => ((value ?? '').trim() === '' ? null : { origin, value: (value ?? '').trim(), note });
const filled = (fill: ProfileFill | null, origin: 'profile' | 'proposal'): FormSource | null =>
  fill === null ? null : { origin, ...fill };

/** `E` and `46` → `电力、热力、燃气及水生产和供应业 / 水的生产和供应业`. */
const industryText = (code: string | null): string | null => {
  const read = code === null ? null : parseIndustryCode(code);
  if (read?.ok !== true) return null;
  const section = INDUSTRY_SECTIONS.find((s) => s.code === read.value.section)?.title ?? '';
  return read.value.division === undefined ? `门类 ${section}` : `${section} / ${read.value.title}`;
};

/** The place in an address as far as its county: `浙江省开化县…` → `开化县`. */
const placeOf = (address: string | null): string =>
  /^.*?[市县区]/.exec((address ?? '').replace(/^.*?(省|自治区)/, ''))?.[0] ?? '';

/** 时间、地域、行业、内容、数据类型 as far as they are known; a person completes it. */
const nameProposal = (asset: DataAsset, caseRecord: CaseRecord): FormSource => {
  const { enterprise } = caseRecord.sections.enterprise;
  const years = yearsOf(asset);
  const time = years === null ? '' : years[0] === years[1] ? `${years[0]}年` : `${years[0]}年至${years[1]}年`;
  const kind = /(数据|数据集|数据库)$/.test(asset.title) ? '' : '数据集';
  const place = placeOf(enterprise.address);
  const absent = [...(time === '' ? ['时间'] : []), ...(place === '' ? ['地域'] : [])];
  return {
    origin: 'proposal',
    value: `${time}${place}${asset.title}${kind}`,
    note: absent.length === 0 ? '按时间、地域、内容、数据类型拟' : `还缺${absent.join('、')}`,
  };
};

const COLUMNS_NAMED = 12;

/** A first draft; `……` stands for what only the owner knows. */
const summaryProposal = (asset: DataAsset, caseRecord: CaseRecord): FormSource => {
  const { name } = caseRecord.sections.enterprise.enterprise;
  const names = asset.columns.slice(0, COLUMNS_NAMED).map((c) => c.name);
  const more = asset.columns.length > COLUMNS_NAMED ? `等 ${asset.columns.length} 项` : '';
  return {
    origin: 'proposal',
    value: `该数据为${name === '' ? '……' : name}在……活动过程中产生，包含${names.join('、')}${more}信息，可用于……。`,
    note: '草拟，省略号处由产权人补齐',
  };
};

const rightText = ({ kind, holder, creditCode, from: start, until, exclusive, limits }: DataRight): string =>
  [
    `${holder}（${creditCode ?? '统一社会信用代码未填'}）`,
    RIGHT_TITLE[kind],
    `期限 ${start ?? '未填'} 至 ${until ?? '未约定'}`,
    exclusive === null ? '是否独占未填' : exclusive ? '独占' : '非独占',
    `限制：${limits.trim() === '' ? '无' : limits.trim()}`,
  ].join('，');

/** What the case says for one field; `null` = nothing. Field codes are those of the rulebook. */
export const formSource = (
  code: string,
  asset: DataAsset,
  caseRecord: CaseRecord,
  rules: RulesAt,
): FormSource | null => {
  const { enterprise } = caseRecord.sections.enterprise;
  const { rights, sources } = asset.rights;
  switch (code) {
    case 'applicant-name':
      return from('facts', enterprise.name, '案情 › 企业名称');
    case 'applicant-type':
      return enterprise.creditCode === null
        ? null
        : from('proposal', '法人', '有统一社会信用代码；非法人组织请改');
    case 'applicant-id':
      return from('facts', enterprise.creditCode, '案情 › 统一社会信用代码');
    case 'phone':
      return from('facts', enterprise.phone, '案情 › 电话');
    case 'address':
      return from('facts', enterprise.address, '案情 › 地址');
    case 'business': {
      const parts = [
        ...(enterprise.legalRepresentative === null ? [] : [`法定代表人 ${enterprise.legalRepresentative}`]),
        ...(enterprise.foundedOn === null ? [] : [`成立于 ${enterprise.foundedOn}`]),
      ];
      return from('proposal', parts.join('；'), '由案情拟，补齐营业期限、经营范围与存续情况');
    }
    case 'name':
      return nameProposal(asset, caseRecord);
    case 'summary':
      return summaryProposal(asset, caseRecord);
    case 'industry':
      return from('facts', industryText(enterprise.industryCode), '案情 › 行业代码');
    case 'source':
      return from(
        'rights',
        [...new Set(sources.map((s) => SOURCE_TITLE[s.kind]))].join('/'),
        '本页 › 数据来源',
      );
    case 'period':
      return filled(periodFill(asset), 'profile');
    case 'frequency':
      return filled(frequencyHint(asset, rules), 'proposal');
    case 'volume':
      return filled(volumeFill(asset), 'profile');
    case 'form':
      return filled(formFill(asset), 'profile');
    case 'allocation':
      return from('rights', rights.map(rightText).join('；'), '本页 › 三权');
    default:
      return null;
  }
};
