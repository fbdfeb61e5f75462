import type { CaseRecord } from '../../case/case-record';
import { type Result, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { enteredValue } from '../case-values';
import { type Condition, documentCondition } from '../conditions';
import type { FieldValue } from '../form-model';
import { type Filing, enteredOf } from './filing';
import { filingPapers, letterTexts } from './filing-shapes';

/** Whether somebody files for the parties: said of each filing by a person, or plain because the case names an agent. */

export const AGENT_FIELD = 'agent_used';
export const WITH_AGENT = '委托';
export const WITHOUT_AGENT = '不委托';

const LETTERS_RULE = 'registration.letters';

/** The answer of a filing; `null` = nobody has said, and no agent is named. */
export const agentAnswer = ({ sections }: CaseRecord, filing: Filing): FieldValue => {
  const said = enteredOf(filing, AGENT_FIELD);
  if (said !== null)
    return enteredValue(
      `$.sections.filings.records[${JSON.stringify(filing.id)}].entered.${AGENT_FIELD}`,
      `登记包 › ${filing.title} › 是否委托代理人`,
      said,
    );
  const name = sections.registration.agent?.name.trim() ?? '';
  return enteredValue(
    '$.sections.registration.agent.name',
    '登记 › 代理人 › 名称',
    name === '' ? null : WITH_AGENT,
  );
};

/** Whether what hangs on an agent is wanted for a filing; `null` while nobody has said. */
export const agentCondition = (caseRecord: CaseRecord, filing: Filing): Condition => {
  if (filing.reading === 2) return documentCondition(caseRecord, 'agent', 0);
  const { value } = agentAnswer(caseRecord, filing);
  const name = caseRecord.sections.registration.agent?.name.trim() ?? '';
  if (value === null) return { holds: null, because: '还没有回答是否委托代理人' };
  if (value !== WITH_AGENT) return { holds: false, because: '写明不委托代理人' };
  return { holds: true, because: name === '' ? '委托代理人办理，名称还没有填' : `委托“${name}”办理` };
};

/** Who stands at the counter, and for which agency: one named with a representative is an agency, else a person. */
export const agentPerson = (values: Map<string, FieldValue>): void => {
  const [name, rep] = [values.get('agent_name'), values.get('agent_rep')];
  if (name === undefined || rep === undefined) return;
  values.set('agent_person', rep.value === null ? name : rep);
  values.set('agent_agency', rep.value === null ? rep : name);
};

/** Whether any paper or letter of a filing hangs on an agent. Errors: those of the rulebook. */
export const asksForAgent = (rules: RulesAt, { kind, act, rule }: Filing): Result<boolean> => {
  for (const id of rule.papers) {
    const list = readTyped(rules, id, filingPapers);
    if (!list.ok) return list;
    if (list.value.value.some(({ need }) => need === 'agent')) return ok(true);
  }
  const letters = readTyped(rules, LETTERS_RULE, letterTexts);
  if (!letters.ok) return letters;
  return ok(
    letters.value.value.some(
      ({ kinds, acts, need }) => need === 'agent' && kinds.includes(kind) && acts.includes(act),
    ),
  );
};
