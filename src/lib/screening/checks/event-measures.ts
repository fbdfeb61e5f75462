import type { FileEvents, ReadEvent } from '../enterprise-file/file-reads';
import { fileEvents } from '../enterprise-file/file-events';
import { accountYears } from '../enterprise-file/statements';
import { LateNodes, type Nodes, type Points } from '../check';
import type { CheckInput } from './check-input';
import { lacking, pointsOf, wordsOf } from './computation-parts';
import { lastYear } from './fact-years';
import { useFact } from './file-read';
import { type Blocked, type Measure, blocked } from './measured-check';
import { electricityPart } from './ratio-measures';
import { type Part, absent, seen, weakestOf } from './weakest-part';

/** How grave an open event of a kind is: names of the lists and of the points in the rule. */
const GRAVITIES = ['stop', 'serious', 'slight'] as const;

interface Weights {
  readonly open: number;
  readonly past: number;
}

const weightsOf = (input: CheckInput, gravity: string): Weights | null => {
  const [open, past] = [pointsOf(input, `${gravity}-open`), pointsOf(input, `${gravity}-past`)];
  return open === null || past === null ? null : { open, past };
};

/** Whether somebody can be shown to have said so: a source of the file, or a paper. */
const isBacked = ({ event }: ReadEvent, { context }: CheckInput): boolean =>
  (event.from !== null && context.file().sources.has(event.from.source)) ||
  event.evidence.some((e) => context.answers.isPresent(e));

/**
 * A repaired or closed event counts as past, with its day; never as an open one. That it is over must rest on a source or
 * a paper; otherwise it may be open still.
 */
const pointsFor = (read: ReadEvent, { open, past }: Weights, input: CheckInput): Points =>
  read.standing === 'unknown' || (read.standing !== 'open' && !isBacked(read, input))
    ? { low: open, high: past }
    : read.standing === 'open'
      ? { low: open, high: open }
      : { low: past, high: past };

const goneEvidence = ({ events }: FileEvents, { context }: CheckInput): ReadEvent | undefined =>
  events.find(({ event }) =>
    event.evidence.some((e) => e.attachment !== null && !context.answers.isPresent(e)),
  );

const saying = ({ event, standing }: ReadEvent): string =>
  JSON.stringify([event.on, event.amountFen, standing, event.repairedOn]);

/** Two lines of one number that say different things. */
const contradicted = ({ events }: FileEvents): ReadEvent | undefined =>
  events.find((one) =>
    events.some(
      (other) =>
        other !== one &&
        one.event.number !== '' &&
        other.event.number === one.event.number &&
        saying(other) !== saying(one),
    ),
  );

const faultOf = (found: FileEvents, input: CheckInput): Blocked | null => {
  const gone = goneEvidence(found, input);
  if (gone !== undefined)
    return blocked(
      'E_EVIDENCE_MISSING',
      `${found.label} ${gone.event.number}所附的文件不在案卷中`,
      '把这份文件重新附到案卷，或改附在案的文件',
      [gone.node],
    );
  const two = contradicted(found);
  return two === undefined
    ? null
    : blocked(
        'E_CONTRADICTION',
        `${found.label} ${two.event.number}有两条记载互相矛盾`,
        '在一企一档核对原件，删去不对的一条',
        found.events.map((e) => e.node),
      );
};

const repairWords = ({ events }: FileEvents): string => {
  const days = events.flatMap(({ event, standing }) =>
    standing === 'repaired' && event.repairedOn !== null ? [event.repairedOn] : [],
  );
  return days.length === 0 ? '' : `（修复日 ${[...days].sort().join('、')}）`;
};

const kindPart = (kind: string, weights: Weights, input: CheckInput): readonly Part[] => {
  const file = input.context.file();
  if (file.catalogue !== null && !file.catalogue.eventKinds.has(kind))
    return [
      blocked('E_FIELD_UNKNOWN', `一企一档目录中没有事项 ${kind}`, '在参数库核对这条规则所读的事项', []),
    ];
  const found = fileEvents(file, kind);
  const fault = faultOf(found, input);
  const nodes = [new EventNodes(found)];
  const each = found.events.map((event) => pointsFor(event, weights, input));
  const parts: Part[] = [];
  if (each.length > 0) {
    const range = { low: Math.min(...each.map((p) => p.low)), high: Math.min(...each.map((p) => p.high)) };
    parts.push(seen(range, () => `${found.message}${repairWords(found)}`, nodes));
  }
  if (!found.searched) parts.push(absent(weights.open, () => searchWords(found), nodes));
  else if (each.length === 0) parts.push(seen({ low: 4, high: 4 }, () => found.message, nodes));
  return fault === null ? parts : [...parts, fault];
};

/** The nodes of what was found, made when somebody looks. */
class EventNodes extends LateNodes {
  constructor(private readonly found: FileEvents) {
    super();
  }
  nodes(): Nodes {
    return this.found.nodes;
  }
}

const searchWords = (found: FileEvents): string =>
  found.state === 'unknown' ? found.message : `${found.label}没有有效的查询`;

/** An event whose kind nobody knows may be of any: it is named, and the record is not clear. */
const strayEvent = ({ context }: CheckInput): Blocked | null => {
  const { catalogue, caseRecord } = context.file();
  const stray = caseRecord.sections.enterpriseFile.events.find(
    ({ kind }) => catalogue !== null && !catalogue.eventKinds.has(kind),
  );
  return stray === undefined
    ? null
    : blocked(
        'E_FIELD_UNKNOWN',
        `事项“${`${stray.kind} ${stray.number}`.trim()}”的种类不在一企一档目录中`,
        '在一企一档为这一事项选定种类',
        [],
      );
};

const eventParts = (input: CheckInput): readonly Part[] => {
  const stray = strayEvent(input);
  const parts: Part[] = stray === null ? [] : [stray];
  for (const gravity of GRAVITIES) {
    const weights = weightsOf(input, gravity);
    const kinds = wordsOf(input, gravity);
    if (kinds.length === 0) continue;
    if (weights === null) return [lacking(`${gravity}-open`)];
    for (const kind of kinds) parts.push(...kindPart(kind, weights, input));
  }
  return parts;
};

/** The newest grade; one older than the last accounts that may speak is too old. A rule without points for grades does not ask for it. */
export const taxGradePart = (input: CheckInput): Part => {
  const of = (grade: string): number | null => pointsOf(input, `tax-${grade}`);
  const worst = of('D');
  if (worst === null) return lacking('tax-D');
  const year = lastYear(input, ['taxCreditGrade']);
  if (year === null) return absent(worst, '没有纳税信用等级', []);
  if (accountYears(input.context.file()).every((y) => Number(year) < y))
    return absent(worst, `纳税信用等级只有 ${year} 年的，已经过时`, []);
  const use = useFact(input, 'taxCreditGrade', year);
  if (use.state === 'blocked') return use.measured;
  if (use.state === 'absent') return absent(worst, use.message, [use.node]);
  const value = of(use.value);
  return value === null
    ? lacking(`tax-${use.value}`)
    : seen({ low: value, high: value }, `${year} 年纳税信用 ${use.value} 级`, [use.node]);
};

/** C6: lawsuits, enforcement, dishonesty, penalties, arrears, and the tax grade. Not searched is not none. */
export const adverseRecord: Measure = (input) =>
  weakestOf([...eventParts(input), taxGradePart(input)], input.loaded.spec.failBelow);

/** C1: abnormal listing, serious violations, penalties, and whether the meters still turn. */
export const lawfulOperation: Measure = (input) =>
  weakestOf([...eventParts(input), electricityPart(input)], input.loaded.spec.failBelow);
