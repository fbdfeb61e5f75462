import type { CollateralApi } from '../lib/bridge/contract';
import { ok } from '../lib/kernel/result';
import { onCase, wan } from './case-commands';
import type { Command } from './command';
import { plain } from './plain-json';

type Sheet = CollateralApi['creditCost']['output'];
type Plan = Sheet['plans'][number];

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
const percent = (text: string | null): string =>
  text === null ? '未知' : `${(Number(text) * 100).toFixed(4)} %`;

const planDocument = (plan: Plan) => ({
  id: plan.id,
  title: plan.name,
  interestFen: plan.interestFen,
  feesByPayer: plan.payers.map(({ payer, lowFen, highFen }) => ({ payer, lowFen, highFen })),
  fees: plan.fees.map(({ title, payer, timing, lowFen, highFen }) => ({
    title,
    payer,
    timing,
    lowFen,
    highFen,
  })),
  subsidyLowFen: plan.subsidyLowFen,
  subsidyHighFen: plan.subsidyHighFen,
  effectiveLow: numberOf(plan.effectiveLow),
  effectiveHigh: numberOf(plan.effectiveHigh),
  simpleLow: numberOf(plan.simpleLow),
  simpleHigh: numberOf(plan.simpleHigh),
  aboveCheapest: numberOf(plan.aboveCheapest),
  lpr: numberOf(plan.rate.lpr),
  lprPublishedOn: plan.rate.publishedOn,
  spreadBp: numberOf(plan.rate.spreadBp),
  failures: plain(plan.failures),
});

const planText = (plan: Plan): string =>
  `${plan.name}  利息 ${wan(plan.interestFen)}  企业费用 ${plan.payers
    .filter(({ payer }) => payer === 'enterprise')
    .map(({ lowFen, highFen }) => (highFen === lowFen ? wan(lowFen) : `${wan(lowFen)} – ${wan(highFen)}`))
    .join('')}  贴息 ${
    plan.subsidyLowFen === plan.subsidyHighFen
      ? wan(plan.subsidyLowFen)
      : `${wan(plan.subsidyLowFen)} – ${wan(plan.subsidyHighFen)}`
  }  年化 ${
    plan.effectiveLow === plan.effectiveHigh
      ? percent(plan.effectiveLow)
      : `${percent(plan.effectiveLow)} – ${percent(plan.effectiveHigh)}`
  }`;

/** Status 1: no plan has been entered, or one of them cannot be reckoned to both ends. */
export const costCommand: Command = {
  usage: 'cost CASE',
  run: onCase('cost', async ({ caseRecord }, { bridge }) => {
    const sheet = await bridge.call('collateral', 'creditCost', { caseRecord });
    if (!sheet.ok) return sheet;
    const { plans, proposals, scheme, failures } = sheet.value;
    return ok({
      document: {
        schema: 'zhiya.cost/1',
        plans: plans.map(planDocument),
        proposals: plain(proposals),
        scheme: scheme?.name ?? null,
        failures: plain(failures),
      },
      text: [
        ...(plans.length === 0
          ? ['还没有录入融资方案；文档的 proposals 中有可以起步的方案（--json）']
          : plans.map(planText)),
        ...plans.flatMap((plan) => plan.failures.map((f) => `${plan.name}：${f.message}。${f.remedy}`)),
        ...failures.map((f) => `${f.message}。${f.remedy}`),
      ].join('\n'),
      finding:
        plans.length === 0 ||
        failures.length > 0 ||
        plans.some(({ effectiveLow, effectiveHigh }) => effectiveLow === null || effectiveHigh === null),
    });
  }),
};
