/** Words for the choices on the page of rights. */

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const choices = (words: Readonly<Record<string, string>>, open?: string): readonly Choice[] => [
  ...(open === undefined ? [] : [{ value: '', label: open }]),
  ...Object.entries(words).map(([value, label]) => ({ value, label })),
];

/** The member of a list that a choice names; `null` for the open one. */
export const chosenOf = <T extends string>(list: readonly T[], value: string): T | null =>
  list.find((item) => item === value) ?? null;

/** `true`, `false` or nobody said. */
export const yesNo = (value: string): boolean | null =>
  value === 'yes' ? true : value === 'no' ? false : null;
export const yesNoText = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no');
export const YES_NO = choices({ yes: '是', no: '否' }, '未说明');

export const RIGHT_TITLE = { hold: '数据持有权', use: '数据使用权', operate: '数据经营权' } as const;
export const RIGHT_CHOICES = choices(RIGHT_TITLE);

export const SYSTEM_TITLE = {
  'national-data-property': '数据产权登记凭证（全国）',
  'provincial-data-ip': '数据知识产权登记证书（省级试点）',
} as const;

export const CERTIFICATE_STATES = [
  'in-force',
  'renewed',
  'changed',
  'cancelled',
  'revoked',
  'expired',
  'objected',
] as const;
export const STATE_CHOICES = choices(
  {
    'in-force': '有效',
    renewed: '已续期',
    changed: '已变更',
    cancelled: '已注销',
    revoked: '已撤销',
    expired: '到期',
    objected: '有异议',
  },
  '未填',
);

export const CONTROLS = ['none', 'limited', 'control', 'seized'] as const;
export const CONTROL_CHOICES = choices(
  { none: '没有记载', limited: '有约定的限制', control: '临时管制', seized: '查封' },
  '未查询',
);

export const LEVEL_CHOICES = choices({ core: '核心数据', important: '重要数据', general: '一般数据' });
export const ELEMENT_TITLE = {
  field: '领域',
  group: '群体',
  region: '区域',
  precision: '精度',
  scale: '规模',
  depth: '深度',
  coverage: '覆盖度',
  importance: '重要性',
} as const;

export const SOURCE_CHOICES = choices({
  collected: '采集生成',
  'scraped-public': '通过自动化程序收集公开数据',
  agreement: '协议取得',
  derived: '衍生创造',
});

export const PERSONAL_ROUTES = ['none', 'lawful-basis', 'anonymised'] as const;
export const PERSONAL_CHOICES = choices(
  { none: '不含个人信息', 'lawful-basis': '含，有合法性基础并已取得同意', anonymised: '已匿名化' },
  '未说明',
);

export const EXPORT_ROUTES = [
  'assessment',
  'standard-contract',
  'certification',
  'exempt',
  'absent',
] as const;
export const EXPORT_CHOICES = choices(
  {
    assessment: '数据出境安全评估',
    'standard-contract': '个人信息出境标准合同',
    certification: '个人信息保护认证',
    exempt: '依规定免于办理',
    absent: '尚未办理',
  },
  '未说明',
);

export const CONSENTS = ['given', 'refused'] as const;
export const CONSENT_CHOICES = choices({ given: '同意', refused: '不同意' }, '未表态');

export const CATEGORIES = ['intangible', 'inventory', 'development', 'off-balance'] as const;
export const CATEGORY_CHOICES = choices(
  { intangible: '无形资产', inventory: '存货', development: '开发支出', 'off-balance': '不入表，只披露' },
  '未判断',
);
