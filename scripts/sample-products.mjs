// The invented product catalogue among the samples; written by `node scripts/make-samples.mjs`.

/** Invented institutions. No real bank, no real product. */
const SIGNS = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'];
const bankAt = (i, banks) => `虚构示例银行${SIGNS[i % banks]}`;

const DIGITS = [...'零一二三四五六七八九'];
/** 1 to 99 in Chinese numerals. */
const numeral = (n) =>
  n < 10 ? DIGITS[n] : `${n < 20 ? '' : DIGITS[Math.floor(n / 10)]}十${n % 10 === 0 ? '' : DIGITS[n % 10]}`;

/** Kinds that are no credit. */
const OTHERS = [
  ['结算卡', '结算'],
  ['财产险', '保险'],
  ['理财', '理财'],
  ['担保', '担保'],
  ['租赁', '租赁'],
];

/** What an invented product can be about: target, security, patents, limit rule, extra words. */
const KINDS = [
  [
    '知产贷',
    '高新技术企业、专精特新企业',
    '知识产权质押',
    '发明专利不少于1件',
    '不超过专利评估值的30%',
    '成立满2年；无逾期',
  ],
  ['专利速贷', '科技型中小企业', '专利权质押、信用', '3件以上', '', '企业无失信记录'],
  ['商标贷', '小微企业', '商标专用权质押+政策性担保', '', '', '成立满1年，纳税信用等级B级及以上'],
  ['税信贷', '小微企业、个体工商户', '信用', '', '不超过年纳税额的6倍', '年纳税额不低于2万元；无欠税'],
  ['厂房按揭', '不限', '不动产抵押', '', '押品评估价值的70%', '注册地在丽水市；产权清晰，无纠纷'],
  ['科创担保贷', '科技型中小企业、高新技术企业', '政策性担保', '', '', '成立满6个月；近两年无逾期'],
  ['应收通', '中小企业', '应收账款质押', '', '', '年营业收入500万元以上；核心企业已确权'],
  [
    '数据贷',
    '数据知识产权登记企业',
    '数据知识产权质押+政策性担保、数据知识产权质押+保证保险',
    '',
    '',
    '持有数据知识产权登记证书',
  ],
  ['设备贷', '中小企业', '设备抵押、设备抵押+政策性担保', '', '押品价值×50%', '经营2年以上'],
];

const REGIONS = [
  '丽水市莲都区',
  '浙江省丽水市',
  '浙江省',
  '全国',
  '衢州市、丽水市',
  '金华市浦江县',
  '不限',
  '丽水市莲都区',
];
const RATES = [
  'LPR+50BP',
  'LPR+30至120BP',
  '3.45%',
  '3.2%-4.5%',
  '不高于LPR+150BP',
  'LPR-10BP',
  'LPR加80个基点',
  '最低3.6%',
];
const TERMS = ['最长1年', '1-3年', '12个月', '最长36个月', '不超过3年', '6-12个月', '3年以内', '最长5年'];
const INDUSTRIES = ['不限', 'C', '制造业', '不限', 'C、I', '不限', '信息传输、软件和信息技术服务业', '不限'];

const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * 36 credit products and two that are no credit, or as many as asked for; 虚构 on its face: every name says so. Some words are left hard to
 * read on purpose (`产权清晰，无纠纷`): the program must keep them and answer unknown. At most 22 institutions and 891 credit products.
 */
export const productCatalogueTable = ({ credit = 36, other = 2, banks = 8 } = {}) => {
  const id = (n) => `XG-${String(n).padStart(3, '0')}`;
  const rows = Array.from({ length: credit }, (_, i) => {
    const [name, target, security, patents, formula, words] = KINDS[i % KINDS.length];
    const turn = Math.floor(i / KINDS.length);
    const low = [10, 50, 30, 5][(i * 5) % 4];
    const high = [300, 500, 1000, 2000, 200][(i * 3) % 5];
    return [
      id(i + 1),
      bankAt(i * 3 + turn, banks),
      `虚构${name}${numeral(turn + 1)}号`,
      '信贷产品',
      REGIONS[(i + turn) % REGIONS.length],
      target,
      INDUSTRIES[(i * 5 + turn) % INDUSTRIES.length],
      security,
      patents,
      String(low),
      String(high),
      formula,
      RATES[(i * 3) % RATES.length],
      TERMS[(i * 7) % TERMS.length],
      i % 9 === 0 ? '当地财政贴息，以当年办法为准' : '',
      words,
    ];
  });
  const others = Array.from({ length: other }, (_, i) => {
    const [name, kind] = OTHERS[i % OTHERS.length];
    const turn = Math.floor(i / OTHERS.length);
    const title = `虚构示例${name}${turn === 0 ? '' : `${numeral(turn + 1)}号`}`;
    return [id(credit + i + 1), bankAt(i, banks), title, kind, ...Array(12).fill('')];
  });
  const header =
    '产品编号,机构名称,产品名称,产品类别,适用地区,适用对象,行业,担保方式,专利要求,最低额度（万元）,最高额度（万元）,额度测算,年利率,期限,贴息政策,准入条件';
  return [header, ...[...rows, ...others].map((row) => row.map(quoted).join(',')), ''].join('\n');
};
