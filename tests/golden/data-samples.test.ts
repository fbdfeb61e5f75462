import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAMPLE_TABLES } from '../../scripts/make-samples.mjs';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { checkCrossReferences } from '../../src/lib/case/cross-references';
import type { StoredProfile } from '../../src/lib/case/data-assets-section';
import { shippedReportSettings } from '../../src/lib/data-asset/run/report-settings';
import { evaluateData } from '../../src/lib/data-asset/value/evaluate-data';
import { storedProfile } from '../../src/lib/data-asset/run/stored-profile';
import { runMethods } from '../../src/lib/case/method';
import { mustBeOk } from '../../src/lib/kernel/result';
import { buildPackage } from '../../src/lib/registration/build-package';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { RENDERER } from '../../src/lib/registration/renderer';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { rulesOfCase } from '../../workers/case-rules';
import { ENGINE_VERSION } from '../../workers/engine-version';
import { ALL_METHODS, METHOD_REGISTRY } from '../fixtures/methods';
import { screeningOf } from '../../workers/screening';
import { DATA_SAMPLES } from '../fixtures/data-samples';
import { blankPatent } from '../fixtures/patent-case';
import { memoryFile, runOver } from '../fixtures/profile-run';

/**
 * The data samples are made, never edited: tables by `node scripts/make-samples.mjs`, cases by
 * `UPDATE_SAMPLES=1 npx vitest run --project unit tests/golden/data-samples.test.ts`. This test makes them again.
 */

const address = (name: string): URL =>
  new URL(`../../static/samples/${encodeURIComponent(name)}`, import.meta.url);

const profileOf = async (name: string): Promise<StoredProfile> => {
  const bytes = new Uint8Array(readFileSync(address(name)));
  const bundle = mustBeOk(await runOver([memoryFile(name, bytes)]));
  return mustBeOk(storedProfile(bundle, shippedReportSettings()));
};

describe.each(DATA_SAMPLES)('$table', ({ table, file, build }) => {
  it('is what its script writes, and not large', () => {
    const text = readFileSync(address(table), 'utf8');
    expect(SAMPLE_TABLES[table]()).toBe(text);
    expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  });

  it('has the stored profile that the profiler gives', async () => {
    const text = `${JSON.stringify(build(await profileOf(table)), null, 2)}\n`;
    if (process.env['UPDATE_SAMPLES'] === '1') writeFileSync(address(file), text);
    expect(readFileSync(address(file), 'utf8')).toBe(text);
  });

  it('opens as a case whose references hold, invented on its face', () => {
    const caseRecord = mustBeOk(parseCaseJson(readFileSync(address(file), 'utf8')));
    expect(checkCrossReferences(caseRecord)).toEqual([]);
    expect(caseRecord.fiction).toContain('虚构');
    const { assets } = caseRecord.sections.dataAssets;
    expect(assets.map((a) => [a.fileName, a.columns.some((c) => c.detected.length > 0)])).toEqual([[table, false]]);
  });
});

const gatesOf = (file: string): ReadonlyMap<string, string> => {
  const caseRecord = mustBeOk(parseCaseJson(readFileSync(address(file), 'utf8')));
  const { gates } = screeningOf(caseRecord, mustBeOk(rulesOfCase(caseRecord)));
  return new Map(gates.findings.map((f) => [f.code, f.verdict]));
};

it('the greenhouse table has exactly 1,501 records', async () => {
  expect((await profileOf('虚构-温室监测.csv')).rows).toBe(1_501);
});

it('the water table shows what is wrong with it', async () => {
  const { rows, columns, table } = await profileOf('虚构-供水流量.csv');
  // Counted in the file itself: lines, `--` and `ERR` of the flow column, lines that stand there twice.
  const lines = readFileSync(address('虚构-供水流量.csv'), 'utf8').trim().split('\n').slice(1);
  const flows = lines.map((line) => line.split(',')[2]);
  const flow = columns.find((c) => c.name === '瞬时流量_m3h');
  expect(rows).toBe(lines.length);
  expect([flow?.missing, flow?.bad]).toEqual([
    flows.filter((f) => f === '--').length,
    flows.filter((f) => f === 'ERR').length,
  ]);
  expect(flow?.bad).toBeGreaterThan(0);
  expect(table?.duplicateRows?.extra).toBe(lines.length - new Set(lines).size);
  expect(lines.length - new Set(lines).size).toBeGreaterThan(0);
});

it('the gates of the samples come out as told: a certificate that lasts, and one that does not', () => {
  const water = gatesOf('water-case.json');
  const pick = (gates: ReadonlyMap<string, string>) => ['L01', 'L05', 'L11', 'L18', 'L20', 'L23'].map((c) => gates.get(c));
  expect(pick(water)).toEqual(['pass', 'pass', 'pass', 'pass', 'unknown', 'pass']);
  expect(pick(gatesOf('greenhouse-case.json'))).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'fail',
    'unknown',
    'pass',
  ]);
});

/** The data assets of a sample beside one pledged patent: a package is for the registration of a patent pledge. */
const besidePatent = (file: string): CaseRecord => {
  const read = (name: string) => mustBeOk(parseCaseJson(readFileSync(address(name), 'utf8')));
  const { dataAssets, screening } = read(file).sections;
  const lanyu = read('lanyu-case.json');
  const patents = {
    ...lanyu.sections.patents,
    records: [blankPatent('p-1', { status: 'in-force', filingDate: '2019-03-01' })],
    pledged: ['p-1'],
    answers: [],
    forecasts: [],
  };
  const enterpriseFile = { ...lanyu.sections.enterpriseFile, products: [] };
  return { ...lanyu, sections: { ...lanyu.sections, patents, enterpriseFile, dataAssets, screening } };
};

it.each(DATA_SAMPLES)('a package with the data of $file recomputes, its documents with it', async ({ file }) => {
  const caseRecord = besidePatent(file);
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const built = mustBeOk(
    await buildPackage({
      caseRecord,
      outputs: runMethods(ALL_METHODS, caseRecord, rules),
      rules,
      methods: ALL_METHODS.map((method) => method.id),
      attachments: new Map(),
      engineVersion: ENGINE_VERSION,
    }),
  );
  const { answers } = await verifyPackage(built.bytes, {
    methods: METHOD_REGISTRY,
    renderDocuments,
    renderer: RENDERER,
  });
  expect([answers.recalculation.verdict, answers.recalculation.findings]).toEqual(['pass', []]);
}, 60_000);

it('repeated rows lower the income value; the cost value holds them in its α already', () => {
  const water = mustBeOk(parseCaseJson(readFileSync(address('water-case.json'), 'utf8')));
  const [value] = evaluateData(water, mustBeOk(rulesOfCase(water)));
  const taken = (value?.entries ?? []).map(({ entry, result }) => {
    const { before, after, parts } = mustBeOk(mustBeOk(result).effects);
    return [entry, after.fen === before.fen, parts.some(({ shareFen }) => shareFen !== '0')];
  });
  expect(taken).toEqual([
    ['share-income-1', false, true],
    ['modified-cost-1', true, false],
  ]);
  // 17 extra copies of 3,970 rows: 187.265517 × (1 − 17/3970).
  expect(Number(value?.entries[0]?.result.ok === true && mustBeOk(value.entries[0].result.value.effects).after.fen)).toBe(
    Math.round(18_726_551_7 * (1 - 17 / 3_970)),
  );
});
