import { expect, it } from 'vitest';
import { answerAgent, setAgent } from '../../../src/lib/state/agent-edits';
import { filingCase, record } from '../../fixtures/filing-case';
import { openCase } from './stand-ins';

const MARK = { id: 'mark-pledge', kind: 'mark-pledge', act: 'register' } as const;
const PATENTS = { id: 'patent-pledge', kind: 'patent-pledge', act: 'register' } as const;

const answers = (open: ReturnType<typeof openCase>) =>
  open.record.sections.filings.records.map(({ id, entered }) => [id, entered['agent_used']?.value ?? null]);

it('是否委托代理人逐项记下，写明是谁说的；收回后又是没有回答', () => {
  const open = openCase(filingCase({ records: [record('mark-pledge', 'mark-pledge', 'register')] }));
  answerAgent(open, [MARK, PATENTS], '委托', '虚构经办');
  answerAgent(open, [MARK], '不委托', '虚构复核');
  expect(answers(open)).toEqual([
    ['mark-pledge', '不委托'],
    ['patent-pledge', '委托'],
  ]);
  expect(open.record.sections.filings.records[0]?.entered['agent_used']?.by).toBe('虚构复核');
  answerAgent(open, [MARK, PATENTS], null, '虚构经办');
  expect(answers(open)).toEqual([
    ['mark-pledge', null],
    ['patent-pledge', null],
  ]);
});

it('代理人逐栏填写；全部清空后就没有代理人，不留空壳', () => {
  const open = openCase(filingCase());
  setAgent(open, { phone: '000-11111111' });
  setAgent(open, { name: '虚构代理所' });
  expect(open.record.sections.registration.agent).toMatchObject({
    name: '虚构代理所',
    phone: '000-11111111',
    creditCode: null,
  });
  setAgent(open, { name: '' });
  expect(open.record.sections.registration.agent).not.toBeNull();
  setAgent(open, { phone: null });
  expect(open.record.sections.registration.agent).toBeNull();
});
