import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Answer, Options } from '../../../src/cli/command';
import { signatureCommand } from '../../../src/cli/signature-command';
import { verifyCommand } from '../../../src/cli/verify-command';
import { readBag } from '../../../src/lib/container/bagit';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { bytesToSign } from '../../../src/lib/review/sign-package';
import { refusalOf } from '../../fixtures/refusal';
import { revocationList } from '../../fixtures/revocation-files';
import { certificate, p7s } from '../../fixtures/sm2-files';
import { completePackage } from '../../fixtures/small-package';
import { stampAuthority, timeStamp } from '../../fixtures/time-stamp-files';

const folder = mkdtempSync(join(tmpdir(), 'zhiya-signature-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const bridge = new BridgeClient(() => {
  throw new Error('no worker is needed');
});
const run = (files: readonly string[], options: Options = {}): Promise<Result<Answer>> =>
  signatureCommand.run({ bridge, files, options });

/** The answer 真实性 with its codes. */
const verified = async (path: string, options: Options): Promise<unknown> => {
  const { document } = mustBeOk(
    await verifyCommand.run({
      bridge,
      files: [path],
      options: { quick: true, date: '2026-11-22', ...options },
    }),
  );
  const { answers } = JSON.parse(JSON.stringify(document)) as {
    answers: { authenticity: { verdict: string; findings: { code: string }[] } };
  };
  const { verdict, findings } = answers.authenticity;
  return [verdict, findings.map(({ code }) => code)];
};

