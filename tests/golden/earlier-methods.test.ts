import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { type Method, runMethods } from '../../src/lib/case/method';
import { mustBeOk } from '../../src/lib/kernel/result';
import { EARLIER_PATENT_METHODS } from '../../src/lib/patent/methods';
import { buildPackage } from '../../src/lib/registration/build-package';
import { renderDocuments } from '../../src/lib/registration/render-documents';
import { verifyPackage } from '../../src/lib/review/verify-package';
import { EARLIER_SCREENING_METHODS } from '../../src/lib/screening/methods';
import { rulesOfCase } from '../../workers/case-rules';
import { ENGINE_VERSION } from '../../workers/engine-version';
import { ALL_METHODS, METHOD_REGISTRY } from '../../workers/methods';
import { blankPatent } from '../fixtures/patent-case';

const nameOf = ({ id }: Method): string => id.slice(0, id.indexOf('@'));

const sampleCase = (): CaseRecord => {
  const url = new URL('../../static/samples/lanyu-case.json', import.meta.url);
  const sample = mustBeOk(parseCaseJson(readFileSync(url, 'utf8')));
  const patents = {
    ...sample.sections.patents,
    records: [blankPatent('p-1', { status: 'in-force', filingDate: '2019-03-01' })],
    pledged: ['p-1'],
    answers: [],
    forecasts: [],
  };
  return { ...sample, sections: { ...sample.sections, patents } };
};

const EARLIER = [...EARLIER_PATENT_METHODS, ...EARLIER_SCREENING_METHODS];

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
      engineVersion: ENGINE_VERSION,
    });
    expect([answers.recalculation.verdict, answers.recalculation.findings]).toEqual(['pass', []]);
  },
  60_000,
);
