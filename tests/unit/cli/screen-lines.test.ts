import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OutputClosed, lineScreener, screenLines } from '../../../src/cli/screen-lines';
import { caseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { runMethods } from '../../../src/lib/case/method';
import { screenCase } from '../../../src/lib/screening/screen-case';
import { rulesOfCase } from '../../../workers/case-rules';
import { ASSET_METHODS } from '../../../workers/methods';
import { generatedCase, generatedLine } from '../../bench/screen/generated-cases';

const folder = mkdtempSync(join(tmpdir(), 'zhiya-screen-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (...parts: readonly (string | Buffer)[]): string => {
  const path = join(folder, 'cases.jsonl');
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return path;
};

const screened = async (path: string) => {
  const screener = lineScreener();
  let text = '';
  const counts = await screenLines(path, screener, (piece) => {
    text += piece;
    return Promise.resolve();
  });
  return {
    counts,
    lines: text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
};

/** The document of `zhiya screen CASE --json`. */
const documentOf = (caseRecord: CaseRecord) => {
  const rules = mustBeOk(rulesOfCase(caseRecord));
  const prior = runMethods(ASSET_METHODS, caseRecord, rules);
  const { findings, decision } = screenCase({ caseRecord, rules, prior });
  return {
    schema: 'zhiya.screen/1',
    rules: findings.map(({ rule, subject, verdict, severity, message, remedy }) => ({
      id: rule,
      subject: subject.id,
      verdict,
      severity,
      message,
      remedy,
    })),
    decision: decision.code,
  };
};

describe('逐行核查案卷', () => {
  it('每份案卷一行，与单份核查逐字相同', async () => {
    const numbers = [0, 1, 2, 3, 4, 5];
    const { lines, counts } = await screened(fileOf(numbers.map(generatedLine).join('\n')));
    expect(lines).toEqual(
      numbers.map((n) => ({ line: n + 1, case: `c-${n}`, ...documentOf(generatedCase(n)) })),
    );
    expect(mustBeOk(counts).cases).toBe(6);
  }, 60_000);

  it('坏行逐行拒绝，带行号；空行跳过；其余照常', async () => {
    const good = caseJson(generatedCase(8));
    const bad = good.replace('"mode":"bank"', '"mode":"shop"');
    const { lines, counts } = await screened(
      fileOf(`${good}\r\n`, '\n', `${bad}\n`, Buffer.from([0xff, 0x7b, 0x0a]), '{"schema":\n', good),
    );
    expect(lines.map(({ line, code, decision }) => [line, code ?? null, decision !== undefined])).toEqual([
      [1, null, true],
      [3, 'E_VALUE', false],
      [4, 'E_ENCODING', false],
      [5, 'E_JSON', false],
      [6, null, true],
    ]);
    expect(lines[1]?.['path']).toBe('$.mode');
    expect(mustBeOk(counts)).toMatchObject({ cases: 2, refused: 3 });
  }, 60_000);

  it('较早版本的案卷先迁移再核查', async () => {
    const current = generatedCase(9);
    const { lines } = await screened(fileOf(JSON.stringify({ ...current, schema: 'zhiya.case/3' })));
    expect(lines[0]).toEqual({ line: 1, case: 'c-9', ...documentOf(current) });
  }, 60_000);

  it('日期不同的案卷各用各的规则', async () => {
    const later = { ...generatedCase(3), valuationDate: '2027-06-01' };
    const { lines } = await screened(fileOf(`${generatedLine(3)}\n${caseJson(later)}\n${generatedLine(3)}`));
    expect(lines[1]).toEqual({ line: 2, case: 'c-3', ...documentOf(later) });
    expect({ ...lines[2], line: 1 }).toEqual(lines[0]);
  }, 60_000);

  it('没有文件、没有案卷，说得出来', async () => {
    const missing = await screened(join(folder, 'none.jsonl'));
    expect(missing.counts).toMatchObject({ ok: false, failure: { code: 'E_FILE' } });
    const empty = await screened(fileOf('\n\n'));
    expect(empty.counts).toMatchObject({ ok: false, failure: { code: 'E_EMPTY' } });
  });

  it('输出被关闭（| head）时安静结束，不当作读不到文件', async () => {
    const path = fileOf(`${generatedLine(1)}\n`);
    const counts = await screenLines(path, lineScreener(), () => Promise.reject(new OutputClosed()));
    expect(counts.ok && counts.value.cases).toBe(1);
  });
});
