import type { Channel, ClockStep, DeskAmounts, DeskEntry, StepKind } from '../../case/desk/entry';
import type { OfficeClock } from '../../review/desk/clock/office-clock';

/** What a click changes in an entry of the register. */

/** What crosses to a worker that does not look at patents. */
export const withoutPatents = (entry: DeskEntry): DeskEntry => ({
  ...entry,
  facts: { ...entry.facts, patents: [] },
});

export const withAmount = (entry: DeskEntry, kind: keyof DeskAmounts, fen: string | null): DeskEntry => ({
  ...entry,
  amounts: { ...entry.amounts, [kind]: fen },
});

export const withStep = (entry: DeskEntry, step: ClockStep): DeskEntry => ({
  ...entry,
  steps: [...entry.steps, step],
});

export const withoutLastStep = (entry: DeskEntry): DeskEntry => ({
  ...entry,
  steps: entry.steps.slice(0, -1),
});

export const channelOf = (text: string): Channel | null =>
  text === 'online' || text === 'paper' ? text : null;

export const CHANNEL_WORD: Record<Channel, string> = { online: '网上', paper: '纸质' };

export const STEP_WORD: Record<StepKind, string> = {
  accepted: '受理',
  paused: '通知补正',
  resumed: '补正齐备',
  decided: '办结',
};

/** Steps that can come next. */
export const nextSteps = ({ steps }: DeskEntry): readonly StepKind[] => {
  const last = steps.at(-1)?.kind;
  if (last === undefined) return ['accepted'];
  if (last === 'decided') return [];
  return last === 'paused' ? ['resumed', 'decided'] : ['paused', 'decided'];
};

const STATE: Record<OfficeClock['clock']['state'], string> = {
  'not-started': '未受理',
  running: '办理中',
  paused: '补正中',
  ended: '已办结',
  bad: '步骤矛盾',
};

/** The clock of an entry in one line. */
export const clockText = (clock: OfficeClock | undefined): string => {
  if (clock === undefined) return '…';
  const { state, used } = clock.clock;
  if (state === 'not-started' || state === 'bad') return STATE[state];
  return `${STATE[state]} · ${used === null ? '工作日未知' : `已用 ${used} 个工作日`}`;
};

/** One limit beside what was used. */
export const limitText = ({ days, due }: OfficeClock['limits'][number]): string => {
  if (days === null) return '这个渠道的时限未知';
  const left = due?.left ?? null;
  const on = due?.on ?? null;
  const rest = left === null ? '还剩几天未知' : left < 0 ? `已超 ${-left} 个工作日` : `还剩 ${left} 个工作日`;
  return `${days} 个工作日${on === null ? '' : `，到 ${on}`}，${rest}`;
};
