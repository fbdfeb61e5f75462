import { parseCaseJson } from '../case/case-json';
import type { CaseRecord } from '../case/case-record';
import { checkCrossReferences } from '../case/cross-references';
import type { Outputs } from '../case/method';
import { parseCapitalAmount, toCapitalAmount } from '../kernel/capital-amount';
import { formatWan, parseFenText } from '../kernel/fen';
import type { Failure } from '../kernel/result';
import type { RulesAt } from '../rulebook/model';
import { type WholeFiling, boundFilings } from './filings/bound-filings';
import { filingChecks } from './filings/filing-checks';

/**
 * What stops an export: two places of the case that cannot both be true, or nothing to pledge. What is merely missing
 * does not stop it. Every message names both places.
 */

const failure = (code: string, message: string, path: string, remedy: string): Failure => ({
  code,
  message,
  path,
  remedy,
});

const wan = (fen: string): string => {
  const read = parseFenText(fen);
  return read.ok ? `${formatWan(read.value)} 万元` : fen;
};

const nothingToFile = (caseRecord: CaseRecord, filings: readonly WholeFiling[]): readonly Failure[] => [
  ...(filings.length > 0
    ? []
    : [
        failure(
          'E_NO_FILING',
          '没有选定质押专利，也没有其他押品、数据资产或增信，无法生成登记包',
          '$.sections.patents.pledged',
          '请在“专利”页选定质押专利，或在“押品与组合”加入押品和增信',
        ),
      ]),
  ...(caseRecord.sections.enterprise.enterprise.name.trim() !== ''
    ? []
    : [
        failure(
          'E_NO_PLEDGOR',
          '没有填写出质人名称，无法生成登记包',
          '$.sections.enterprise.enterprise.name',
          '请在“案情”页填写企业名称',
        ),
      ]),
];

const amounts = ({ sections }: CaseRecord): readonly Failure[] => {
  const { securedAmountFen: secured, maximumAmount } = sections.registration.pledgeContract;
  const { amountFen: need } = sections.enterprise.need;
  const entered = sections.patents.enteredCredit?.amountFen ?? null;
  const found: Failure[] = [];
  if (secured === null) return found;
  if (entered !== null && BigInt(entered) !== BigInt(secured))
    found.push(
      failure(
        'E_AMOUNT',
        `质押金额（登记 › 质押合同）为 ${wan(secured)}，质押专利的录入授信金额（专利 › 录入授信）为 ${wan(entered)}，应当一致`,
        '$.sections.registration.pledgeContract.securedAmountFen',
        '请核对合同后改正其中一处',
      ),
    );
  if (need !== null && maximumAmount === false && BigInt(secured) > BigInt(need))
    found.push(
      failure(
        'E_AMOUNT',
        `质押金额（登记 › 质押合同）为 ${wan(secured)}，大于债务金额（案情 › 融资需求）${wan(need)}，而合同写明不是最高额质押`,
        '$.sections.registration.pledgeContract.securedAmountFen',
        '请核对两处金额，或改正“是否最高额质押”',
      ),
    );
  return found;
};

const capitals = ({ sections }: CaseRecord): readonly Failure[] =>
  [sections.registration.pledgeContract.securedAmountFen, sections.enterprise.need.amountFen].flatMap(
    (text) => {
      const fen = text === null ? null : parseFenText(text);
      if (fen === null || !fen.ok) return [];
      const capital = toCapitalAmount(fen.value);
      const back = parseCapitalAmount(capital);
      if (back.ok && back.value === fen.value) return [];
      return [
        failure(
          'E_CAPITAL',
          `大写金额“${capital}”与小写 ${wan(fen.value.toString())} 不符`,
          '申请表 › 金额',
          '请报告此问题',
        ),
      ];
    },
  );

const dates = ({ sections }: CaseRecord): readonly Failure[] => {
  const { debtStart, debtEnd } = sections.enterprise.need;
  if (debtStart === null || debtEnd === null || debtStart <= debtEnd) return [];
  return [
    failure(
      'E_DATE_ORDER',
      `履行期限起（案情 › 融资需求）${debtStart} 晚于履行期限止 ${debtEnd}`,
      '$.sections.enterprise.need.debtStart',
      '请核对主合同后改正其中一处',
    ),
  ];
};

