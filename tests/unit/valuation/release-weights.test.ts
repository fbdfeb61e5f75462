import { describe, expect, it } from 'vitest';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { readWeights } from '../../../src/lib/patent/scheme/scheme';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { checkOverlay, parseOverlay } from '../../../src/lib/rulebook/overlay';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { ahpWeights } from '../../../src/lib/valuation/weights/ahp';
import { entropyWeights } from '../../../src/lib/valuation/weights/entropy';
import {
  type ReleaseDraft,
  type WeightBasis,
  releaseWeights,
} from '../../../src/lib/valuation/weights/release-weights';
import { readAhpRules } from '../../../src/lib/valuation/weights/weights-rules';

const date = mustBeOk(parsePlainDate('2026-11-20'));
const rules = rulesAt({ entries: ALL_RULES, date, region: 'cn' });
const ahp = (text: string) =>
  mustBeOk(
    ahpWeights(
      text.split(';').map((row) => row.split(' ')),
      mustBeOk(readAhpRules(rules)),
    ),
  );
const GOOD = ahp('1 3 5;1/3 1 3;1/5 1/3 1');
const BAD = ahp('1 9 1/9;1/9 1 9;9 1/9 1');
const ID = 'patent.weights.gbt-42748-framework.finance';

const draft = (basis: WeightBasis, changes: Partial<ReleaseDraft> = {}): ReleaseDraft => ({
  institution: '虚构银行',
  version: '2026.1',
  releasedOn: '2026-10-01',
  author: '虚构人员',
  reason: '年度重估权重',
  items: [
    {
      id: ID,
      effectiveFrom: '2026-10-01',
      reason: '三位专家比较',
      content: { kind: 'weights', keys: ['legal', 'technical', 'economic'], basis },
    },
  ],
  previous: null,
  ...changes,
});
const code = (input: ReleaseDraft): string => {
  const result = releaseWeights(input, ALL_RULES);
  return result.ok ? 'ok' : result.failure.code;
};

describe('a release', () => {
  const first = mustBeOk(releaseWeights(draft({ kind: 'ahp', ahp: GOOD }), ALL_RULES));

  it('is an overlay file that reads back, fits the rulebook and gives the weights to a case', () => {
    expect(mustBeOk(parseOverlay(first.json))).toEqual(first.overlay);
    expect(checkOverlay(first.overlay, ALL_RULES)).toEqual([]);
    const read = mustBeOk(
      readWeights(rulesAt({ entries: ALL_RULES, date, region: 'cn', overlay: first.overlay }), ID),
    );
    expect(read.value).toEqual({ legal: '0.636986', technical: '0.258285', economic: '0.104729' });
    expect(read.rule.overlay).toBe('虚构银行@2026.1');
    expect(read.rule.citation.reason).toBe(
      '三位专家比较（层次分析法：n = 3，λ = 3.0385，CI = 0.0193，CR = 0.0332）',
    );
  });

  it('refuses an inconsistent matrix, alone or combined', () => {
    const entropy = mustBeOk(
      entropyWeights([
        [1, 2, 3],
        [2, 2, 9],
      ]),
    );
    expect(code(draft({ kind: 'ahp', ahp: BAD }))).toBe('E_AHP_INCONSISTENT');
    expect(code(draft({ kind: 'combined', ahp: BAD, entropy }))).toBe('E_AHP_INCONSISTENT');
    expect(code(draft({ kind: 'entropy', entropy }))).toBe('ok');
    expect(code(draft({ kind: 'combined', ahp: GOOD, entropy }))).toBe('ok');
  });

  it('refuses missing reasons, weights that do not fit, unknown rules and malformed heads', () => {
    const item = draft({ kind: 'ahp', ahp: GOOD }).items[0];
    if (item === undefined) throw new Error('no item');
    const basis = { kind: 'ahp', ahp: GOOD } as const;
    expect(code(draft(basis, { items: [{ ...item, reason: ' ' }] }))).toBe('E_RELEASE_REASON');
    const keys = (names: readonly string[]) => ({ kind: 'weights' as const, keys: names, basis });
    expect(code(draft(basis, { items: [{ ...item, content: keys(['legal', 'technical']) }] }))).toBe(
      'E_WEIGHTS_SHAPE',
    );
    expect(code(draft(basis, { items: [{ ...item, content: keys(['a', 'a', 'b']) }] }))).toBe(
      'E_WEIGHTS_SHAPE',
    );
    expect(code(draft({ kind: 'entered', weights: [0.5, 0.3, 0.3] }))).toBe('E_WEIGHTS');
    expect(code(draft({ kind: 'entered', weights: [0.5, 0.3, 0.2] }))).toBe('ok');
    expect(code(draft(basis, { items: [{ ...item, id: 'patent.weights.nowhere' }] }))).toBe('E_RULE_UNKNOWN');
    expect(code(draft(basis, { items: [{ ...item, id: 'valuation.weights.consistency-limit' }] }))).toBe(
      'E_RULE_NOT_OVERRIDABLE',
    );
    expect(code(draft(basis, { version: '' }))).toBe('E_OVERLAY');
    expect(code(draft(basis, { reason: '' }))).toBe('E_OVERLAY');
    expect(code(draft(basis, { items: [] }))).toBe('E_OVERLAY');
  });

  it('adds to the release before it and never rewrites it', () => {
    const basis = { kind: 'entered', weights: [0.4, 0.2, 0.4] } as const;
    const items = draft(basis).items.map((item) => ({ ...item, effectiveFrom: '2027-01-01' }));
    const next = { version: '2026.2', releasedOn: '2026-12-01', previous: first.overlay };
    const second = mustBeOk(releaseWeights(draft(basis, { ...next, items }), ALL_RULES));
    expect(second.overlay.entries.map((e) => e.effectiveFrom)).toEqual(['2026-10-01', '2027-01-01']);
    expect(second.overlay.entries[0]).toEqual(first.overlay.entries[0]);
    expect(code(draft(basis, next))).toBe('E_RELEASE_REWRITE');
    expect(code(draft(basis, { ...next, items, version: '2026.1' }))).toBe('E_RELEASE_VERSION');
    expect(code(draft(basis, { ...next, items, releasedOn: '2026-09-30' }))).toBe('E_RELEASE_DATE');
    expect(code(draft(basis, { ...next, items, institution: '另一虚构银行' }))).toBe('E_RELEASE_INSTITUTION');
  });
});
