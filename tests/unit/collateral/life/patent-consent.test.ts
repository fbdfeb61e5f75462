import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/lib/case/exchange';
import type { GateCheck } from '../../../../src/lib/collateral/life/gate-model';
import { releaseGate } from '../../../../src/lib/collateral/life/release-gate';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { factory, finding, gateInput, greenPrior, lifeCase } from '../../../fixtures/life-case';
import { blankPatent } from '../../../fixtures/patent-case';

const BORROWER = '虚构企业';

interface Setting {
  readonly borrower?: string;
  readonly card?: string;
  /** Owners of the pledged patents, one list each. */
  readonly owners?: readonly (readonly string[])[];
  readonly coOwners?: Verdict;
  readonly assetClass?: string;
}

const consents = (setting: Setting): GateCheck => {
  const {
    borrower = BORROWER,
    card = '',
    owners = [],
    coOwners = 'pass',
    assetClass = 'PATENT_INV',
  } = setting;
  const pledged = owners.map((names, i) => blankPatent(`p-${String(i)}`, { owners: [...names] }));
  const base = lifeCase({
    items: [factory({ assetClass, owner: card })],
    patents: {
      // One that is not pledged is nobody's business here.
      records: [...pledged, blankPatent('other', { owners: ['虚构他人'] })],
      pledged: pledged.map(({ id }) => id),
    },
  });
  const { enterprise } = base.sections;
  const caseRecord = {
    ...base,
    sections: {
      ...base.sections,
      enterprise: { ...enterprise, enterprise: { ...enterprise.enterprise, name: borrower } },
    },
  };
  const prior = greenPrior();
  const refusal = finding('cn.patent-pledge.refusal.8', coOwners, 'patent-pool', 'patent-pool');
  const input = gateInput(caseRecord, { prior: { ...prior, findings: [...prior.findings, refusal] } });
  const found = mustBeOk(releaseGate(input)).checks.find(
    ({ code, subject }) => code === 'consents' && subject.kind === 'asset',
  );
  if (found === undefined) throw new Error('no check');
  return found;
};

describe('consents of those who pledge patents', () => {
  it.each<[string, Setting, Verdict]>([
    ['the borrower owns card and patents', { card: BORROWER, owners: [[BORROWER], [BORROWER]] }, 'pass'],
    ['the borrower owns the patents, the card says nothing', { owners: [[BORROWER]] }, 'pass'],
    ['the borrower owns the card, no patent is listed', { card: ` ${BORROWER} ` }, 'pass'],
    ['a parent company owns them', { card: BORROWER, owners: [['虚构母公司']] }, 'unknown'],
    ['the card is of another', { card: '虚构母公司', owners: [[BORROWER]] }, 'unknown'],
    ['one patent is held together with another', { owners: [[BORROWER, '虚构大学']] }, 'unknown'],
    ['the owner of one patent is not known', { card: BORROWER, owners: [[BORROWER], []] }, 'unknown'],
    ['nobody is named', {}, 'unknown'],
    ['the borrower is not named', { borrower: '', owners: [['虚构母公司']] }, 'unknown'],
    ['a consent failed', { owners: [['虚构母公司']], coOwners: 'fail' }, 'fail'],
  ])('%s: %#', (_what, setting, verdict) => expect(consents(setting).verdict).toBe(verdict));

  it('say why, and that a waiver is possible', () => {
    const { message, remedy, waivable } = consents({ owners: [['虚构母公司']] });
    expect(message).toBe('案卷没有出质人公司决议的核查：出质人虚构母公司不是借款企业');
    expect(remedy).toContain('公司法第十五条');
    expect(waivable).toBe(true);
    expect(consents({}).message).toBe('案卷没有出质人公司决议的核查：出质人未知');
    expect(consents({ borrower: '', owners: [['甲']] }).message).toContain('借款企业未知');
  });

  it('other assets have their resolution checked already', () =>
    expect(consents({ assetClass: 'RE_FACTORY', card: '虚构母公司' }).verdict).toBe('pass'));
});
