import type { CaseRecord } from '../case/case-record';
import type { PatentRecord } from '../case/patents-section';
import type { DocumentNeed, FieldRequired } from './rule-shapes';
import { pledgedPatents } from './patent-values';

/** `null` = the case does not say enough to tell. */
export interface Condition {
  readonly holds: boolean | null;
  /** Why, in Chinese, with the patents named. */
  readonly because: string;
}

const NAMED = 3;

const named = (patents: readonly PatentRecord[]): string => {
  const numbers = patents.slice(0, NAMED).map((p) => p.applicationNumber);
  return `${numbers.join('、')}${patents.length > NAMED ? ` 等 ${patents.length} 件` : ''}`;
};

/** Yes if any patent says yes, unknown if none does but some do not say or there is none to ask, else no. */
const anyPatent = (
  patents: readonly PatentRecord[],
  answer: (patent: PatentRecord) => boolean | null,
  said: { readonly yes: string; readonly unknown: string; readonly no: string },
): Condition => {
  if (patents.length === 0) return { holds: null, because: '还没有选定质押的专利' };
  const yes = patents.filter((p) => answer(p) === true);
  if (yes.length > 0) return { holds: true, because: `${said.yes}：${named(yes)}` };
  const unknown = patents.filter((p) => answer(p) === null);
  if (unknown.length > 0) return { holds: null, because: `${said.unknown}：${named(unknown)}` };
  return { holds: false, because: said.no };
};

const ownersSeveral = ({ owners }: PatentRecord): boolean | null =>
  owners.length === 0 ? null : owners.length > 1;

const sameDay = ({ type, sameDayApplication }: PatentRecord): boolean | null =>
  type === 'utility-model' ? sameDayApplication : false;

/** Whether a paper is needed in this case (专利权质押登记办法 第四、七、十一条). */
export const documentCondition = (
  caseRecord: CaseRecord,
  need: DocumentNeed,
  listThreshold: number,
): Condition => {
  const patents = pledgedPatents(caseRecord);
  const { agent, appraisal } = caseRecord.sections.registration;
  switch (need) {
    case 'always':
      return { holds: true, because: '每件登记都要提交' };
    case 'agent':
      return agent === null
        ? { holds: false, because: '未委托代理人' }
        : { holds: true, because: `委托“${agent.name}”办理` };
    case 'appraised':
      if (appraisal.appraised === null) return { holds: null, because: '未说明专利权是否经过资产评估' };
      return appraisal.appraised
        ? { holds: true, because: '申请表注明专利权经过资产评估' }
        : { holds: false, because: '申请表注明未经资产评估' };
    case 'same-day':
      return anyPatent(patents, sameDay, {
        yes: '实用新型另有同日发明专利申请',
        unknown: '未说明实用新型有无同日发明专利申请',
        no: '质押专利中没有另有同日发明专利申请的实用新型',
      });
    case 'co-owned':
      return anyPatent(patents, ownersSeveral, {
        yes: '专利权共有',
        unknown: '未列出专利权人',
        no: '质押专利均为单独所有',
      });
    case 'invalidation':
      return anyPatent(patents, (p) => p.invalidationPending, {
        yes: '已启动无效宣告程序',
        unknown: '未说明有无在审的无效宣告程序',
        no: '质押专利均无在审的无效宣告程序',
      });
    case 'over-list-threshold':
      if (patents.length === 0) return { holds: null, because: '还没有选定质押的专利' };
      return patents.length > listThreshold
        ? { holds: true, because: `质押专利 ${patents.length} 项，超过 ${listThreshold} 项` }
        : { holds: false, because: `质押专利 ${patents.length} 项，未超过 ${listThreshold} 项` };
  }
};

/** Whether a form field must carry a value. An unknown condition does not make its fields required. */
export const fieldIsRequired = (caseRecord: CaseRecord, required: FieldRequired): boolean => {
  if (required === 'always') return true;
  if (required === 'never') return false;
  return documentCondition(caseRecord, required, 0).holds === true;
};
