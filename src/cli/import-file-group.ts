import { writeFile } from 'node:fs/promises';
import type { FileDecisions } from '../lib/bridge/enterprise-file-contract';
import type { CaseRecord } from '../lib/case/case-record';
import { type Failure, type Result, fail, ok, refuse } from '../lib/kernel/result';
import { plain } from './plain-json';
import { type Answer, type CommandInput, textOption } from './command';
import { type CaseInput, readBytes } from './read-input';

const STANDING: Readonly<Record<string, NonNullable<FileDecisions['standing']>>> = {
  existing: 'case',
  list: 'file',
  both: 'both',
};

const explained = (failure: Failure): Failure =>
  failure.code === 'E_UNANSWERED' || failure.code === 'E_REASON'
    ? {
        ...failure,
        remedy:
          '单位、年度用 --unit 万元、--year 2024 写明；与案卷不同的加 --in-case both（都留下待认定）、existing 或 list，后两者要加 --reason 理由；逐项决定请在页面导入',
      }
    : failure;

const decisionsOf = ({ options }: CommandInput): FileDecisions => {
  const standing = STANDING[textOption(options, 'in-case') ?? ''] ?? null;
  return {
    options: {},
    standing,
    reason: textOption(options, 'reason') ?? '',
    again: standing === 'file' ? 'replace' : standing === 'case' ? 'leave' : null,
  };
};

const withSection = (caseRecord: CaseRecord, part: Partial<CaseRecord['sections']>): CaseRecord => ({
  ...caseRecord,
  sections: { ...caseRecord.sections, ...part },
});

/** Takes one file into 一企一档 and writes the case file. What belongs to another group than `--file-group` names is refused. */
export const importFileGroup = async (
  { caseRecord, attachments }: CaseInput,
  command: CommandInput,
  group: string,
  out: string,
): Promise<Result<Answer>> => {
  const { bridge, options } = command;
  const [, path] = command.files;
  if (path === undefined)
    return refuse(
      'E_USAGE',
      '没有给出资料文件',
      'import',
      '请写成 zhiya import 案卷.json 资料.csv --file-group operation --out 案卷.zhiya',
    );
  const read = await readBytes(path);
  if (!read.ok) return read;
  const { name, bytes } = read.value;
  const unit = textOption(options, 'unit');
  const input = {
    fileName: name,
    bytes,
    caseRecord,
    choice: {
      sheet: textOption(options, 'table') ?? null,
      headerRow: null,
      layout: null,
      columns: {},
      items: {},
      units: unit === undefined ? {} : { money: unit },
      year: textOption(options, 'year') ?? null,
      eventKind: textOption(options, 'event') ?? null,
    },
  };
  const outline = await bridge.call('intake', 'planFileImport', input);
  if (!outline.ok) return outline;
  const strangers = outline.value.groups.filter((g) => group !== 'all' && g.group !== group);
  if (strangers.length > 0)
    return refuse(
      'E_FILE_GROUP',
      `这份资料还载有 ${strangers.map((g) => g.group).join('、')} 组的内容，案卷没有改变`,
      name,
      '请改用 --file-group all，或把文件按组分开',
    );
  const digest = await bridge.call('intake', 'digest', { bytes });
  if (!digest.ok) return digest;
  const attachment = {
    id: `file-${digest.value.sha256.slice(0, 12)}-${caseRecord.attachments.length + 1}`,
    name,
    role: 'enterprise-file',
    bytes: bytes.length,
    ...digest.value,
  };
  const day = textOption(options, 'date') ?? null;
  const applied = await bridge.call('intake', 'applyFileImport', {
    ...input,
    stamp: { asOf: day, importedOn: null, by: textOption(options, 'by') ?? '', attachment: attachment.id },
    decisions: decisionsOf(command),
  });
  if (!applied.ok) return fail(explained(applied.failure));
  const { section, added, unchanged } = applied.value;
  const known = caseRecord.attachments.some((a) => a.sha256 === attachment.sha256 && a.id === attachment.id);
  const written = await bridge.call('intake', 'writeCaseFile', {
    caseRecord: withSection(
      {
        ...caseRecord,
        attachments: known ? caseRecord.attachments : [...caseRecord.attachments, attachment],
      },
      { enterpriseFile: section },
    ),
    attachments: new Map([...attachments, [digest.value.sha256, bytes]]),
  });
  if (!written.ok) return written;
  await writeFile(out, written.value.bytes);
  const { failures, questions } = applied.value.outline;
  const leftOut = questions.flatMap((q) =>
    q.kind === 'columns' ? q.columns.map((i) => applied.value.outline.columns[i]?.header ?? '') : [],
  );
  return ok({
    document: {
      schema: 'zhiya.import-file/1',
      ...added,
      unchanged,
      leftOut,
      failures: plain(failures),
    },
    text: [
      `数据 ${added.facts} 项、事项 ${added.events} 条、产品 ${added.products} 个，不变 ${unchanged} 项，写入 ${out}`,
      ...(leftOut.length === 0 ? [] : [`没有认出、未导入的列：${leftOut.join('、')}`]),
      ...failures.map((f) => `${f.path}：${f.message}。${f.remedy}`),
    ].join('\n'),
    finding: failures.length > 0 || leftOut.length > 0,
  });
};
