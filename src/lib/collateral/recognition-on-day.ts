import type { CaseRecord } from '../case/case-record';
import type { Receipt } from '../case/collateral-life';
import type { CollateralItem, SupportItem } from '../case/collateral-section';
import type { PlainDate } from '../kernel/plain-date';
import { type TraceNode, leaf } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { ruleLeaf } from '../rulebook/read-rule';
import type { AssetClass } from './asset-class';
import { fieldLeaf, fieldOf } from './entered-money';
import { guaranteeSetting } from './life/guarantee-period';
import type { RecognitionRules } from './life/life-rules';
import { lacksOfReceipt, supportInForce } from './life/recognition';
import { registrationTerm } from './life/registration-term';
import {
  NO_CONTRACT,
  type Recogniser,
  type Recognition,
  STATE_NOT_VALID,
  missingReceipt,
  noRegister,
} from './perfection';
import type { ProposedAsset } from './proposed-asset';
import { contestedReceipts } from './shared-receipts';

/** What recognition is asked of, and for which day. */
export interface RecognitionAsked {
  readonly caseRecord: CaseRecord;
  readonly rules: RulesAt;
  readonly parameters: RecognitionRules;
  readonly on: PlainDate;
  /** What that day is, for people. */
  readonly dayName: '评估基准日' | '放款日';
}

/** Why something does not count; `unknown` where a paper or a day is missing to tell. */
interface Obstacle {
  readonly verdict: 'fail' | 'unknown';
  readonly reason: string;
}

const fails = (reason: string): Obstacle => ({ verdict: 'fail', reason });
const open = (reason: string): Obstacle => ({ verdict: 'unknown', reason });

const recognition = (obstacle: Obstacle | null, reason: string, traces: readonly TraceNode[]): Recognition =>
  obstacle === null
    ? { verdict: 'pass', recognised: true, reason, traces }
    : { ...obstacle, recognised: false, traces };

const paperLeaves = (
  list: 'items' | 'support',
  { id, title }: { readonly id: string; readonly title: string },
  field: 'receipt' | 'contract',
  receipt: Receipt | null,
): readonly TraceNode[] => {
  const word = field === 'receipt' ? '登记证明' : '合同或保单';
  const part = (name: string, label: string, value: string | null, unit: 'text' | 'date') =>
    fieldLeaf(fieldOf(list, id, title, `${field}.${name}`, `${word} › ${label}`), value, unit);
  return [
    part('registrationNumber', '编号', receipt?.registrationNumber ?? null, 'text'),
    part('date', '日期', receipt?.date ?? null, 'date'),
    part('documentHash', '文件 SHA-256', receipt?.documentHash ?? null, 'text'),
  ];
};

const shown = ({ registrationNumber, date }: Receipt): string => `${registrationNumber}（${date}）`;

const lacking = (word: string, planned: string, receipt: Receipt): Obstacle | null => {
  const lacks = lacksOfReceipt(receipt);
  if (lacks.length === 0) return null;
  const number = receipt.registrationNumber.trim();
  const named = number === '' ? word : `${word}（${number}）`;
  return fails(`${named}还缺${lacks.join('、')}，只计“${planned}”；请补齐，文件附进案卷后程序记下它的哈希`);
};

/** How support is in force on a day, as a recogniser words it. */
const supportObstacle = (
  support: SupportItem,
  { caseRecord, parameters, on, dayName }: RecognitionAsked,
): Obstacle | null => {
  const { contract } = support;
  if (contract === null) return fails(NO_CONTRACT);
  const lacks = lacking('合同或保单', '若生效', contract);
  if (lacks !== null) return lacks;
  if (contract.date > on)
    return fails(`合同日期 ${contract.date} 晚于${dayName} ${on}，尚未生效，只计“若生效”`);
  const { inForce, reason } = supportInForce(support, on, guaranteeSetting(caseRecord, parameters));
  if (inForce !== true) return { verdict: inForce === null ? 'unknown' : 'fail', reason };
  return null;
};