describe('zhiya signature', () => {
  it('makes a key, signs with it, and the list beside the key makes it known', async () => {
    const { bytes, id } = await completePackage();
    writeFileSync(at('x.zip'), bytes);
    const made = mustBeOk(await run(['key'], { name: '虚构银行', out: at('bank.pem') }));
    const secret = readFileSync(at('bank.pem'), 'utf8');
    expect(secret).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(statSync(at('bank.pem')).mode & 0o777).toBe(0o600);
    const said = JSON.stringify(made);
    expect(made.document['keyId']).toMatch(/^[0-9a-f]{64}$/);
    for (const line of secret.split('\n').slice(1, -2)) expect(said).not.toContain(line);

    const signed = mustBeOk(
      await run(['sign', at('x.zip')], { key: [at('bank.pem')], out: at('signed.zip') }),
    );
    expect(signed.document).toMatchObject({ signed: true, file: '0001.dsse.json', keyReadByOthers: false });
    expect(signed.document['keyId']).toBe(made.document['keyId']);
    const bag = mustBeOk(await readBag(new Uint8Array(readFileSync(at('signed.zip')))));
    expect([bag.id, bag.canonical]).toEqual([id, true]);
    expect(bag.payload).toEqual(mustBeOk(await readBag(bytes)).payload);
    expect(await verified(at('signed.zip'), { trust: at('bank.trust.json') })).toEqual([
      'pass',
      ['N_SIGNED'],
    ]);
    expect(await verified(at('signed.zip'), {})).toEqual(['unknown', ['E_KEY_UNKNOWN']]);
  });

  it('never overwrites a key; one without a name has that of its file', async () => {
    writeFileSync(at('kept.pem'), '虚构');
    const refused = refusalOf(await run(['key'], { name: '虚构银行', out: at('kept.pem') }));
    expect([refused.code, refused.message]).toEqual(['E_FILE', expect.stringContaining('已经存在')]);
    expect(readFileSync(at('kept.pem'), 'utf8')).toBe('虚构');
    expect(mustBeOk(await run(['key'], { out: at('plain.pem') })).document['name']).toBe('plain');
    writeFileSync(at('half.trust.json'), '虚构');
    const beside = refusalOf(await run(['key'], { name: '虚构银行', out: at('half.pem') }));
    expect([beside.path, existsSync(at('half.pem'))]).toEqual([at('half.trust.json'), false]);
  });

  it('says that others can read a key, and refuses what is no key, without repeating it', async () => {
    writeFileSync(at('y.zip'), (await completePackage()).bytes);
    mustBeOk(await run(['key'], { name: '虚构银行', out: at('open.pem') }));
    writeFileSync(at('copy.pem'), readFileSync(at('open.pem')), { mode: 0o644 });
    const options = { key: [at('copy.pem')], out: at('y2.zip') };
    const signed = mustBeOk(await run(['sign', at('y.zip')], options));
    expect([signed.document['keyReadByOthers'], signed.text]).toEqual([
      true,
      expect.stringContaining('chmod 600'),
    ]);
    writeFileSync(at('no.pem'), 'MC4CAQAwBQYDK2VwBCIEI');
    const refused = refusalOf(await run(['sign', at('y.zip')], { ...options, key: [at('no.pem')] }));
    expect([refused.code, refused.path]).toEqual(['E_KEY', at('no.pem')]);
    expect(JSON.stringify(refused)).not.toContain('MC4CAQ');
  });

  it('puts lists, certificates and lists of revoked ones together; takes in .p7s and .tsr', async () => {
    const { bytes } = await completePackage();
    writeFileSync(at('z.zip'), bytes);
    const root = certificate({ organisation: '虚构根机构', authority: true, usage: 0x06, serial: 1 }, null);
    const bank = certificate({ organisation: '虚构银行', serial: 7, until: '2026-11-15' }, root);
    mustBeOk(await run(['z.zip'].map(at), { out: at('content') }));
    const content = new Uint8Array(readFileSync(at('content')));
    expect(content).toEqual(mustBeOk(await bytesToSign(bytes)));
    writeFileSync(at('s.p7s'), await p7s(content, bank));
    mustBeOk(await run([at('z.zip'), at('s.p7s')], { out: at('z2.zip') }));
    mustBeOk(await run(['stamp', at('z2.zip')], { out: at('to-stamp') }));
    const toStamp = new Uint8Array(readFileSync(at('to-stamp')));
    writeFileSync(at('s.tsr'), await timeStamp(toStamp, stampAuthority(root)));
    const added = mustBeOk(await run([at('z2.zip'), at('s.tsr')], { out: at('z3.zip') }));
    expect(added.document['file']).toBe('0002.tsr');

    mustBeOk(await run(['key'], { name: '虚构代理人', out: at('agent.pem') }));
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(root.bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;
    writeFileSync(at('root.cer'), pem);
    writeFileSync(at('root.crl'), Uint8Array.from(revocationList(root)));
    const files = ['agent.trust.json', 'root.cer', 'root.crl', 'agent.trust.json'].map(at);
    const joined = mustBeOk(await run(['trust', ...files], { out: at('list.json') }));
    expect(joined.document).toMatchObject({ keys: 1, certificates: 1, crls: 1 });
    expect(await verified(at('z3.zip'), { trust: at('list.json') })).toEqual([
      'pass',
      ['N_SIGNED', 'N_STAMPED'],
    ]);
  });

  it('a list that is none, and one key under two names, are refused by name', async () => {
    writeFileSync(at('none.cer'), '虚构');
    expect(refusalOf(await run(['trust', at('none.cer')], { out: at('l.json') })).path).toBe('none.cer');
    mustBeOk(await run(['key'], { name: '虚构甲', out: at('two.pem') }));
    const list = readFileSync(at('two.trust.json'), 'utf8');
    writeFileSync(at('twice.json'), list.replace('虚构甲', '虚构乙'));
    const refused = refusalOf(
      await run(['trust', at('two.trust.json'), at('twice.json')], { out: at('l.json') }),
    );
    expect([refused.code, refused.message]).toEqual(['E_TRUST', expect.stringContaining('同一把公钥')]);
  });

  it('asks for what is missing', async () => {
    for (const files of [[], ['key'], ['sign'], ['sign', at('x.zip')], ['trust'], ['stamp']])
      expect(refusalOf(await run(files)).code).toBe('E_USAGE');
    const two = { key: [at('a'), at('b')], out: at('c') };
    expect(refusalOf(await run(['sign', at('x.zip')], two)).code).toBe('E_USAGE');
  });
});
