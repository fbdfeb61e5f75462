import type { CaseRecord } from '../../case/case-record';
import { percentText } from '../display';
import type { Unit } from '../../kernel/trace';
import { enteredValue } from '../case-values';
import type { FieldValue } from '../form-model';
import { patentNumberDigits, patentValues } from '../patent-values';
import { type DetailWord, detailText } from './detail-words';
import type { FilingSource } from './filing';

type Values = Map<string, FieldValue>;
type Words = ReadonlyMap<string, DetailWord>;

const DETAIL_UNIT: Readonly<Record<string, Unit>> = { money: 'fen', date: 'date' };

/** Facts of the catalogue: each one it asks for, given or not. */
const addDetails = (
  values: Values,
  words: Words,
  details: Readonly<Record<string, string>>,
  at: string,
  label: string,
): void => {
  for (const [code, word] of words) {
    const raw = Object.hasOwn(details, code) ? (details[code] ?? '') : '';
    values.set(
      `detail.${code}`,
      enteredValue(
        `${at}.details.${code}`,
        `${label} › ${word.label}`,
        raw === '' ? null : detailText(word, raw),
        DETAIL_UNIT[word.kind] ?? 'text',
      ),
    );
  }
};

const addData = (values: Values, { data }: FilingSource, at: string): void => {
  if (data === null) return;
  const label = `数据资产 › ${data.title}`;
  const certificate = data.rights.certificates.find(({ id }) => id === data.rights.pledge.certificate);
  const set = (key: string, field: string, name: string, raw: string | null, unit: Unit = 'text'): void => {
    const path = `${at}.${field}`;
    if (raw !== null && raw !== '') values.set(key, enteredValue(path, `${label} › ${name}`, raw, unit));
    else if (!values.has(key)) values.set(key, enteredValue(path, `${label} › ${name}`, null, unit));
  };
  const on = `rights.certificates`;
  set('detail.registration_no', `${on}.number`, '证书编号', certificate?.number ?? null);
  set('detail.registered_owner', `${on}.holder`, '证书权利主体', certificate?.holder ?? null);
  set('data_announced', `${on}.issuedOn`, '登记公告日', certificate?.issuedOn ?? null, 'date');
  set('detail.valid_until', `${on}.validUntil`, '有效期至', certificate?.validUntil ?? null, 'date');
  set('detail.certificate_status', `${on}.state`, '证书状态', stateText(certificate?.state ?? null));
  set('data_scale', 'rows', '数据规模', `${data.rows} 条`);
  // Only two of the routes say how the pledge is made public; of the others it is asked.
  const made = ROUTES[data.rights.pledge.route ?? ''];
  if (made !== undefined && (values.get('detail.effect_route')?.value ?? null) === null)
    set('detail.effect_route', 'rights.pledge.route', '质押路径', made);
};

/** Routes of a pledge of data → words of 质押公示方式 in the catalogue. */
const ROUTES: Readonly<Record<string, string>> = {
  'data-ip-record': '省级平台质押备案',
  'movable-registry': '中登网“其他可以登记的动产和权利担保”',
};

const STATES: Readonly<Record<string, string>> = {
  'in-force': '有效',
  renewed: '已续期',
  changed: '已变更',
  cancelled: '已注销',
  revoked: '已撤销',
  expired: '到期',
  objected: '异议中',
};
const stateText = (state: string | null): string | null => (state === null ? null : (STATES[state] ?? state));

const SUPPORT_KIND: Readonly<Record<string, string>> = {
  guarantee: '保证',
  insurance: '保险',
  'risk-pool': '风险补偿',
  unsecured: '信用',
};

const addSupport = (values: Values, { support }: FilingSource, at: string): void => {
  if (support === null) return;
  const label = `押品组合 › ${support.title}`;
  const set = (key: string, field: string, name: string, raw: string | null, unit: Unit = 'text'): void => {
    values.set(key, enteredValue(`${at}.${field}`, `${label} › ${name}`, raw, unit));
  };
  set('support_provider', 'provider', '提供人', support.provider);
  set('support_kind', 'kind', '种类', SUPPORT_KIND[support.kind] ?? support.kind);
  set('support_amount', 'capacityFen', '承担额度', support.capacityFen, 'fen');
  set('support_fee', 'feeRate', '年费率', support.feeRate === null ? null : percentText(support.feeRate));
  set(
    'support_contract',
    'contract.registrationNumber',
    '合同编号',
    support.contract?.registrationNumber ?? null,
  );
};

/** Kinds of movables that the class of an asset says by itself. */
const MOVABLE_KIND: Readonly<Record<string, string>> = {
  EQUIP_GEN: '生产设备',
  EQUIP_SPEC: '生产设备',
  STOCK_WIP: '半成品',
};

const addItem = (values: Values, { item }: FilingSource, at: string): void => {
  if (item === null) return;
  const label = `押品组合 › ${item.title}`;
  values.set('source_value', enteredValue(`${at}.valueFen`, `${label} › 评估价值`, item.valueFen, 'fen'));
  const kind = MOVABLE_KIND[item.assetClass];
  if (kind !== undefined)
    values.set('movable_kind', enteredValue(`${at}.assetClass`, `${label} › 押品类别`, kind));
};

const indexIn = (list: readonly { readonly id: string }[], id: string): number =>
  list.findIndex((one) => one.id === id);

/** What the case says of one source of a filing, by field code. A code that is not there can be entered with the filing. */
export const sourceValues = (
  caseRecord: CaseRecord,
  source: FilingSource,
  words: Words,
): ReadonlyMap<string, FieldValue> => {
  const { collateral, dataAssets } = caseRecord.sections;
  const { patent, item, data, support } = source;
  if (patent !== null) {
    const values: Values = new Map(patentValues(caseRecord, patent));
    const number = values.get('patent_no');
    if (number !== undefined)
      values.set('patent_no_digits', { ...number, value: patentNumberDigits(patent) });
    return values;
  }
  const values: Values = new Map();
  const holder = item ?? support;
  const list = item !== null ? 'items' : 'support';
  const index =
    holder === null ? 0 : indexIn(item !== null ? collateral.items : collateral.support, holder.id);
  const at = `$.sections.collateral.${list}[${index}]`;
  if (holder !== null) addDetails(values, words, holder.details, at, `押品组合 › ${holder.title}`);
  addItem(values, source, at);
  addSupport(values, source, at);
  const dataAt = `$.sections.dataAssets.assets[${data === null ? 0 : indexIn(dataAssets.assets, data.id)}]`;
  addData(values, source, dataAt);
  values.set(
    'source_title',
    enteredValue(data === null ? `${at}.title` : `${dataAt}.title`, `${source.title} › 名称`, source.title),
  );
  return values;
};