const assetObstacle = (
  asset: ProposedAsset,
  assetClass: AssetClass,
  item: CollateralItem | null,
  { parameters, on, dayName }: RecognitionAsked,
): Obstacle | null => {
  const { receipt } = asset;
  if (assetClass.registry.effect === 'contractual') return fails(noRegister(assetClass));
  if (receipt === null) return fails(missingReceipt(assetClass));
  if (!parameters.perfection.value.recognised.some((state) => state === asset.perfection))
    return fails(STATE_NOT_VALID);
  const lacks = lacking('登记证明', '若登记', receipt);
  if (lacks !== null) return lacks;
  if (receipt.date > on)
    return fails(
      `登记日 ${receipt.date} 晚于${dayName} ${on}，当天还没有登记，只计“若登记”${dayName === '评估基准日' ? '；放款前检查按放款日认定' : ''}`,
    );
  const signed = item?.life.steps.findLast(({ to }) => to === 'contract-signed');
  if (signed !== undefined && signed.on > receipt.date)
    return fails(
      `登记日 ${receipt.date} 早于最近一次签约 ${signed.on}，登记证明不是为这份合同办的，只计“若登记”；请核对登记证明和签约日期`,
    );
  const term = registrationTerm({ item, assetClass }, parameters, on);
  if (term === null || term.holds === true) return null;
  return term.holds === false
    ? fails(`登记期限已于 ${term.end ?? ''} 届满（${term.reason}），登记已失效，只计“若登记”`)
    : open(
        `不知道登记期限何时届满（${term.reason}），只计“若登记”；请录入登记期限，或在“存续与放款”的“关注日期”录入届满日`,
      );
};

/**
 * What counts as recognised on a day: number, date and file of the receipt are entered and the file is one of the case; the state is a
 * valid one; the registration was made by that day, for the present contract, and its term has not ended; one receipt does not stand
 * behind things that it cannot cover. Classes that come about by delivery or control are asked for the voucher in the same way; a class
 * without a statutory register (数据知识产权: 担保制度解释第六十三条) never counts. Support counts with its contract or policy entered
 * likewise, from its day until it ends. What nobody knows does not count.
 */
export const recogniserOn = (asked: RecognitionAsked): Recogniser => {
  const { caseRecord, parameters, rules, on, dayName } = asked;
  const { items } = caseRecord.sections.collateral;
  const byId = new Map(items.map((item) => [item.id, item]));
  const files = new Map(caseRecord.attachments.map((file) => [file.sha256, file]));
  const nameOf = (receipt: Receipt): string => files.get(receipt.documentHash ?? '')?.name ?? '';
  const contested = contestedReceipts(items, parameters.perfection.value.ended, rules);
  const dayLeaf = leaf({
    id: 'recognition/on',
    label: dayName,
    value: on,
    unit: 'date',
    confidence: 'verified',
  });
  const lost = (word: string, receipt: Receipt | null): Obstacle | null => {
    const hash = receipt?.documentHash ?? '';
    const file = files.get(hash);
    if (file === undefined)
      return open(
        `${word}的文件（${hash.slice(0, 12)}…）不在案卷附件中，不能核对，不计入已认定；请把文件附进案卷`,
      );
    return file.bytes === 0 ? fails(`${word}的文件“${file.name}”是空的，不计入已认定；请附上原件`) : null;
  };
  return {
    asset: (asset, assetClass) => {
      const item = asset.itemId === null ? null : (byId.get(asset.itemId) ?? null);
      const shared = item === null ? undefined : contested.get(item.id);
      const obstacle =
        assetObstacle(asset, assetClass, item, asked) ??
        (shared === undefined ? null : fails(`${shared}，只计“若登记”；请核对两份登记证明`)) ??
        lost('登记证明', asset.receipt);
      const { receipt } = asset;
      const reason = receipt === null ? '' : `已录入登记证明 ${shown(receipt)}，附${nameOf(receipt)}`;
      const traces = [
        ...(item === null
          ? []
          : [
              fieldLeaf(
                fieldOf('items', item.id, asset.title, 'perfection', '登记状态'),
                asset.perfection,
                'text',
              ),
              ...paperLeaves('items', { id: item.id, title: asset.title }, 'receipt', receipt),
            ]),
        dayLeaf,
        ruleLeaf(parameters.perfection.rule),
        ruleLeaf(parameters.lapsing.rule),
      ];
      return recognition(obstacle, reason, traces);
    },
    support: (support) => {
      const { contract } = support;
      const reason = contract === null ? '' : `已录入合同或保单 ${shown(contract)}，附${nameOf(contract)}`;
      const obstacle = supportObstacle(support, asked) ?? lost('合同或保单', contract);
      return recognition(obstacle, reason, [
        ...paperLeaves('support', support, 'contract', contract),
        dayLeaf,
        ...(support.kind === 'guarantee' ? [ruleLeaf(parameters.guaranteeMonths.rule)] : []),
      ]);
    },
  };
};