const parties = ({ sections }: CaseRecord): readonly Failure[] => {
  const { enterprise, pledgee } = sections.enterprise;
  const sameCode = enterprise.creditCode !== null && enterprise.creditCode === pledgee?.creditCode;
  const sameName = enterprise.name.trim() !== '' && enterprise.name === pledgee?.name;
  if (pledgee === null || (!sameCode && !sameName)) return [];
  return [
    failure(
      'E_SAME_PARTY',
      `出质人（案情 › 企业）“${enterprise.name}”与质权人（案情 › 质权人）“${pledgee.name}”是同一主体`,
      '$.sections.enterprise.pledgee',
      '请核对双方的名称和统一社会信用代码',
    ),
  ];
};

const appraisal = ({ sections }: CaseRecord): readonly Failure[] => {
  const { appraised, valueFen, agency } = sections.registration.appraisal;
  if (appraised !== false || (valueFen === null && agency === null)) return [];
  return [
    failure(
      'E_APPRAISAL',
      `“是否经过资产评估”填了否，却填有${valueFen === null ? `评估机构“${agency ?? ''}”` : `评估金额 ${wan(valueFen)}`}（登记 › 专利权评估）`,
      '$.sections.registration.appraisal',
      '请改正其中一处；内部估值不填在此栏',
    ),
  ];
};

const outputsFit = (outputs: Outputs, methods: readonly string[]): readonly Failure[] => {
  const known = new Set(methods);
  const produced = new Set(outputs.figures.map(({ method }) => method));
  const stray = [...produced].filter((method) => !known.has(method)).sort();
  const ids = new Set<string>();
  const twice = outputs.figures.filter(({ id }) => ids.size === ids.add(id).size).map(({ id }) => id);
  return [
    ...(known.size === methods.length
      ? []
      : [failure('E_METHOD', '方法列表中有重复的方法', '方法列表', '请重新计算后再导出')]),
    ...stray.map((method) =>
      failure(
        'E_METHOD',
        `结果中有方法“${method}”的数字，方法列表中却没有它`,
        `结果 › ${method}`,
        '请重新计算后再导出',
      ),
    ),
    ...twice.map((id) =>
      failure('E_FIGURE_DUPLICATE', `数字“${id}”在结果中出现两次`, `结果 › ${id}`, '请重新计算后再导出'),
    ),
  ];
};

const rulesFit = ({ valuationDate, region }: CaseRecord, rules: RulesAt): readonly Failure[] =>
  rules.date === valuationDate && rules.region === region
    ? []
    : [
        failure(
          'E_RULES',
          `计算所用规则为 ${rules.date}、${rules.region}，案卷的评估基准日和地区为 ${valuationDate}、${region}`,
          '$.valuationDate',
          '请按案卷的日期和地区重新计算后再导出',
        ),
      ];

/** References that break the package; a wrong credit code is a finding instead. */
const BLOCKING_REFERENCES: ReadonlySet<string> = new Set([
  'E_ID_DUPLICATE',
  'E_PATENT_DUPLICATE',
  'E_REF_DUPLICATE',
  'E_REF_MISSING',
]);

const wellFormed = (caseRecord: CaseRecord): readonly Failure[] => {
  const read = parseCaseJson(JSON.stringify(caseRecord));
  return read.ok
    ? checkCrossReferences(caseRecord).filter(({ code }) => BLOCKING_REFERENCES.has(code))
    : [read.failure];
};

/** Every reason not to export, in a fixed order; empty = the package may be built. */
export const crossChecks = (
  caseRecord: CaseRecord,
  outputs: Outputs,
  rules: RulesAt,
  methods: readonly string[],
): readonly Failure[] => {
  const plan = boundFilings(caseRecord, rules);
  const filings = plan.ok ? plan.value.filings : [];
  return [
    ...(plan.ok ? nothingToFile(caseRecord, filings) : [plan.failure]),
    ...wellFormed(caseRecord),
    ...amounts(caseRecord),
    ...capitals(caseRecord),
    ...dates(caseRecord),
    ...parties(caseRecord),
    ...appraisal(caseRecord),
    ...rulesFit(caseRecord, rules),
    ...outputsFit(outputs, methods),
    ...filingChecks(filings, outputs),
  ];
};
