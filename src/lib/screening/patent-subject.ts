import type { Subject } from '../case/exchange';
import type { PatentRecord } from '../case/patents-section';

/** A patent that is judged; `record` is `null` when the pledge list names one that is not in the case. */
export interface PatentSubject {
  readonly subject: Subject;
  readonly record: PatentRecord | null;
}

/** `《名称》（申请号）`, the way a patent is named in messages. */
export const patentName = ({ subject, record }: PatentSubject): string =>
  record === null ? subject.title : `《${record.title}》（${record.applicationNumber}）`;
