import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newKeyFile, readKeyFile } from '../../../../src/lib/container/signature/key-file';
import { algorithmOf, holds, sign } from '../../../../src/lib/container/signature/web-key';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../../src/lib/kernel/utf8';
import { refusalOf } from '../../../fixtures/refusal';

const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;
const pem = (key: { export(options: typeof PKCS8): string | Buffer }): string => key.export(PKCS8).toString();

describe('a private key in a file', () => {
  it.each([
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['ECDSA-P256-SHA256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ] as const)('of another tool (%s): its public key follows from it, and it signs', async (name, make) => {
    const { privateKey, publicKey } = make();
    const key = mustBeOk(await readKeyFile(pem(privateKey)));
    expect(algorithmOf(key.publicKey)).toBe(name);
    expect(Buffer.from(key.publicKey)).toEqual(publicKey.export({ type: 'spki', format: 'der' }));
    expect(key.privateKey.extractable).toBe(false);
    const bytes = encodeUtf8('虚构');
    expect(await holds(key.publicKey, await sign(key, bytes), bytes)).toBe(true);
  });

  it.each(['Ed25519', 'ECDSA-P256-SHA256'] as const)(
    'made here (%s) is read by other tools',
    async (name) => {
      const made = await newKeyFile(name);
      const spki = createPublicKey(made.pem).export({ type: 'spki', format: 'der' });
      expect(Buffer.from(made.publicKey)).toEqual(spki);
      expect(mustBeOk(await readKeyFile(made.pem)).publicKey).toEqual(made.publicKey);
    },
  );

  it('any other is refused with what to do, and never repeated', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const good = pem(privateKey);
    for (const [text, remedy] of [
      [
        privateKey
          .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
          .toString(),
        '解密',
      ],
      [privateKey.export({ type: 'sec1', format: 'pem' }).toString(), 'openssl pkcs8 -topk8'],
      [pem(rsa), 'signature key'],
      [pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey), 'signature key'],
      [publicKey.export({ type: 'spki', format: 'pem' }).toString(), '私钥文件'],
      [good.replace('\n', '\n!'), 'signature key'],
      [good.slice(0, 120), 'signature key'],
      [good.replace(/.{8}\n-----END/, '\n-----END'), 'signature key'],
      ['', 'signature key'],
    ] as const) {
      const refused = refusalOf(await readKeyFile(text));
      expect([refused.code, refused.remedy]).toEqual(['E_KEY', expect.stringContaining(remedy)]);
      const secret = text.split('\n')[1] ?? '';
      if (secret.length > 10) expect(JSON.stringify(refused)).not.toContain(secret.slice(0, 10));
    }
  });

  it('an SM2 key is sent to a signing tool', async () => {
    // PrivateKeyInfo with the SM2 curve and no key behind it.
    const body = 'MB4CAQAwEwYHKoZIzj0CAQYIKoEcz1UBgi0EBDACBQA=';
    const refused = refusalOf(
      await readKeyFile(`-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`),
    );
    expect([refused.message, refused.remedy]).toEqual([
      expect.stringContaining('SM2 私钥'),
      expect.stringContaining('.p7s'),
    ]);
  });
});
