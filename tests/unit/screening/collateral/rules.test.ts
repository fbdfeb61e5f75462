import { describe, expect, it } from 'vitest';
import type { CollateralItem, SupportItem } from '../../../../src/lib/case/collateral-section';
import type { Verdict } from '../../../../src/lib/case/exchange';
import {
  CLASSES,
  findingWith,
  paperOf,
  preflightOf,
  preflightRules,
  readyItem,
  readySupport,
  withDetails,
} from '../../../fixtures/collateral-preflight';
import { OWNER } from '../../../fixtures/screening-case';
import { screeningRule } from '../../../../src/lib/screening/rule-model';
import { readTyped } from '../../../../src/lib/rulebook/read-rule';
import { mustBeOk } from '../../../../src/lib/kernel/result';

type Details = Readonly<Record<string, string | null>>;
type Row = readonly [
  code: string,
  assetClass: string,
  details: Details,
  verdict: Verdict,
  words: string,
  item?: Partial<CollateralItem>,
];

// Valuation date 2026-11-20; debt from 2026-12-01 to 2027-11-30; amount asked for 50 万元.
const ROWS: readonly Row[] = [
  // 民法典 art. 399, six items
  ['N1', 'RE_FACTORY', { land_right: 'ownership' }, 'fail', '土地所有权不得抵押'],
  ['N1', 'RE_FACTORY', { land_right: 'allocated' }, 'pass', '划拨'],
  ['N1', 'RE_FACTORY', { land_right: 'freehold' }, 'unknown', 'E_FIELD_TYPE'],
  ['N2', 'RE_FACTORY', { land_right: 'homestead' }, 'fail', '宅基地使用权'],
  ['N2', 'RE_FACTORY', { land_right: 'collective-other' }, 'fail', '集体所有土地'],
  ['N2', 'RE_FACTORY', { land_right: 'collective-business' }, 'pass', '已附可以抵押的依据'],
  [
    'N2',
    'RE_FACTORY',
    { land_right: 'collective-business' },
    'unknown',
    '集体经营性建设用地入市文件',
    { evidence: [paperOf('不动产权证'), paperOf('不动产登记资料查询结果')] },
  ],
  ['N3', 'RE_FACTORY', { public_welfare: 'true' }, 'fail', '公益设施'],
  ['N3', 'EQUIP_GEN', { public_welfare: 'true' }, 'fail', '公益设施'],
  ['N4', 'RE_FACTORY', { title_disputed: 'true' }, 'fail', '有争议'],
  ['N5', 'EQUIP_GEN', { seized: 'true' }, 'fail', '查封、扣押或监管'],
  ['N6', 'VEHICLE', { otherwise_banned: 'true' }, 'fail', '其他财产'],
  ['N6', 'VEHICLE', { otherwise_banned: 'maybe' }, 'unknown', 'E_FIELD_TYPE'],
  // Real estate
  ['RE1', 'RE_FACTORY', { registered_owner: '虚构别人有限公司' }, 'fail', '不在登记簿记载的权利人'],
  ['RE1', 'RE_FACTORY', { registered_owner: `${OWNER}；虚构别人有限公司` }, 'pass', '是登记簿记载的权利人'],
  [
    'RE1',
    'RE_FACTORY',
    { registered_owner: ` ${OWNER.slice(0, 4)} ${OWNER.slice(4)}` },
    'unknown',
    '全角半角',
  ],
  ['RE2', 'RE_FACTORY', { pair_scope: 'building' }, 'fail', '没有与其配对'],
  ['RE2', 'RE_LAND', { pair_scope: 'land' }, 'fail', '没有与其配对'],
  ['RE2', 'RE_FACTORY', { pair_scope: 'bare-land' }, 'fail', '类别不是土地'],
  ['RE3', 'RE_LAND', { land_right: 'township' }, 'fail', '不得单独抵押'],
  ['RE3', 'RE_FACTORY', { land_right: 'township' }, 'pass', '没有单独抵押'],
  ['RE4', 'RE_FACTORY', { illegal_building: 'true' }, 'fail', '合同无效'],
  ['RE5', 'RE_FACTORY', { land_right: 'allocated', grant_fee_fen: '30000000' }, 'fail', '30.00 万元'],
  ['RE5', 'RE_FACTORY', { land_right: 'allocated' }, 'unknown', '估计应缴的土地出让金未知'],
  [
    'RE5',
    'RE_FACTORY',
    { land_right: 'allocated', grant_fee_fen: '30000000' },
    'fail',
    '在先债权只有 29.99 万元',
    { priorClaimsFen: '29990000' },
  ],
  [
    'RE5',
    'RE_FACTORY',
    { land_right: 'allocated', grant_fee_fen: '30000000' },
    'pass',
    '已计入在先债权',
    { priorClaimsFen: '30000000' },
  ],
  ['RE6', 'RE_FACTORY', { objection: 'true' }, 'fail', '异议登记'],
  ['RE6', 'RE_FACTORY', { residence_right: 'true' }, 'fail', '居住权'],
  ['RE7', 'RE_FACTORY', { later_buildings: 'true' }, 'fail', '不属于抵押财产'],
  ['RE8', 'RE_FACTORY', { unit_number: '330825 001002 GB00012 F00010001' }, 'pass', '已填写'],
  ['RE8', 'RE_FACTORY', { unit_number: '330825001002GB00012F0001000' }, 'fail', '27 个字符'],
  ['RE8', 'RE_FACTORY', { area: null, purpose: null }, 'unknown', '面积、用途'],
  ['RE9', 'RE_FACTORY', { transfer_ban: null }, 'unknown', '禁止或限制转让'],
  // 30 days: 10-21 is the oldest that counts, 12-20 the latest.
  ['RE10', 'RE_FACTORY', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['RE10', 'RE_FACTORY', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['RE10', 'RE_FACTORY', { searched_on: '2026-12-20' }, 'pass', '不超过 30 日'],
  ['RE10', 'RE_FACTORY', { searched_on: '2026-12-21' }, 'unknown', '日期与本案不符'],
  ['RE10', 'RE_FACTORY', { searched_on: '2026-02-30' }, 'unknown', 'E_FIELD_TYPE'],
  ['RE11', 'RE_FACTORY', { prior_entries: '1' }, 'fail', '在先债权却是 0'],
  ['RE11', 'RE_FACTORY', { prior_entries: '1' }, 'pass', '已计在先债权', { priorClaimsFen: '100' }],
  ['RE11', 'RE_FACTORY', {}, 'unknown', '登记在先 0 笔，却录有', { priorClaimsFen: '100' }],
  ['RE12', 'RE_CONSTR', { planning_permit: null }, 'unknown', '建设工程规划许可证号'],
  // Movables
  ['MV1', 'EQUIP_GEN', { description: '注塑机' }, 'fail', '只有 3 个字'],
  ['MV1', 'EQUIP_GEN', { serials: null }, 'unknown', '任备一种'],
  ['MV1', 'EQUIP_GEN', { serials: null, contract_no: '合同1' }, 'unknown', '购置合同号加发票号'],
  [
    'MV1',
    'EQUIP_GEN',
    { serials: null, contract_no: '合同1', invoice_no: '1' },
    'pass',
    '购置合同号加发票号',
  ],
  ['MV1', 'STOCK_RAW', { serials: null, location: '虚构仓', quantity: '100吨' }, 'pass', '存放地点加数量'],
  ['MV2', 'EQUIP_GEN', { registered_name: '虚构别人有限公司' }, 'fail', '营业执照名称'],
  ['MV3', 'EQUIP_GEN', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['MV3', 'EQUIP_GEN', { searched_on: '2026-10-20' }, 'unknown', '重新查询'],
  ['MV4', 'EQUIP_GEN', { prior_entries: '2' }, 'fail', '登记在先 2 笔'],
  // Ten days from delivery on 11-10 end on 11-20: a search on that day is one day too early.
  [
    'MV5',
    'EQUIP_GEN',
    { price_paid: 'false', delivered_on: '2026-11-10', searched_on: '2026-11-20' },
    'fail',
    '2026-11-20 之前登记的价款抵押权优先',
  ],
  [
    'MV5',
    'EQUIP_GEN',
    { price_paid: 'false', delivered_on: '2026-11-10', searched_on: '2026-11-21' },
    'pass',
    '十日窗口至 2026-11-20',
  ],
  ['MV5', 'EQUIP_GEN', { price_paid: null, delivered_on: '2026-11-10' }, 'unknown', '价款是否已经付清未知'],
  ['MV6', 'EQUIP_GEN', { retention: 'true' }, 'fail', '留置权人优先'],
  ['MV7', 'STOCK_RAW', { floating: 'true' }, 'unknown', '抵押财产确定的情形'],
  ['MV7', 'STOCK_RAW', { floating: 'true', crystallisation: '债务到期未清偿' }, 'pass', '债务到期未清偿'],
  // 12 months from 2026-11-20 end on 2027-11-20, ten days before the debt.
  ['MV8', 'EQUIP_GEN', { term_months: '12' }, 'fail', '登记期限改为 19 个月'],
  ['MV8', 'EQUIP_GEN', { term_months: '13' }, 'pass', '2027-12-20'],
  ['MV8', 'EQUIP_GEN', { term_months: '0' }, 'fail', '不在 1 至 360'],
  ['MV8', 'EQUIP_GEN', { term_months: '361' }, 'fail', '不在 1 至 360'],
  ['MV8', 'EQUIP_GEN', { term_months: '2.5' }, 'unknown', 'E_FIELD_TYPE'],
  ['VH1', 'VEHICLE', { registered_owner: '虚构别人有限公司' }, 'fail', '不是登记的所有人'],
  ['VH2', 'VEHICLE', { vin: null }, 'unknown', '车辆识别代号'],
  ['VH3', 'VEHICLE', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['VH3', 'VEHICLE', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['VH4', 'VEHICLE', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  ['VH5', 'VEHICLE', { retention: 'true' }, 'fail', '留置权人优先'],
  ['MP1', 'METAL', { controlled: 'false' }, 'fail', '质权没有设立'],
  ['MP2', 'METAL', { serials: null }, 'unknown', '任备一种'],
  ['MP2', 'METAL', { description: '金锭' }, 'fail', '只有 2 个字'],
  ['PL1', 'EQUITY_UNL', { transfer_forbidden: 'true' }, 'fail', '不得转让'],
  ['PL2', 'FUND', { title_disputed: 'true' }, 'fail', '有争议'],
  ['PL3', 'BANK_BILL', { seized: 'true' }, 'fail', '冻结'],
  // Receivables
  ['AR1', 'AR_CONF', { debtor: null }, 'unknown', '付款义务人'],
  ['AR2', 'AR_CONF', { transfer_forbidden: 'true' }, 'fail', '不得转让'],
  ['AR2', 'AR_CONF', { instrument_claim: 'true' }, 'fail', '不是应收账款'],
  ['AR3', 'AR_CONF', { seized: 'true' }, 'fail', '：是'],
  ['AR4', 'AR_CONF', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['AR4', 'AR_CONF', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['AR5', 'AR_CONF', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  ['AR6', 'AR_CONF', { term_months: '12' }, 'fail', '早于债务到期日'],
  ['AR6', 'AR_CONF', { term_months: '13' }, 'pass', '2027-12-20'],
  ['AR7', 'AR_CONF', { confirmed: 'none' }, 'fail', '却列为“债务人书面确认”'],
  ['AR7', 'AR_UNCONF', { confirmed: 'none' }, 'pass', '已备证明'],
  ['AR7', 'AR_UNCONF', {}, 'unknown', '履约证明或发票', { evidence: [paperOf('基础合同')] }],
  ['AR7', 'AR_CONF', {}, 'unknown', '付款义务人确认书', { evidence: [paperOf('基础合同'), paperOf('发票')] }],
  ['AR8', 'AR_CONF', { due_on: '2026-11-19' }, 'fail', '逾期应收账款'],
  ['AR8', 'AR_CONF', { due_on: '2026-11-20' }, 'pass', '没有逾期'],
  ['AR8', 'AR_CONF', { due_on: '2027-11-30' }, 'pass', '没有逾期'],
  ['AR8', 'AR_CONF', { due_on: '2027-12-01' }, 'fail', '回款在贷款之后'],
  ['AR9', 'AR_FUTURE', { special_account: 'false' }, 'fail', '没有特定账户'],
  ['AR10', 'AR_FUTURE', { project_approval: null }, 'unknown', '项目批准文件'],
  // Marks
  ['TM1', 'TRADEMARK', { registered_owner: '虚构别人有限公司' }, 'fail', '与商标档案'],
  ['TM2', 'TRADEMARK', { contract_unlawful: 'true' }, 'fail', '强制性规定'],
  ['TM3', 'TRADEMARK', { mark_status: 'expired' }, 'fail', '到期未续展'],
  ['TM4', 'TRADEMARK', { seized: 'true' }, 'fail', '查封、冻结'],
  ['TM5', 'TRADEMARK', { other_ground: 'true', other_remark: '虚构情形' }, 'fail', '虚构情形'],
  ['TM5', 'TRADEMARK', { other_ground: 'true' }, 'fail', '没有写明'],
  ['TM6', 'TRADEMARK', { similar: 'omitted' }, 'fail', '没有一并出质'],
  ['TM6', 'TRADEMARK', { similar: 'listed' }, 'fail', '却是空的'],
  ['TM6', 'TRADEMARK', { similar: 'inside' }, 'pass', '本项的注册号'],
  ['TM7', 'TRADEMARK', { valid_until: '2027-11-30' }, 'pass', '不早于债务到期日'],
  ['TM7', 'TRADEMARK', { valid_until: '2027-11-29', renewal_duty: 'false' }, 'fail', '也没有约定续展'],
  ['TM7', 'TRADEMARK', { valid_until: '2027-11-29', renewal_duty: 'true' }, 'pass', '负责续展'],
  ['TM7', 'TRADEMARK', { valid_until: '2027-11-29' }, 'unknown', '负责续展未知'],
  ['TM7', 'TRADEMARK', { valid_until: '2026-11-19', renewal_duty: 'true' }, 'fail', '已经届满'],
  ['TM8', 'TRADEMARK', { classes: null }, 'unknown', '类别'],
  ['TM9', 'TRADEMARK', { licensed: 'true' }, 'unknown', '没有写明内容'],
  ['TM9', 'TRADEMARK', { licensed: 'true', licence_note: '普通许可' }, 'pass', '普通许可'],
  ['TM10', 'TRADEMARK', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['TM10', 'TRADEMARK', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['TM11', 'TRADEMARK', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  // Copyright
  ['CR1', 'COPYRIGHT', { registered_owner: '虚构别人有限公司' }, 'fail', '不是著作权人'],
  ['CR2', 'COPYRIGHT', { contract_unlawful: 'true' }, 'fail', '强制性规定'],
  ['CR3', 'COPYRIGHT', { protected_until: '2027-11-30' }, 'pass', '不早于债务到期日'],
  ['CR3', 'COPYRIGHT', { protected_until: '2027-11-29' }, 'fail', '超过保护期'],
  ['CR3', 'COPYRIGHT', { protected_until: '2026-11-19' }, 'fail', '已经届满'],
  ['CR4', 'COPYRIGHT', { title_disputed: 'true' }, 'fail', '权属争议'],
  ['CR5', 'COPYRIGHT', { other_ground: 'true' }, 'fail', '没有写明'],
  ['CR6', 'COPYRIGHT', { licensed: 'true' }, 'unknown', '没有写明授权情况'],
  [
    'CR6',
    'COPYRIGHT',
    { licensed: 'true', licence_note: '虚构授权' },
    'unknown',
    '授权合同',
    { evidence: [paperOf('著作权登记证书')] },
  ],
  ['CR7', 'COPYRIGHT', { work_kind: null }, 'unknown', '涉及作品种类'],
  ['CR8', 'COPYRIGHT', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['CR8', 'COPYRIGHT', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['CR9', 'COPYRIGHT', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  ['CR10', 'COPYRIGHT', { seized: 'true' }, 'fail', '冻结'],
  // Data intellectual property
  ['DI1', 'DATA_IP', { certificate_status: 'expired' }, 'fail', '到期'],
  ['DI2', 'DATA_IP', { registered_owner: '虚构别人有限公司' }, 'fail', '不是登记主体'],
  ['DI3', 'DATA_IP', { valid_until: '2027-11-29', renewal_duty: 'false' }, 'fail', '也没有约定续期'],
  ['DI3', 'DATA_IP', { valid_until: '2027-11-30' }, 'pass', '不早于债务到期日'],
  ['DI4', 'DATA_IP', {}, 'unknown', '数据来源合法证明', { evidence: [paperOf('登记证书')] }],
  ['DI5', 'DATA_IP', { important_data: 'true' }, 'fail', '重要数据'],
  ['DI6', 'DATA_IP', { platform_pledged: 'true' }, 'fail', '其他质押备案'],
  ['DI7', 'DATA_IP', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['DI7', 'DATA_IP', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['DI8', 'DATA_IP', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  ['DI9', 'DATA_IP', { hash_equal: 'false' }, 'fail', '不是同一份'],
  ['DI10', 'DATA_IP', { disposal_route: null }, 'unknown', '处置途径未知'],
  ['DI11', 'DATA_IP', { effect_route: null }, 'unknown', '没有保证'],
  ['DI11', 'DATA_IP', { effect_route: 'both' }, 'pass', '对第三人的效力没有保证'],
  // Equity, securities, bills, deposits, margin
  ['EQ1', 'EQUITY_UNL', { registered_owner: '虚构别人有限公司' }, 'fail', '不是登记的股东'],
  ['EQ2', 'EQUITY_UNL', { equity_amount: null }, 'unknown', '出质股权数额'],
  ['EQ3', 'EQUITY_UNL', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['EQ3', 'EQUITY_UNL', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['EQ4', 'EQUITY_UNL', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  ['SE1', 'FUND', { registered_owner: '虚构别人有限公司' }, 'fail', '不是登记的持有人'],
  ['SE2', 'FUND', { quantity: null }, 'unknown', '数量'],
  ['SE3', 'FUND', { searched_on: '2026-10-21' }, 'pass', '不超过 30 日'],
  ['SE3', 'FUND', { searched_on: '2026-10-20' }, 'unknown', '超过 30 日'],
  ['SE4', 'FUND', { prior_entries: '1' }, 'fail', '登记在先 1 笔'],
  ['BI1', 'BANK_BILL', { endorsed: 'false' }, 'fail', '没有背书'],
  ['BI1', 'BANK_BILL', { delivered: 'false' }, 'fail', '没有交付'],
  ['BI2', 'BANK_BILL', { acceptor: null }, 'unknown', '承兑人'],
  ['BI3', 'BANK_BILL', { due_on: '2026-11-19' }, 'fail', '已过'],
  ['BI3', 'BANK_BILL', { due_on: '2026-11-20' }, 'pass', ''],
  ['DS1', 'DEPOSIT_OWN', { frozen_for_us: 'false' }, 'fail', '止付或冻结'],
  ['DS2', 'DEPOSIT_OWN', { slip_no: null }, 'unknown', '凭证号码'],
  ['MA1', 'MARGIN', { controlled: 'false' }, 'fail', '实际控制'],
  ['MA2', 'MARGIN', { account: null }, 'unknown', '保证金账户'],
  // Contract and provider
  ['PG1', 'RE_FACTORY', {}, 'unknown', '提供人未知', { owner: '虚构第三方有限公司' }],
  [
    'PG1',
    'RE_FACTORY',
    { provider_kind: 'company', resolution: 'none', provider_related: 'false' },
    'fail',
    '没有公司决议',
    { owner: '虚构第三方有限公司' },
  ],
  [
    'PG1',
    'RE_FACTORY',
    { provider_kind: 'company', resolution: 'board', provider_related: 'false' },
    'pass',
    '董事会决议',
    { owner: '虚构第三方有限公司' },
  ],
  [
    'PG1',
    'RE_FACTORY',
    { provider_kind: 'company', resolution: 'board', provider_related: 'true' },
    'fail',
    '取得股东会决议',
    { owner: '虚构第三方有限公司' },
  ],
  [
    'PG1',
    'RE_FACTORY',
    { provider_kind: 'company', resolution: 'exempt-two-thirds', provider_related: 'true' },
    'pass',
    '不需要公司决议',
    { owner: '虚构第三方有限公司' },
  ],
  [
    'PG1',
    'RE_FACTORY',
    { provider_kind: 'borrower' },
    'unknown',
    '不是借款人',
    { owner: '虚构第三方有限公司' },
  ],
  ['PG1', 'RE_FACTORY', { provider_kind: 'person' }, 'pass', '自然人', { owner: '虚构某人' }],
  [
    'PG1',
    'RE_FACTORY',
    {},
    'unknown',
    '全角半角',
    { owner: `${OWNER} ${OWNER}`.slice(0, 4) + ' ' + OWNER.slice(4) },
  ],
  ['PG2', 'RE_FACTORY', { co_owned: 'true', co_owner_consent: 'all' }, 'pass', '全体书面同意'],
  ['PG2', 'RE_FACTORY', { co_owned: 'true', co_owner_consent: 'refused' }, 'fail', '不同意'],
  ['PG2', 'RE_FACTORY', { co_owned: 'true' }, 'unknown', '其他共有人的意见未知'],
  ['PG2', 'RE_FACTORY', {}, 'unknown', '所占份额却是 0.5', { share: '0.5' }],
  ['PG3', 'RE_FACTORY', { forfeiture: 'true' }, 'fail', '优先受偿'],
  ['PG3', 'RE_FACTORY', { clauses: '债务人到期不还，厂房归 债权人 所有。' }, 'fail', '归债权人所有'],
  ['PG3', 'RE_FACTORY', { clauses: '依法拍卖、变卖并就价款优先受偿' }, 'pass', '没有约定'],
  ['PG4', 'RE_FACTORY', { maximum: 'true' }, 'unknown', '拟登记的最高债权额未知'],
  // 50 万元 and 10 % for interest and costs: 55 万元.
  [
    'PG4',
    'RE_FACTORY',
    { maximum: 'true', maximum_fen: '55000000', contract_maximum_fen: '55000000' },
    'pass',
    '55.00',
  ],
  [
    'PG4',
    'RE_FACTORY',
    { maximum: 'true', maximum_fen: '54999999', contract_maximum_fen: '54999999' },
    'fail',
    '则不够',
  ],
  [
    'PG4',
    'RE_FACTORY',
    { maximum: 'true', maximum_fen: '49999999', contract_maximum_fen: '49999999' },
    'fail',
    '低于担保的债权',
  ],
  [
    'PG4',
    'RE_FACTORY',
    { maximum: 'true', maximum_fen: '55000000', contract_maximum_fen: '56000000' },
    'fail',
    '以登记的为准',
  ],
  [
    'PG4',
    'RE_FACTORY',
    { maximum: 'true', maximum_fen: '22000000', contract_maximum_fen: '22000000', secured_fen: '20000000' },
    'pass',
    '22.00',
  ],
  ['PG5', 'RE_FACTORY', { insured: 'false' }, 'fail', '第一受益人'],
];

const SUPPORT_ROWS: readonly (readonly [
  code: string,
  kind: 'guarantee' | 'insurance',
  details: Record<string, string>,
  verdict: Verdict,
  words: string,
])[] = [
  ['GU1', 'guarantee', { liability: 'unstated' }, 'fail', '一般保证'],
  ['GU1', 'guarantee', { liability: 'general' }, 'fail', '连带责任保证'],
  ['GU2', 'guarantee', { guarantee_until: '2027-11-30' }, 'fail', '六个月'],
  ['GU2', 'guarantee', { guarantee_until: '2027-12-01' }, 'pass', '晚于债务到期日'],
  ['GU2', 'guarantee', { guarantee_until: '' }, 'unknown', '六个月'],
  ['GU3', 'guarantee', { resolution: 'none' }, 'fail', '没有公司决议'],
  ['GU3', 'guarantee', { resolution: 'exempt-financial' }, 'pass', '不需要公司决议'],
  ['GU4', 'guarantee', { order_agreed: 'false' }, 'fail', '应当先就该物'],
  ['IN1', 'insurance', { beneficiary: 'false' }, 'fail', '受益人'],
  ['IN1', 'insurance', { premium_paid: 'false' }, 'fail', '保费未缴'],
  ['IN2', 'insurance', { policy_until: '2027-11-30' }, 'pass', ''],
  ['IN2', 'insurance', { policy_until: '2027-11-29' }, 'fail', '早于债务到期日'],
  ['IN2', 'insurance', { policy_until: '2026-11-19' }, 'fail', '已经届满'],
];

describe('逐条规则', () => {
  it.each(ROWS.map((row) => ({ row, name: JSON.stringify(row.slice(0, 4)) })))('$name', ({ row }) => {
    const [code, assetClass, details, verdict, words, item] = row;
    const finding = findingWith(preflightOf([withDetails(readyItem(assetClass, item), details)]), code);
    expect([finding.verdict, `${finding.message}｜${finding.remedy}`]).toEqual([
      verdict,
      expect.stringContaining(words),
    ]);
  });

  it.each(SUPPORT_ROWS)('%s %s %j → %s', (code, kind, details, verdict, words) => {
    const ready = readySupport(kind);
    const support: SupportItem = { ...ready, details: { ...ready.details, ...details } };
    const finding = findingWith(preflightOf([], [support], 'support-1'), code);
    expect([finding.verdict, `${finding.message}｜${finding.remedy}`]).toEqual([
      verdict,
      expect.stringContaining(words),
    ]);
  });

  it('每条规则都有不通过或未知的一行', () => {
    const tested = new Set([...ROWS, ...SUPPORT_ROWS].filter((r) => r[3] !== 'pass').map((r) => r[0]));
    const all = new Set([
      ...CLASSES.flatMap((c) => preflightOf([readyItem(c)]).findings.map((f) => f.code)),
      ...(['guarantee', 'insurance'] as const).flatMap((k) =>
        preflightOf([], [readySupport(k)], 'support-1').findings.map((f) => f.code),
      ),
    ]);
    expect([...all].filter((code) => !tested.has(code))).toEqual([]);
  });
});

describe('取走一样', () => {
  const specOf = (id: string) => mustBeOk(readTyped(preflightRules(), id, screeningRule)).value;

  it.each(CLASSES)('%s：取走规则所读的任何一个栏目，不会多出通过', (assetClass) => {
    const item = readyItem(assetClass);
    const before = preflightOf([item]);
    for (const code of Object.keys(item.details)) {
      const after = preflightOf([withDetails(item, { [code]: null })]);
      const lost = after.findings.filter((f) => f.verdict !== 'pass');
      expect(lost.every((f) => f.verdict === 'unknown')).toBe(true);
      const readers = before.findings.filter((f) =>
        Object.values(specOf(f.rule).fields).some(({ path }) => path === `item.details.${code}`),
      );
      expect(lost.every((f) => readers.some((r) => r.rule === f.rule))).toBe(true);
    }
  });

  it.each(CLASSES)('%s：没有材料时，要材料的规则都是未知', (assetClass) => {
    const { findings } = preflightOf([readyItem(assetClass, { evidence: [] })]);
    for (const finding of findings) {
      const asks = specOf(finding.rule).papers !== undefined && finding.code !== 'PG1';
      expect([finding.code, finding.verdict]).toEqual([finding.code, asks ? 'unknown' : 'pass']);
    }
  });
});

describe('严重程度', () => {
  it('第三百九十九条的六项都是否决', () => {
    const { findings } = preflightOf([readyItem('RE_FACTORY')]);
    const six = findings.filter((f) => f.code.startsWith('N'));
    expect(six.map((f) => f.code)).toEqual(['N1', 'N2', 'N3', 'N4', 'N5', 'N6']);
    expect(six.every((f) => f.veto && f.severity === 'block')).toBe(true);
  });

  it('最高额只差利息与费用的，是备注', () => {
    const item = withDetails(readyItem('RE_FACTORY'), {
      maximum: 'true',
      maximum_fen: '51000000',
      contract_maximum_fen: '51000000',
    });
    expect(findingWith(preflightOf([item]), 'PG4').severity).toBe('note');
  });

  it('回忆的条文标二手，自定的标假设', () => {
    const marks = preflightOf([readyItem('TRADEMARK')]);
    expect(findingWith(marks, 'TM4').confidence).toBe('secondary');
    expect(findingWith(marks, 'TM6').confidence).toBe('verified');
    expect(findingWith(marks, 'TM7').confidence).toBe('assumption');
  });
});
