import { parseCreditCode } from '../../kernel/credit-code';
import { derive } from '../../kernel/trace';
import { enteredValue } from '../case-values';
import type { FieldValue } from '../form-model';
import { type Filing, enteredSoFar } from './filing';

const CREDIT_CODE = '统一社会信用代码';

/** A number that passes the check of GB 32100-2015 is a credit code: its kind need not be asked for. Any other is asked for. */
export const partyKinds = (values: Map<string, FieldValue>, filing: Filing): void => {
  for (const party of ['provider', 'pledgee']) {
    const kind = `${party}_id_kind`;
    if (enteredSoFar(filing, kind) !== null) continue;
    const own = values.get(`${party}_id`);
    const entered = enteredSoFar(filing, `${party}_id`);
    const id =
      own ?? enteredValue('$.sections.filings.records', `登记包 › ${filing.title} › 证件号码`, entered);
    if (id.value === null || !parseCreditCode(id.value).ok) continue;
    const trace = derive({
      id: `field/${kind}`,
      label: `${id.trace.label}通过校验位检查`,
      value: CREDIT_CODE,
      unit: 'text',
      children: [id.trace],
    });
    values.set(kind, { value: CREDIT_CODE, trace });
  }
};
