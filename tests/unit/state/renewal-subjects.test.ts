import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { emptyDataRights } from '../../../src/lib/case/data-rights';
import {
  addProvider,
  addRanking,
  setProvider,
  setRanking,
  startRenewal,
} from '../../../src/lib/state/handling-edits';
import type { OpenCase } from '../../../src/lib/state/open-case.svelte';
import {
  providerSubjects,
  rankingSubjects,
  unlistedProviders,
} from '../../../src/lib/state/renewal-subjects';
import { asking, conditionOf, guarantee } from '../../fixtures/handling-case';
import { paper, patent, withSections } from '../../fixtures/screening-case';
import { openCase } from './stand-ins';

const COMPANY = '虚构科技有限公司';

/** Two patents of the borrower, the first pledged now, one of a university, and a data asset of somebody else. 虚构. */
const record = (pledged: readonly string[]): CaseRecord =>
  withSections(asking({ support: [guarantee()] }), ({ patents, dataAssets }) => ({
    patents: {
      ...patents,
      records: [
        patent(1, { id: 'p-1', owners: [COMPANY], pledgeLive: true }),
        patent(2, { id: 'p-2', owners: [COMPANY, ' 虚构大学 '] }),
        patent(3, { id: 'p-3', owners: ['虚构大学', '虚构研究所'] }),
      ],
      pledged: [...pledged],
    },
    dataAssets: {
      ...dataAssets,
      assets: [
        {
          id: 'd-1',
          title: '虚构数据',
          rights: {
            ...emptyDataRights(),
            rights: [
              { kind: 'operate', holder: '虚构数据公司' },
              { kind: 'hold', holder: '虚构持有人' },
            ],
          },
        },
      ] as unknown as CaseRecord['sections']['dataAssets']['assets'],
    },
  }));

const renewing = (pledged: readonly string[] = []): OpenCase => {
  const open = openCase(record(pledged));
  startRenewal(open);
  return open;
};

const unlisted = (open: OpenCase) => {
  const { renewal } = open.record.sections.screening;
  return renewal === null ? [] : unlistedProviders(open.record, renewal);
};

const signAll = (open: OpenCase): void => {
  for (const m of unlisted(open)) addProvider(open, m.kind, m.name, m.subject);
  for (const { id } of open.record.sections.screening.renewal?.providers ?? [])
    setProvider(open, id, { knows: true, consents: true, on: '2026-11-18', evidence: [paper] });
};

describe('what a renewal can be about', () => {
  it('is every patent while none is chosen, and the chosen ones alone afterwards', () => {
    expect(rankingSubjects(record([])).map(({ id }) => id)).toEqual(['p-1', 'p-2', 'p-3']);
    expect(rankingSubjects(record(['p-2', 'gone'])).map(({ id }) => id)).toEqual(['p-2']);
  });

  it('is for a provider also a guarantee, a patent or a data asset', () => {
    expect(providerSubjects(record(['p-1'])).map(({ id, kind }) => [kind, id])).toEqual([
      ['support', 'support-1'],
      ['patent', 'p-1'],
      ['data-asset', 'd-1'],
    ]);
  });
});

describe('whom a renewal has not listed', () => {
  it('are the guarantor and every owner but the borrower, each once', () => {
    expect(unlisted(renewing()).map(({ kind, name, subject }) => [kind, name, subject])).toEqual([
      ['guarantor', '虚构市融资担保公司', 'support-1'],
      ['asset-owner', '虚构大学', 'p-2'],
      ['asset-owner', '虚构研究所', 'p-3'],
      ['asset-owner', '虚构数据公司', 'd-1'],
    ]);
    expect(unlisted(renewing(['p-1'])).map(({ name }) => name)).toEqual([
      '虚构市融资担保公司',
      '虚构数据公司',
    ]);
  });

  it('are none once they are listed, and then the engine asks for nobody more', () => {
    const open = renewing();
    expect(conditionOf(open.record, 'cn.renewal.owners').verdict).toBe('unknown');
    signAll(open);
    expect(unlisted(open)).toEqual([]);
    expect(conditionOf(open.record, 'cn.renewal.owners').verdict).toBe('pass');
  });

  it('is the owner of a pledged patent whose registration is kept, the borrower too', () => {
    const open = renewing();
    signAll(open);
    addRanking(open, 'p-1');
    setRanking(open, 'p-1', { registration: 'kept' });
    expect(conditionOf(open.record, 'cn.renewal.ranking').verdict).toBe('unknown');
    expect(unlisted(open).map(({ name, subject }) => [name, subject])).toEqual([[COMPANY, 'p-1']]);
    signAll(open);
    expect(conditionOf(open.record, 'cn.renewal.ranking').verdict).toBe('pass');
    expect(unlisted(open)).toEqual([]);
  });
});
