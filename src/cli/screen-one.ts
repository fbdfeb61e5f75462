import type { Finding } from '../lib/case/exchange';
import { ok } from '../lib/kernel/result';
import { onCase } from './case-commands';

const verdictLine = ({ rule, subject, verdict, severity, message, remedy }: Finding) => ({
  id: rule,
  subject: subject.id,
  verdict,
  severity,
  message,
  remedy,
});

/** One case, over the bridge as the pages ask. */
export const screenOne = onCase('screen', async ({ caseRecord }, { bridge }) => {
  const screened = await bridge.call('collateral', 'screenCase', { caseRecord });
  if (!screened.ok) return screened;
  const { findings, decision } = screened.value;
  return ok({
    document: { schema: 'zhiya.screen/1', rules: findings.map(verdictLine), decision: decision.code },
    text: [
      `结论：${decision.label}`,
      ...decision.reasons.map((r) => `${r.code} ${r.title}：${r.short}`),
    ].join('\n'),
    finding: decision.code !== 'passed' && decision.code !== 'conditional',
  });
});
