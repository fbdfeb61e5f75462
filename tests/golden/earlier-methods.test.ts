import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { type Method, runMethods } from '../../src/lib/case/method';
import { mustBeOk } from '../../src/lib/kernel/result';
import { buildPackage } from '../../src/lib/registration/build-package';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { RENDERER } from '../../src/lib/registration/renderer';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { rulesOfCase } from '../../workers/case-rules';
import { ENGINE_VERSION } from '../../workers/engine-version';
import { ALL_METHODS, METHOD_REGISTRY } from '../fixtures/methods';
import { blankPatent } from '../fixtures/patent-case';

const nameOf = ({ id }: Method): string => id.slice(0, id.indexOf('@'));

const read = (name: string): CaseRecord =>
  mustBeOk(parseCaseJson(readFileSync(new URL(`../../static/samples/${name}`, import.meta.url), 'utf8')));

/** The sample with one patent, and with the data of another sample so that the methods for data have something to say. */
const sampleCase = (): CaseRecord => {
  const sample = read('lanyu-case.json');
  const { dataAssets } = read('water-case.json').sections;
  const patents = {
    ...sample.sections.patents,
    records: [blankPatent('p-1', { status: 'in-force', filingDate: '2019-03-01' })],
    pledged: ['p-1'],
    answers: [],
    forecasts: [],
  };
  const enterpriseFile = { ...sample.sections.enterpriseFile, products: [] };
  return { ...sample, sections: { ...sample.sections, patents, enterpriseFile, dataAssets } };
};

const EARLIER = [...METHOD_REGISTRY.values()].filter((method) => !ALL_METHODS.includes(method));

it('every method that was released and is no longer run is still there to verify with', () => {
  expect(EARLIER.map(({ id }) => id).sort()).toEqual([
    'collateral.structure@1',
    'collateral.structure@2',
    'collateral.structure@3',
    'data-asset.pledge-base@1',
    'data-asset.pledge-base@2',
    'data-asset.profile@1',
    'data-asset.quality@1',
    'data-asset.rights@1',
    'data-asset.value@1',
    'data-asset.value@2',
    'patent.calendar@1',
    'patent.relief-from-royalty@1',
    'patent.score@1',
    'registration.completeness@1',
    'registration.completeness@2',
    'screening.data-asset-gates@1',
    'screening.data-asset-gates@2',
    'screening.patent-pledge-refusal@1',
    'screening.patent-pledge-refusal@2',
    'screening.repayment@1',
    'screening.routes@1',
    'screening.three-views@1',
    'screening.three-views@2',
    'screening.three-views@3',
  ]);
});

it.each(EARLIER.map((method) => [method.id, method] as const))(
  'a package made with %s still verifies, and the method still runs only there',
  async (id, earlier) => {
    expect(ALL_METHODS.map((method) => method.id)).not.toContain(id);
    const caseRecord = sampleCase();
    const rules = mustBeOk(rulesOfCase(caseRecord));
    const methods = ALL_METHODS.map((method) => (nameOf(method) === nameOf(earlier) ? earlier : method));
    expect(methods).toContain(earlier);
    const built = mustBeOk(
      await buildPackage({
        caseRecord,
        outputs: runMethods(methods, caseRecord, rules),
        rules,
        methods: methods.map((method) => method.id),
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
  },
  60_000,
);
