import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cli/command';
import { packageCommand } from '../../../src/cli/case-commands';
import { diffCommand } from '../../../src/cli/diff-command';
import { signatureCommand } from '../../../src/cli/signature-command';
import { verifyCommand } from '../../../src/cli/verify-command';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { caseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { readBag } from '../../../src/lib/container/bagit';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { refusalOf } from '../../fixtures/refusal';
import { completePackage, edit, repacked } from '../../fixtures/small-package';
import { smallCase } from '../../fixtures/small-case';

/** The commands about packages, as the terminal calls them. */

const bridge = new BridgeClient(() => ({
  port: servePort(registrationHandlers),
  died: new Promise(() => undefined),
  terminate: () => undefined,
}));
const folder = mkdtempSync(join(tmpdir(), 'package-commands-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const run = (
  command: Command,
  files: readonly string[],
  options: Readonly<Record<string, string | boolean>> = {},
) => command.run({ bridge, files, options });
const refused = async (...of: Parameters<typeof run>): Promise<string> => {
  const { code, remedy } = refusalOf(await run(...of));
  expect(remedy).not.toBe('');
  return code;
};

beforeAll(async () => {
  const { bytes } = await completePackage();
  writeFileSync(at('前.zip'), bytes);
  copyFileSync(at('前.zip'), at('前 副本.zip'));
  const changed = await repacked(bytes, (payload) => {
    edit(payload, 'inputs/case.json', '"amountFen":"4500000000"', '"amountFen":"4600000000"');
  });
  writeFileSync(at('后.zip'), changed);
  writeFileSync(at('断.zip'), bytes.slice(0, 5_000));
  writeFileSync(at('不是包.zip'), '<html>');
  writeFileSync(at('空.zip'), '');
});

describe('zhiya package', () => {
  const put = (name: string, caseRecord: CaseRecord): string => {
    writeFileSync(at(name), caseJson(caseRecord));
    return at(name);
  };
  it('writes the package and says its content id, the same every time', async () => {
    const file = put('案卷.json', smallCase());
    const first = mustBeOk(await run(packageCommand, [file], { out: at('一.zip') }));
    const second = mustBeOk(await run(packageCommand, [file], { out: at('二.zip') }));
    expect(readFileSync(at('一.zip'))).toEqual(readFileSync(at('二.zip')));
    const bag = mustBeOk(await readBag(new Uint8Array(readFileSync(at('一.zip')))));
    expect(first.document).toMatchObject({ schema: 'zhiya.package/1', id: bag.id });
    expect(second.document['id']).toBe(bag.id);
    expect([first.finding, first.text.includes(bag.id)]).toEqual([false, true]);
  });
  it('refuses without an output, without a case, with nothing to file; and writes nothing then', async () => {
    expect(await refused(packageCommand, [put('案卷二.json', smallCase())])).toBe('E_USAGE');
    expect(await refused(packageCommand, [], { out: at('无.zip') })).toBe('E_USAGE');
    const { sections } = smallCase();
    const none = { ...smallCase(), sections: { ...sections, patents: { ...sections.patents, pledged: [] } } };
    const nothing = await refused(packageCommand, [put('无押品.json', none)], { out: at('无.zip') });
    expect(nothing).toMatch(/^E_/);
    expect(() => readFileSync(at('无.zip'))).toThrow();
  });
});

describe('zhiya verify, one package', () => {
  it('gives five answers; a finding only when one of them failed', async () => {
    const good = mustBeOk(await run(verifyCommand, [at('前.zip')], { quick: true }));
    expect(Object.keys(good.document['answers'] ?? {})).toEqual([
      'safety',
      'integrity',
      'authenticity',
      'usability',
      'recalculation',
    ]);
    expect([
      good.finding,
      good.text.split('\n').filter((line) => /^(安全|完整|真实|可用|重算)/.test(line)).length,
    ]).toEqual([false, 5]);
  });
  it('a broken, an empty and a foreign file are answered, not refused: they are findings', async () => {
    for (const name of ['断.zip', '不是包.zip', '空.zip']) {
      const answer = mustBeOk(await run(verifyCommand, [at(name)], { quick: true }));
      expect([name, answer.finding, answer.document['id']]).toEqual([name, true, null]);
    }
  });
  it('refuses what is no package, no day, no list of signers', async () => {
    expect(await refused(verifyCommand, [])).toBe('E_USAGE');
    expect(await refused(verifyCommand, [at('没有.zip')], { quick: true })).toBe('E_FILE');
    expect(await refused(verifyCommand, [at('前.zip')], { date: '2026-02-30' })).toBe('E_USAGE');
    expect(await refused(verifyCommand, [at('前.zip')], { trust: at('没有.json') })).toBe('E_FILE');
    expect(await refused(verifyCommand, [at('前.zip')], { trust: at('不是包.zip') })).toMatch(/^E_/);
    expect(await refused(verifyCommand, [folder], { json: true })).toBe('E_USAGE');
  });
});

describe('zhiya diff', () => {
  it('the same content is no finding, whatever the files are called', async () => {
    const same = mustBeOk(await run(diffCommand, [at('前.zip'), at('前 副本.zip')]));
    expect([same.finding, same.document['same'], same.text.includes('内容相同')]).toEqual([
      false,
      true,
      true,
    ]);
  });
  it('names the field that changed with both values', async () => {
    const other = mustBeOk(await run(diffCommand, [at('前.zip'), at('后.zip')]));
    expect([other.finding, other.document['same']]).toEqual([true, false]);
    expect(other.text).toMatch(/案卷：1 处不同\n.*4500000000.* → .*4600000000/);
  });
  it('refuses one package alone, a file that is not there, a file that is no package', async () => {
    expect(await refused(diffCommand, [at('前.zip')])).toBe('E_USAGE');
    expect(await refused(diffCommand, [at('前.zip'), at('没有.zip')])).toBe('E_FILE');
    expect(await refused(diffCommand, [at('不是包.zip'), at('前.zip')])).toMatch(/^E_/);
    expect(await refused(diffCommand, [at('前.zip'), at('断.zip')])).toMatch(/^E_/);
  });
});

describe('zhiya signature', () => {
  it('writes the bytes to be signed, the same every time, and takes no key', async () => {
    const made = mustBeOk(await run(signatureCommand, [at('前.zip')], { out: at('待签') }));
    const bytes = readFileSync(at('待签'));
    expect(made.document).toMatchObject({ bytes: bytes.length, signed: false });
    mustBeOk(await run(signatureCommand, [at('前 副本.zip')], { out: at('待签二') }));
    expect(readFileSync(at('待签二'))).toEqual(bytes);
    mustBeOk(await run(signatureCommand, [at('后.zip')], { out: at('待签三') }));
    expect(readFileSync(at('待签三'))).not.toEqual(bytes);
  });
  it('refuses without an output, without a package, and a signature that is none', async () => {
    expect(await refused(signatureCommand, [at('前.zip')])).toBe('E_USAGE');
    expect(await refused(signatureCommand, [at('没有.zip')], { out: at('x') })).toBe('E_FILE');
    expect(await refused(signatureCommand, [at('不是包.zip')], { out: at('x') })).toMatch(/^E_/);
    expect(await refused(signatureCommand, [at('前.zip'), at('不是包.zip')], { out: at('x') })).toMatch(
      /^E_/,
    );
    expect(() => readFileSync(at('x'))).toThrow();
  });
});
