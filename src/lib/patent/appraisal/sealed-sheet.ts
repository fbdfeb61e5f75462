import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import { type Appraisal, expertAnswer } from '../../case/patents-section';
import { failureOfIssue } from '../../case/schema-failures';
import { id, sha256Hex, shortText } from '../../case/schema-parts';
import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, fail, ok, refuse } from '../../kernel/result';
import { parseStrictJson } from '../../kernel/strict-json';
import { decodeUtf8, encodeUtf8 } from '../../kernel/utf8';
import type { Scheme } from '../scheme/scheme-schema';
import { answerFaults, checkSeal, sheetDifferences } from './seal-check';

export const SHEET_SCHEMA = 'zhiya.appraisal/1';

const MAX_BYTES = 32 * 1024 * 1024;

/** A sealed blind appraisal as a file, to be carried to the other appraiser's computer. */
const sealedSheet = v.strictObject({
  schema: v.literal(SHEET_SCHEMA),
  /** For people; the case on the other computer may bear another id. */
  caseTitle: shortText,
  fiction: v.string(),
  scheme: shortText,
  by: shortText,
  seal: sha256Hex,
  /** Patents judged; the number says which patent an id means. */
  patents: v.array(v.strictObject({ id, applicationNumber: shortText })),
  answers: v.array(expertAnswer),
});
type SealedSheet = v.InferOutput<typeof sealedSheet>;

/** Canonical JSON of a sealed appraisal. `E_NOT_SEALED`, `E_SEAL_BROKEN`. */
export const writeSheet = async (
  appraisal: Appraisal,
  { title, fiction, sections: { patents } }: CaseRecord,
): Promise<Result<Uint8Array>> => {
  const seal = await checkSeal(appraisal);
  if (!seal.ok) return seal;
  const judged = new Set(appraisal.answers.map(({ patent }) => patent));
  const sheet: SealedSheet = {
    schema: SHEET_SCHEMA,
    caseTitle: title,
    fiction,
    scheme: patents.scheme,
    by: appraisal.by,
    seal: seal.value,
    patents: patents.records
      .filter((record) => judged.has(record.id))
      .map((record) => ({ id: record.id, applicationNumber: record.applicationNumber })),
    answers: appraisal.answers,
  };
  return ok(encodeUtf8(canonicalJson(sheet)));
};

const PLACE = '盲评文件';

const parseSheet = (bytes: Uint8Array): Result<SealedSheet> => {
  if (bytes.length > MAX_BYTES)
    return refuse('E_TOO_LARGE', '文件超过 32 MB，不是盲评文件', PLACE, '请选择由本程序导出的盲评文件');
  const text = decodeUtf8(bytes);
  if (!text.ok) return text;
  const json = parseStrictJson(text.value);
  if (!json.ok) return json;
  const parsed = v.safeParse(sealedSheet, json.value);
  if (parsed.success) return ok(parsed.output);
  const { message, path } = failureOfIssue(parsed.issues[0]);
  return refuse(
    'E_APPRAISAL_SHAPE',
    `不是 ${SHEET_SCHEMA} 格式的盲评文件：${message}`,
    path,
    '请由评价人在本程序中重新导出',
  );
};

const fitsCase = (sheet: SealedSheet, scheme: Scheme, { sections }: CaseRecord): Result<true> => {
  const { patents } = sections;
  if (sheet.scheme !== patents.scheme)
    return refuse(
      'E_APPRAISAL_SCHEME',
      `盲评所用方案“${sheet.scheme}”与案卷的“${patents.scheme}”不同`,
      `${PLACE} › 评分方案`,
      '两人须用同一方案；请改用案卷的方案重新盲评',
    );
  const numbers = new Map(patents.records.map((record) => [record.id, record.applicationNumber]));
  const stranger = sheet.patents.find((p) => numbers.get(p.id) !== p.applicationNumber);
  if (stranger !== undefined)
    return refuse(
      'E_APPRAISAL_PATENT',
      `盲评的专利 ${stranger.applicationNumber} 不在案卷中，或与案卷中同一编号的专利不同`,
      `${PLACE} › 专利清单`,
      '请确认两台电脑上是同一案卷、同一专利清单',
    );
  const listed = new Set(sheet.patents.map((p) => p.id));
  const [fault] = answerFaults(sheet, scheme, listed);
  return fault === undefined ? ok(true) : fail(fault);
};

const listed = (differences: readonly string[]): string =>
  `${differences.slice(0, 10).join('；')}${differences.length > 10 ? ` 等 ${differences.length} 处` : ''}`;

/** A sheet of a person whose appraisal is here already: the very same one, or one that says something else. */
const againstOwn = (sheet: SealedSheet, own: Appraisal): Result<never> =>
  own.seal === sheet.seal
    ? refuse('E_APPRAISAL_KNOWN', `${sheet.by} 的这份盲评已在案卷中`, PLACE, '不必再导入')
    : refuse(
        'E_SAME_APPRAISER',
        `案卷中已有 ${own.by} 的${own.seal === null ? '未封存' : '另一份'}盲评，不同之处：${listed(sheetDifferences(own.answers, sheet.answers))}`,
        PLACE,
        '一人只能有一份盲评；请由另一位评价人独立评价',
      );

/**
 * Reads a sealed appraisal from a file for the case. Refuses what is not of the format (`E_APPRAISAL_SHAPE` or a code of the JSON
 * reader), another scheme (`E_APPRAISAL_SCHEME`), unknown patents (`E_APPRAISAL_PATENT`), answers outside the scheme
 * (`E_ANSWER_…`), a broken seal (`E_SEAL_BROKEN`, naming what differs where the case holds the sheet that was sealed), a third
 * appraiser (`E_APPRAISAL_FULL`) and a second sheet of one person (`E_SAME_APPRAISER`, `E_APPRAISAL_KNOWN`).
 */
export const readSheet = async (
  bytes: Uint8Array,
  scheme: Scheme,
  caseRecord: CaseRecord,
): Promise<Result<Appraisal>> => {
  const sheet = parseSheet(bytes);
  if (!sheet.ok) return sheet;
  const { by, seal, answers } = sheet.value;
  const { appraisals } = caseRecord.sections.patents;
  const own = appraisals.find((a) => a.by.trim() === by.trim());
  const sealed = await checkSeal({ by, seal, answers });
  if (!sealed.ok) {
    const changed = appraisals.find((a) => a.seal === seal);
    if (changed === undefined) return sealed;
    const renamed = changed.by === by ? [] : [`评价人：${changed.by} → ${by}`];
    const differences = [...renamed, ...sheetDifferences(changed.answers, answers)];
    const { failure } = sealed;
    return fail({ ...failure, message: `${failure.message}。与案卷中封存的不同：${listed(differences)}` });
  }
  const fits = fitsCase(sheet.value, scheme, caseRecord);
  if (!fits.ok) return fits;
  if (own !== undefined) return againstOwn(sheet.value, own);
  return appraisals.length >= 2
    ? refuse('E_APPRAISAL_FULL', '案卷中已有两份盲评', PLACE, '如须重评，请先作废现有的盲评')
    : ok({ by, seal, answers });
};
