import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { Finding, Verdict } from '../../../src/lib/case/exchange';
import type { StructureItem } from '../../../src/lib/collateral/structure-model';
import { leaf } from '../../../src/lib/kernel/trace';
import type { CaseResults } from '../../../src/lib/state/case-results.svelte';
import type { OpenCase } from '../../../src/lib/state/open-case.svelte';

/** Stand-ins for the state classes of a page: a record that can be changed, answers as given. */

type Sections = CaseRecord['sections'];

export const finding = (rule: string, verdict: Verdict, method = 'screening.three-views@1'): Finding => ({
  rule,
  method,
  subject: { kind: 'case', id: 'case', title: '本案' },
  title: rule,
  verdict,
  severity: 'hold',
  veto: false,
  message: '',
  remedy: '',
  confidence: 'verified',
  trace: leaf({ id: rule, label: rule, value: null, unit: 'text', confidence: 'verified' }),
});

export interface Answers {
  /** `undefined`: the engine has not answered yet, or could not. */
  readonly screening?: readonly Finding[];
  readonly residualFen?: string | null;
  /** Sources in the structure. */
  readonly items?: readonly Pick<StructureItem, 'id' | 'assetClass'>[];
  readonly registration?: readonly Finding[];
}

export const results = ({ screening, residualFen, items = [], registration }: Answers): CaseResults =>
  ({
    screening: { value: screening === undefined ? null : { findings: screening } },
    structure: { value: residualFen === undefined ? null : { residualFen, items } },
    registration: {
      value: registration === undefined ? null : { findings: registration, papers: [] },
    },
  }) as unknown as CaseResults;

/** An open case without vault, workers or screen. */
export const openCase = (record: CaseRecord, answers: Answers = {}): OpenCase => {
  const open = {
    record,
    results: results(answers),
    changeSection: <K extends keyof Sections>(key: K, edit: (section: Sections[K]) => Sections[K]) => {
      const { sections } = open.record;
      open.record = { ...open.record, sections: { ...sections, [key]: edit(sections[key]) } };
    },
  };
  return open as unknown as OpenCase;
};
