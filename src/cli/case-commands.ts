import { writeFile } from 'node:fs/promises';
import { type ImportDecisions, NO_DECISIONS } from '../lib/intake/questions/import-questions';
import { formatWan, parseFenText } from '../lib/kernel/fen';
import { type Failure, type Result, fail, ok, refuse } from '../lib/kernel/result';
import { type Answer, type Command, type CommandInput, textOption } from './command';
import { documentOptions } from './document-options';
import { importFileGroup } from './import-file-group';
import { plain } from './plain-json';
import { type CaseInput, readBytes, readCase } from './read-input';

export const wan = (fen: string | null): string => {
  const parsed = fen === null ? null : parseFenText(fen);
  return parsed?.ok === true ? `${formatWan(parsed.value)} 万元` : '未知';
};

export const onCase =
  (
    name: string,
    then: (input: CaseInput, command: CommandInput) => Promise<Result<Answer>>,
  ): Command['run'] =>
  async (command) => {
    const [path] = command.files;
    if (path === undefined) return refuse('E_USAGE', '没有给出案卷', name, `请写成 zhiya ${name} 案卷.zhiya`);
    const input = await readCase(command.bridge, path, textOption(command.options, 'overlay'));
    return input.ok ? then(input.value, command) : input;
  };

export const structureCommand: Command = {
  usage: 'structure CASE',
  run: onCase('structure', async ({ caseRecord }, { bridge }) => {
    const solved = await bridge.call('collateral', 'structureCase', { caseRecord });
    if (!solved.ok) return solved;
    const asked = await bridge.call('collateral', 'structureReasons', { caseRecord });
    if (!asked.ok) return asked;
    const s = solved.value;
    const why = asked.value;
    return ok({
      document: {
        schema: 'zhiya.structure/2',
        status: s.status,
        repaymentHold: {
          held: s.repayment.held,
          verdict: s.repayment.verdict,
          reasons: [...s.repayment.reasons],
        },
        needFen: s.needFen,
        costFen: s.costFen,
        boundFen: s.boundFen,
        gap: s.gap === null ? null : Number(s.gap),
        coveredFen: s.coveredFen,
        recognisedFen: s.recognisedFen,
        residualFen: s.residualFen,
        ipShare: s.ipShare === null ? null : Number(s.ipShare),
        items: s.items.map(({ id, title, amountFen, availableFen, reason }) => ({
          id,
          title,
          amountFen,
          availableFen,
          reason,
        })),
        leftOut: s.leftOut.map(({ id, title, code, reason }) => {
          const found = why.leftOut.find((out) => out.id === id);
          return { id, title, code: found?.code ?? code, reason: found?.reason ?? reason };
        }),
        binding: plain(s.binding),
        plan: s.plan === null ? null : plain(s.plan),
        steps: plain(why.steps),
        conflict: plain(why.conflict),
        caps: why.caps === null ? null : plain(why.caps),
        alternatives: plain(why.alternatives),
        failures: plain(s.failures),
      },
      text: [
        ...(s.repayment.held
          ? ['第一还款来源未通过：押品充足也不能放行', ...s.repayment.reasons.map((r) => `  ${r}`)]
          : []),
        `需求 ${wan(s.needFen)}，可覆盖 ${wan(s.coveredFen)}，缺口 ${wan(s.residualFen)}，知识产权占 ${s.ipShareLabel ?? '未知'}`,
        ...s.items.map((item) => `${item.title}  ${wan(item.amountFen)}  ${item.reason}`),
        ...s.leftOut.map(
          (item) =>
            `未用 ${item.title}：${why.leftOut.find((out) => out.id === item.id)?.reason ?? item.reason}`,
        ),
        ...why.steps.map(({ step, effect }) => `${step}：${effect}`),
        ...why.alternatives.map((a) => `可选：${a.text}`),
      ].join('\n'),
      finding: s.status !== 'optimal',
    });
  }),
};

const needsOut = (options: CommandInput['options'], command: string): Result<string> => {
  const out = textOption(options, 'out');
  return out === undefined
    ? refuse('E_USAGE', '没有给出输出文件', '--out', `请写成 zhiya ${command} … --out 文件名`)
    : ok(out);
};

