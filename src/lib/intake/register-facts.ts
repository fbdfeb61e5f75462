import type { PatentRecord } from '../case/patents-section';
import {
  type ApplicationNumber,
  parseApplicationNumber,
  parsePublicationNumber,
} from '../kernel/patent-number';
import { refuse } from '../kernel/result';
import type { RecordCells } from './patent-cells';
import type { ValueVocabulary } from './patent-vocabulary';
import { triState } from './patent-facts';

/**
 * What vendor columns say of the register: 质押次数, 无效请求人, 一案双申. A hit is a fact. An empty cell is none: it says
 * nothing, and a count of nothing is confirmed by the register copy alone.
 */

/** No pledge was ever recorded, so none is live; more than none does not say whether one still is. */
export const neverPledged = (pledgeCount: number | null): false | null => (pledgeCount === 0 ? false : null);

export const warnOfPledges = (
  cells: RecordCells,
  { pledgeLive, pledgeCount }: Pick<PatentRecord, 'pledgeLive' | 'pledgeCount'>,
): void => {
  if (pledgeLive !== null || pledgeCount === null) return;
  cells.warn('pledgeCount', {
    code: 'W_PLEDGE_COUNT',
    message: `质押次数为 ${pledgeCount}，是否仍处于质押期间未知`,
    remedy: '请凭专利登记簿副本确认在先质押是否都已注销，再填写“现有质押”',
  });
};

const DECIDED: ReadonlySet<PatentRecord['invalidationOutcome']> = new Set([
  'upheld',
  'upheld-part',
  'invalid',
]);

/**
 * A named requester without a decision: a case is open. Requests counted as none count as none only beside the date of a
 * register copy. Anything else is not known.
 */
export const invalidationOpen = (
  requester: string | null,
  requests: number | null,
  outcome: PatentRecord['invalidationOutcome'],
  hasRegisterCopy: boolean,
): boolean | null => {
  if (requester !== null) return DECIDED.has(outcome) ? null : true;
  return requests === 0 && hasRegisterCopy ? false : null;
};

const SEPARATORS = [';', '；', '|', ',', '，', '、'];

/** Body of the number of an application or a document, for comparison; `null` when it is neither. */
const bodyOf = (text: string): string | null => {
  const application = parseApplicationNumber(text);
  if (application.ok) return application.value.digits.slice(0, -1);
  const publication = parsePublicationNumber(text);
  return publication.ok ? publication.value.canonical : null;
};

/**
 * 一案双申 as 是/否, or as the number of the other application that some exports print there. Only the own number, which
 * says nothing, is `null`; other words fail the record.
 */
export const sameDayApplication = (
  cells: RecordCells,
  number: Pick<ApplicationNumber, 'digits'>,
  words: ValueVocabulary,
): boolean | null => {
  const text = cells.text('sameDayApplication');
  if (text === null) return null;
  const numbers = cells.list('sameDayApplication', SEPARATORS).map(bodyOf);
  if (numbers.length === 0 || numbers.includes(null))
    return numbers.every((n) => n === null)
      ? triState(cells, 'sameDayApplication', words)
      : cells.read('sameDayApplication', () =>
          refuse(
            'E_WORD',
            `“${text}”既不是“是”或“否”，也不都是申请号`,
            '',
            '请填写“是”“否”或另一件申请的申请号，不清楚时留空',
          ),
        );
  return numbers.some((other) => other !== number.digits.slice(0, -1)) ? true : null;
};
