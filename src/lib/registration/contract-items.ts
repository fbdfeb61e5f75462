import type { CaseRecord } from '../case/case-record';
import { type Result, ok } from '../kernel/result';
import { type TraceNode, leaf } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import { caseValues } from './case-values';
import type { FieldValue } from './form-model';
import { patentValues, pledgedPatents } from './patent-values';
import { type ContractItem, contractItems } from './rule-shapes';

const RULE = 'registration.cnipa-patent.contract-mandatory';

export interface ContractItemState {
  readonly item: ContractItem;
  readonly rule: string;
  /** Data the contract needs for this item and the case does not have. */
  readonly missing: readonly { readonly label: string; readonly trace: TraceNode }[];
}

const NO_PATENTS: TraceNode = leaf({
  id: 'field/pledged',
  label: '质押专利',
  value: null,
  unit: 'text',
  confidence: 'verified',
  source: { kind: 'field', path: '$.sections.patents.pledged', label: '专利 › 质押选择' },
});

const absent = (label: string, { value, trace }: FieldValue): { label: string; trace: TraceNode }[] =>
  value === null ? [{ label, trace }] : [];

const firstOfEachLabel = (missing: ContractItemState['missing']): ContractItemState['missing'] =>
  [...new Map([...missing].reverse().map((m) => [m.label, m])).values()].reverse();

/**
 * The five items of 专利权质押登记办法 art. 8 and the data of the case behind each. The contract itself is a paper:
 * whether it says them is for a person to read.
 */
export const contractItemStates = (
  caseRecord: CaseRecord,
  rules: RulesAt,
): Result<readonly ContractItemState[]> => {
  const list = readTyped(rules, RULE, contractItems);
  if (!list.ok) return list;
  const values = caseValues(caseRecord);
  const patents = pledgedPatents(caseRecord).map((patent) => ({
    patent,
    values: patentValues(caseRecord, patent),
  }));
  const missingOf = (code: string): ContractItemState['missing'] => {
    const value = values.get(code);
    if (value !== undefined) return absent(value.trace.label, value);
    if (patents.length === 0) return [{ label: '质押专利', trace: NO_PATENTS }];
    return patents.flatMap(({ patent, values: own }) => {
      const found = own.get(code);
      return found === undefined ? [] : absent(`${patent.applicationNumber} ${found.trace.label}`, found);
    });
  };
  return ok(
    list.value.value.map((item) => ({
      item,
      rule: RULE,
      missing: firstOfEachLabel(item.fields.flatMap(missingOf)),
    })),
  );
};