export const packageCommand: Command = {
  usage: 'package CASE --out X.zip [--pdf] [--templates LIST.json]',
  run: onCase('package', async ({ caseRecord, attachments }, { bridge, options }) => {
    const out = needsOut(options, 'package 案卷.zhiya');
    if (!out.ok) return out;
    const wanted = await documentOptions(options);
    if (!wanted.ok) return wanted;
    const documents = wanted.value === null ? {} : { documents: wanted.value };
    const built = await bridge.call('registration', 'buildPackage', {
      caseRecord,
      attachments,
      ...documents,
    });
    if (!built.ok) return built;
    const { id, files, bytes, sha256, name, notUsed } = built.value;
    await writeFile(out.value, bytes);
    return ok({
      document: { schema: 'zhiya.package/1', id, files, bytes: bytes.length, sha256, notUsed },
      text: [`${out.value}（${name}）  ${files} 个文件  内容标识 ${id}`, ...notUsed].join('\n'),
      finding: false,
    });
  }),
};

/**
 * What the terminal decides by itself: rows of one list complete each other, families are marked, contradictory numbers
 * stay. What the case says already is replaced only as `--in-case` says.
 */
const decisionsOf = (inCase: string | undefined): ImportDecisions => ({
  ...NO_DECISIONS,
  standing: { ...NO_DECISIONS.standing, twice: 'fuller', samePublication: 'keep', inCase: inCase ?? null },
});

const unanswered = (failure: Failure): Failure =>
  failure.code === 'E_UNANSWERED'
    ? {
        ...failure,
        path: '--in-case',
        remedy:
          '案卷已有这些专利，清单所载不同。请加 --in-case fill（只补案卷没有的）、list（以清单为准，人工更正的不动）、list-all（更正过的也替换）或 existing（保留原有）；逐项决定请在页面导入',
      }
    : failure;

/**
 * Takes a patent list, or with `--file-group` a file of 一企一档, into a case and writes the case file: what the page does, with
 * one answer for all questions.
 */
export const importCommand: Command = {
  usage:
    'import CASE LIST --out CASE.zhiya [--in-case fill|list|list-all|existing]; import CASE FILE --file-group GROUP|all --out CASE.zhiya [--date DAY] [--by NAME] [--unit 万元] [--year 2024] [--event KIND] [--table SHEET] [--in-case both|existing|list --reason TEXT]',
  run: onCase('import', async (input, command) => {
    const { caseRecord, attachments } = input;
    const { bridge, files, options } = command;
    const out = needsOut(options, 'import 案卷.json 清单.csv');
    if (!out.ok) return out;
    const group = textOption(options, 'file-group');
    if (group !== undefined) return importFileGroup(input, command, group, out.value);
    const [, listPath] = files;
    if (listPath === undefined)
      return refuse(
        'E_USAGE',
        '没有给出专利清单',
        'import',
        '请写成 zhiya import 案卷.json 清单.csv --out 案卷.zhiya',
      );
    const list = await readBytes(listPath);
    if (!list.ok) return list;
    const { name, bytes } = list.value;
    const section = caseRecord.sections.patents;
    const file = {
      fileName: name,
      bytes,
      caseRecord,
      batchId: `import-${section.imports.length + 1}`,
      mapping: null,
    };
    const outline = await bridge.call('intake', 'planPatentImport', file);
    if (!outline.ok) return outline;
    const decisions = decisionsOf(textOption(options, 'in-case'));
    const applied = await bridge.call('intake', 'applyPatentImport', { ...file, decisions });
    if (!applied.ok) return fail(unanswered(applied.failure));
    const digest = await bridge.call('intake', 'digest', { bytes });
    if (!digest.ok) return digest;
    const { batch, records, added, changed, unchanged } = applied.value;
    const patents = {
      ...section,
      imports: batch === null ? section.imports : [...section.imports, batch],
      records: [...records],
    };
    const attachment = {
      id: `file-${digest.value.sha256.slice(0, 12)}-${caseRecord.attachments.length + 1}`,
      name,
      role: 'patent-list',
      bytes: bytes.length,
      ...digest.value,
    };
    const written = await bridge.call('intake', 'writeCaseFile', {
      caseRecord: {
        ...caseRecord,
        attachments: [...caseRecord.attachments, attachment],
        sections: { ...caseRecord.sections, patents },
      },
      attachments: new Map([...attachments, [digest.value.sha256, bytes]]),
    });
    if (!written.ok) return written;
    await writeFile(out.value, written.value.bytes);
    const refused = [...outline.value.readFaults, ...outline.value.failures];
    const imported = added + changed + unchanged;
    return ok({
      document: {
        schema: 'zhiya.import/1',
        imported,
        added,
        changed,
        unchanged,
        failures: plain(refused),
      },
      text: [
        `读入 ${imported} 件（新增 ${added}，改动 ${changed}，不变 ${unchanged}），写入 ${out.value}`,
        ...refused.map((f) => `${f.path}：${f.message}。${f.remedy}`),
      ].join('\n'),
      finding: refused.length > 0,
    });
  }),
};
