import { expect, it } from 'vitest';
import { readRegisterFile, registerFile } from '../../../src/lib/case/desk/register-file';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { deskEntryOf } from '../../fixtures/desk-entry';
import { fingerprintOf, saltOf } from '../../fixtures/fingerprint';
import { guardObjectPrototype, refusalOf } from '../../fixtures/refusal';

guardObjectPrototype();

const NAME = '台账.json';
const fileOf = (entries: readonly unknown[], more = ''): Uint8Array =>
  encodeUtf8(
    `{"schema":"zhiya.desk-register/1","exportedAt":"","entries":${JSON.stringify(entries)},"fingerprints":[]${more}}`,
  );

it('what was exported comes back whole', async () => {
  const entries = [deskEntryOf(1, { bank: '虚构银行' }), deskEntryOf(2)];
  const fingerprint = fingerprintOf('1,2\n', 2, await saltOf(1));
  const prints = [{ entry: deskEntryOf(1).id, title: '虚构数据', fingerprint }];
  const read = mustBeOk(readRegisterFile(registerFile(entries, prints, '2026-11-20 10:00'), NAME));
  expect(read).toEqual({ entries, fingerprints: prints, damaged: 0 });
});

it('a damaged entry and a second one of the same name are counted, the others are taken', () => {
  const good = deskEntryOf(1);
  const files = fileOf([
    good,
    { ...good, bank: '冒名' },
    { ...deskEntryOf(2), times: 0 },
    null,
    deskEntryOf(3),
  ]);
  const read = mustBeOk(readRegisterFile(files, NAME));
  expect(read.entries).toEqual([good, deskEntryOf(3)]);
  expect(read.damaged).toBe(3);
});

it('negative, impossible and foreign values are refused field by field', () => {
  const bad = (changes: object) =>
    mustBeOk(readRegisterFile(fileOf([{ ...deskEntryOf(1), ...changes }]), NAME)).damaged;
  expect(bad({})).toBe(0);
  const { amounts } = deskEntryOf(1);
  for (const changes of [
    { amounts: { ...amounts, registeredFen: '-1' } },
    { amounts: { ...amounts, creditFen: '1.5' } },
    { receivedOn: '2026-02-30' },
    { id: 'x' },
    { channel: 'fax' },
    { unknownField: 1 },
  ])
    expect(bad(changes)).toBe(1);
});

it('another file, doubled keys and names of the prototype change nothing', () => {
  expect(refusalOf(readRegisterFile(encodeUtf8('{"schema":"zhiya.case/5"}'), NAME)).code).toBe(
    'E_DESK_EXPORT',
  );
  expect(refusalOf(readRegisterFile(fileOf([], ',"entries":[]'), NAME)).code).toMatch(/^E_/);
  const forged = fileOf([]).slice(0, -1);
  const text = `${new TextDecoder().decode(forged)},"__proto__":{"polluted":1}}`;
  expect(refusalOf(readRegisterFile(encodeUtf8(text), NAME)).code).toMatch(/^E_/);
});
