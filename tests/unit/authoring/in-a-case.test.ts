import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { newSchemeItem } from '../../../src/lib/state/draft-edits';
import { INSTITUTION_SCHEME } from '../../fixtures/institution-scheme';
import { smallCase } from '../../fixtures/small-case';
import { FINANCE, bridge, draftOf, released, weightsItem } from './desk';

const scored = (): CaseRecord => {
  const record = smallCase();
  const { records } = record.sections.patents;
  const patents = {
    ...record.sections.patents,
    // Legal and technical indicators score apart, so that weights matter.
    records: records.map((one) => ({
      ...one,
      ipcMain: 'G06Q10/06',
      ipcAll: ['G06Q10/06', 'G06Q40/02'],
      forwardCitationCount: 0,
      forwardCitationPercentile: '0.05',
      pageCount: 3,
      claimCount: 2,
    })),
    scheme: 'gbt-42748-framework',
    scenario: 'finance',
  };
  return { ...record, sections: { ...record.sections, patents } };
};
const under = async (record: CaseRecord, json: string): Promise<CaseRecord> => ({
  ...record,
  overlay: {
    institution: '虚构银行',
    version: '2026.1',
    sha256: await sha256Hex(encodeUtf8(json)),
    json,
  },
});
const schemes = async (caseRecord: CaseRecord) =>
  mustBeOk(await bridge.call('valuation', 'schemes', { caseRecord }));

const OWN_WEIGHTS = draftOf([
  weightsItem({ effectiveFrom: '2026-01-01', basis: 'entered', entered: ['1', '0', '0'] }),
]);

describe('schemes of a case', () => {
  it('are those in force: the institution’s place is empty until a release fills it', async () => {
    const built = await schemes(scored());
    expect(built.map(({ id }) => id).sort()).toEqual(['bibliographic', 'gbt-42748-framework', 'pvd-2012']);
    expect(built.every(({ overlay, statement }) => overlay === null && statement !== '')).toBe(true);
    const json = await released(
      draftOf([newSchemeItem('s', '方案.json', JSON.stringify(INSTITUTION_SCHEME))]),
    );
    const own = (await schemes(await under(scored(), json))).find(({ id }) => id === 'institution');
    expect(own).toMatchObject({
      title: '虚构银行专利评分方案',
      statement: '参照专利评估指引框架，细则由本行制定',
      confidence: 'assumption',
      overlay: '虚构银行@2026.1',
      failure: null,
    });
    expect(own?.scenarios.map(({ code, weights }) => [code, weights?.legal])).toEqual([['finance', '0.5']]);
  });

  it('keep a scenario without weights in view with the reason, not as an offer', async () => {
    const late = JSON.stringify(INSTITUTION_SCHEME).replace('"金融类"', '"金融类（试行）"');
    const json = await released(draftOf([newSchemeItem('s', '方案.json', late)]));
    const overlay: unknown = JSON.parse(json);
    const entries: unknown = Reflect.get(Object(overlay), 'entries');
    if (!Array.isArray(entries)) throw new Error('a release has entries');
    const without = JSON.stringify({
      ...Object(overlay),
      entries: entries.filter(
        (entry: unknown) => Reflect.get(Object(entry), 'id') === 'patent.scheme.institution',
      ),
    });
    const own = (await schemes(await under(scored(), without))).find(({ id }) => id === 'institution');
    expect(own?.scenarios[0]).toMatchObject({ weights: null, failure: { code: 'NO_RULE_IN_FORCE' } });
  });
});

describe('a case under a release', () => {
  it('scores by it, and the trace names it', async () => {
    const json = await released(OWN_WEIGHTS);
    const before = scored();
    const after = await under(before, json);
    const explain = async (caseRecord: CaseRecord) =>
      mustBeOk(await bridge.call('valuation', 'explainScore', { caseRecord, patent: 'p-1' }));
    const overlays = (trace: Awaited<ReturnType<typeof explain>>): string[] =>
      [...walkTrace(trace)].flatMap(({ source }) =>
        source?.kind === 'parameter' && source.overlay !== undefined
          ? [`${source.id} ${source.overlay}`]
          : [],
      );
    const [old, own] = [await explain(before), await explain(after)];
    expect(overlays(old)).toEqual([]);
    expect(overlays(own)).toContain(`${FINANCE} 虚构银行@2026.1`);
    expect(own.value).not.toBe(old.value);
  });

  it('is tried beside what it is now, without being changed', async () => {
    const json = await released(OWN_WEIGHTS);
    const before = scored();
    const trial = mustBeOk(
      await bridge.call('valuation', 'tryOverlay', { caseRecord: before, overlay: json }),
    );
    const scores = mustBeOk(await bridge.call('valuation', 'scorePatents', { caseRecord: before }));
    const under1 = mustBeOk(
      await bridge.call('valuation', 'scorePatents', { caseRecord: await under(before, json) }),
    );
    expect(trial.rows[0]?.before.total).toBe(scores.total[0]?.toFixed(2));
    expect(trial.rows[0]?.after.total).toBe(under1.total[0]?.toFixed(2));
    expect(trial.rows[0]?.changed).toBe(true);
    expect(trial.differences.map(({ rule }) => rule)).toEqual([FINANCE]);
    const back = mustBeOk(
      await bridge.call('valuation', 'tryOverlay', { caseRecord: await under(before, json), overlay: null }),
    );
    expect(back.rows[0]?.after.total).toBe(trial.rows[0]?.before.total);
  });

  it('refuses to try what is no release', async () => {
    const draft = JSON.stringify(OWN_WEIGHTS);
    const refused = await bridge.call('valuation', 'tryOverlay', { caseRecord: scored(), overlay: draft });
    expect(refused.ok ? '' : refused.failure.code).toBe('E_OVERLAY');
  });

  it('gives its dimension scores as a sample for entropy weights', async () => {
    const { sample, leftOut } = mustBeOk(
      await bridge.call('valuation', 'sampleFromCase', { caseRecord: scored() }),
    );
    expect(sample.rows.length + leftOut.length).toBe(scored().sections.patents.records.length);
    expect(sample.source).toContain('gbt-42748-framework');
    expect(sample.rows.every(({ values }) => values.every((value) => value !== null))).toBe(true);
  });
});
