import { describe, expect, it } from 'vitest';
import type { AssumptionLog } from '../../../src/lib/case/patents-section';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import {
  type AssumptionAction,
  EMPTY_LOG,
  NEED_FIELD,
  effectOf,
  parseAssumptionLog,
  reduceAssumptions,
} from '../../../src/lib/case/assumption-log';
import { summariseAssumptions } from '../../../src/lib/case/assumption-summary';

const need = (amountFen: string): AssumptionAction => ({
  kind: 'need-entered',
  amountFen,
  valueFen: null,
  by: '虚构经办',
  reason: '',
});

const change = (
  field: string,
  [from, to]: readonly [string | null, string | null],
  [valueBeforeFen, valueAfterFen]: readonly [string | null, string | null],
  reason = '虚构理由',
): AssumptionAction => ({
  kind: 'assumption-changed',
  change: { field, label: field, from, to, valueBeforeFen, valueAfterFen, by: '虚构经办', reason },
});

const run = (...actions: readonly AssumptionAction[]): AssumptionLog =>
  actions.reduce((log, action) => mustBeOk(reduceAssumptions(log, action)), EMPTY_LOG);
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);

const TRIED = [
  need('1000'),
  change('k', ['0.02', '0.03'], ['600', '900']),
  change('r', ['0.15', '0.12'], ['900', '1000']),
  change('k', ['0.03', '0.025'], ['1000', '800'], ''),
  change('life', ['8', null], ['800', null]),
  change('k', ['0.025', '0.02'], [null, null]),
] as const;

describe('the log', () => {
  it('starts with the need: what was tried before is not in it', () => {
    const before = run(change('k', ['0.01', '0.02'], ['1', '2']));
    expect(before).toEqual(EMPTY_LOG);
    expect(run(...TRIED).entries.map((e) => `${e.order} ${e.field} ${effectOf(e)}`)).toEqual([
      '1 k raised',
      '2 r raised',
      '3 k lowered',
      '4 life unknown',
      '5 k unknown',
    ]);
  });

  it('only grows: the state before is untouched, a change that changes nothing adds nothing', () => {
    const first = run(TRIED[0], TRIED[1]);
    const kept = structuredClone(first);
    const second = mustBeOk(reduceAssumptions(first, TRIED[2]));
    expect(first).toEqual(kept);
    expect(second.entries.slice(0, 1)).toEqual(first.entries);
    expect(mustBeOk(reduceAssumptions(second, change('r', ['0.12', '0.12'], ['1', '2'])))).toBe(second);
  });

  it('a changed need is an entry; the same need is not', () => {
    const log = run(need('1000'), need('1000'), need('2000'));
    expect(log.needFen).toBe('2000');
    expect(log.entries).toMatchObject([{ order: 1, field: NEED_FIELD, from: '1000', to: '2000' }]);
  });

  it('refuses a gap in a field and an entry that is not one', () => {
    const log = run(TRIED[0], TRIED[1]);
    expect(codeOf(reduceAssumptions(log, change('k', ['0.04', '0.05'], ['1', '2'])))).toBe('E_LOG_GAP');
    expect(codeOf(reduceAssumptions(log, change('x', ['1', '2'], ['-1', '2'])))).toBe('E_LOG_ENTRY');
    expect(codeOf(reduceAssumptions(log, need('1.5')))).toBe('E_LOG_ENTRY');
  });
});

describe('a stored log', () => {
  const stored = (log: AssumptionLog): unknown => JSON.parse(JSON.stringify(log));

  it('comes back as it was', () => {
    const log = run(...TRIED, need('2000'));
    expect(mustBeOk(parseAssumptionLog(stored(log)))).toEqual(log);
  });

  it('an entry taken out, reordered or edited is found', () => {
    const log = run(...TRIED, need('2000'));
    const without = (i: number) => ({ ...log, entries: log.entries.filter((_, at) => at !== i) });
    expect(codeOf(parseAssumptionLog(without(1)))).toBe('E_LOG_ORDER');
    const renumbered = without(2).entries.map((e, i) => ({ ...e, order: i + 1 }));
    expect(codeOf(parseAssumptionLog({ ...log, entries: renumbered }))).toBe('E_LOG_GAP');
    expect(codeOf(parseAssumptionLog({ ...log, needFen: '1000' }))).toBe('E_LOG_GAP');
    expect(codeOf(parseAssumptionLog({ ...log, needFen: null }))).toBe('E_LOG_GAP');
    expect(codeOf(parseAssumptionLog({ entries: [] }))).toBe('E_LOG_SHAPE');
    const wrong = parseAssumptionLog({ needFen: 7, entries: [] });
    expect(wrong.ok ? '' : wrong.failure.message).toBe('假设修改记录的格式不对：应为文本，实际是 7');
  });
});

describe('the summary for the reviewer', () => {
  it('counts, names the change that reached the need, and the fields tried most', () => {
    const summary = summariseAssumptions(run(...TRIED));
    expect(summary).toMatchObject({
      changes: 5,
      raised: 2,
      lowered: 1,
      same: 0,
      unknown: 2,
      reachedNeed: [2],
      withoutReason: [3],
    });
    expect(summary.fields[0]).toEqual({
      field: 'k',
      label: 'k',
      changes: 3,
      raised: 1,
      first: '0.02',
      last: '0.02',
      returned: true,
    });
    expect(summary.lines[0]).toBe(
      '录入融资需求之后修改假设 5 次：估值上升 2 次，下降 1 次，不变 0 次，不能比较 2 次',
    );
    expect(summary.lines[1]).toContain('第 2 次修改使估值由低于需求变为不低于需求');
  });

  it('the need in force at the time decides, not the last one', () => {
    const raise = change('k', ['1', '2'], ['500', '1500']);
    expect(summariseAssumptions(run(need('1000'), raise, need('2000'))).reachedNeed).toEqual([1]);
    expect(summariseAssumptions(run(need('1000'), need('2000'), raise)).reachedNeed).toEqual([]);
  });

  it('an empty log says so', () => {
    expect(summariseAssumptions(EMPTY_LOG).lines).toEqual(['录入融资需求之后没有修改过假设']);
  });
});
