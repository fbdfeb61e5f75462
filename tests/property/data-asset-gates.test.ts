import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DataAsset } from '../../src/lib/case/data-assets-section';
import type { DataRights } from '../../src/lib/case/data-rights';
import type { ScreeningAnswer } from '../../src/lib/case/screening-section';
import {
  ANSWERED_GATES,
  certificate,
  column,
  gate,
  readyAsset,
  readyDataCase,
} from '../fixtures/data-asset-gates';
import { OWNER, paper, screen, verdictAnswer } from '../fixtures/screening-case';

/** Arbitrary data assets (虚构). What is recorded twice never contradicts itself: see the readme of screening. */

const evidence = fc.integer({ min: 0, max: 2 }).map((n) => (n === 0 ? [] : [paper]));
const route = fc.constantFrom('none' as const, 'lawful-basis' as const, 'anonymised' as const, null);

const rights: fc.Arbitrary<Partial<DataRights>> = fc
  .record({
    backed: evidence,
    level: fc.constantFrom('core' as const, 'important' as const, 'general' as const),
    source: fc.constantFrom('collected' as const, 'scraped-public' as const, 'agreement' as const),
    holder: fc.constantFrom(OWNER, OWNER, '别的虚构公司'),
    kind: fc.constantFrom('operate' as const, 'operate' as const, 'hold' as const),
    consent: fc.constantFrom('given' as const, 'refused' as const, null),
    others: fc.boolean(),
    route,
    sensitive: fc.constantFrom(true, false, null),
    depends: fc.constantFrom(true, false, null),
    way: fc.constantFrom('assessment' as const, 'absent' as const, null),
    recordsKeptUntil: fc.constantFrom('2029-01-10', '2028-01-10', null),
    validUntil: fc.constantFrom('2031-05-31', '2027-01-31', null),
    control: fc.constantFrom('none' as const, 'limited' as const, 'seized' as const, null),
    pledge: fc.constantFrom('movable-registry' as const, 'data-ip-record' as const, null),
  })
  .map((r) => ({
    rights: readyAsset().rights.rights.map((own) => ({
      ...own,
      holder: r.holder,
      kind: r.kind,
      evidence: r.backed,
    })),
    sources: [{ kind: r.source, description: '', evidence: r.backed }],
    certificates: [certificate({ validUntil: r.validUntil, control: r.control, rights: [] })],
    otherParties: r.others
      ? [{ name: '虚构甲', part: '', consent: r.consent, on: null, evidence: r.backed }]
      : [],
    grading: {
      parts: [{ part: '全部', level: r.level, reason: '' }],
      elements: [],
      by: '虚构',
      on: null,
      evidence: r.backed,
    },
    personal: { route: r.route, sensitive: r.sensitive },
    export: { depends: r.depends, route: r.way, evidence: r.backed },
    recipients: r.others
      ? [
          {
            name: '虚构乙',
            contract: '虚构',
            signedOn: '2026-01-10',
            recordsKeptUntil: r.recordsKeptUntil,
            evidence: r.backed,
          },
        ]
      : [],
    pledge: { route: r.pledge, certificate: 'cert-1', note: '' },
  }));

const asset: fc.Arbitrary<DataAsset> = fc
  .record({
    rights,
    found: fc.boolean(),
    claimed: fc.constantFrom(4_000, 8_000),
    smallest: fc.constantFrom(1, 9),
    exact: fc.boolean(),
  })
  .map(({ rights: own, found, claimed, smallest, exact }) => ({
    ...readyAsset('data-1', own),
    claimed: { rows: claimed, source: '' },
    columns: found
      ? [column('证件号', { detected: [{ kind: 'residentId', matches: 4_000, valid: 4_000 }] })]
      : [column('读数')],
    table: {
      duplicateRows: null,
      keys: [],
      groups: [{ columns: ['性别'], groups: 2, smallest, below: 0, size: 5, rows: 4_000, exact }],
      dependencies: [],
      references: [],
      signals: [],
    },
  }));

/** Adverse answers stay: they are no evidence in favour. */
const answers: fc.Arbitrary<ScreeningAnswer[]> = fc
  .tuple(...ANSWERED_GATES.map(() => fc.constantFrom('pass', 'pass', 'pass', 'bare', 'fail', null)))
  .map((said) =>
    said.flatMap((word, i) => {
      const rule = gate(ANSWERED_GATES[i] ?? 0);
      if (word === null) return [];
      const verdict = word === 'fail' ? ('fail' as const) : ('pass' as const);
      return [verdictAnswer(rule, verdict, 'data-1', word === 'pass' ? [paper] : [])];
    }),
  );

interface World {
  readonly asset: DataAsset;
  readonly answers: readonly ScreeningAnswer[];
}
const world: fc.Arbitrary<World> = fc.record({ asset, answers });

const without =
  (gone: Partial<DataRights>) =>
  ({ asset: own, answers: said }: World): World => ({
    asset: { ...own, rights: { ...own.rights, ...gone } },
    answers: said,
  });

const unsaid = readyAsset().rights;
const removal: fc.Arbitrary<(w: World) => World> = fc.oneof(
  fc
    .constantFrom<Partial<DataRights>>(
      { rights: [] },
      { sources: [] },
      { certificates: [] },
      { otherParties: null },
      { grading: null },
      { personal: { route: null, sensitive: null } },
      { export: { depends: null, route: null, evidence: [] } },
      { recipients: null },
      { pledge: { ...unsaid.pledge, route: null } },
    )
    .map(without),
  fc
    .constantFrom<Partial<DataAsset>>({ claimed: null }, { table: null })
    .map((gone) => ({ asset: own, answers: said }: World): World => ({
      asset: { ...own, ...gone },
      answers: said,
    })),
  fc.constantFrom(...ANSWERED_GATES).map((n) => ({ asset: own, answers: said }: World): World => ({
    asset: own,
    answers: said.filter((a) => a.rule !== gate(n) || JSON.stringify(a.answer).includes('fail')),
  })),
);

const run = (w: World) => screen(readyDataCase([w.asset], w.answers));

it('拿走任何一项依据，都不会把数据资产的未知或不通过变成通过', () => {
  fc.assert(
    fc.property(world, fc.array(removal, { minLength: 1, maxLength: 4 }), (w, removals) => {
      const before = run(w);
      const after = run(removals.reduce((poorer, remove) => remove(poorer), w));
      const poorer = new Map(after.gates.findings.map((f) => [f.rule, f.verdict]));
      for (const { code, rule, verdict } of before.gates.findings)
        if (verdict !== 'pass') expect([code, poorer.get(rule)]).not.toEqual([code, 'pass']);
      if (before.decision.code !== 'passed') expect(after.decision.code).not.toBe('passed');
    }),
    { numRuns: 150 },
  );
}, 60_000);
