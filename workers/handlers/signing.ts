import type { SigningApi } from '../../src/lib/bridge/signing-contract';
import { algorithmOf, keyIdOf, newSigningKey } from '../../src/lib/container/signature/web-key';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { type Result, ok, refuse } from '../../src/lib/kernel/result';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import {
  type SignedPackage,
  addOutsideFile,
  bytesToSign,
  fileToStamp,
  ownSignatureFindings,
  signPackage,
} from '../../src/lib/review/sign-package';
import { trustEntryText } from '../../src/lib/review/trust-file';
import type { Handlers } from '../../src/lib/bridge/job';

const signedFile = async (
  signed: Result<SignedPackage>,
  today: string,
): Promise<Result<SigningApi['signPackage']['output']>> => {
  if (!signed.ok) return signed;
  const { bytes, signatures } = signed.value;
  const findings = await ownSignatureFindings(bytes, today);
  if (!findings.ok) return findings;
  const notes = findings.value.map(({ verdict, path, message }) => ({ verdict, path, message }));
  return ok({ bytes, signatures, sha256: await sha256Hex(bytes), notes });
};

export const signingHandlers: Handlers<SigningApi> = {
  newSigningKey: async ({ name, madeAt }) => {
    const key = await newSigningKey();
    const algorithm = algorithmOf(key.publicKey);
    return algorithm === null
      ? refuse('E_KEY', '浏览器做出的密钥不是可用的一种', '', '请换用较新的浏览器')
      : ok({ ...key, algorithm, name, madeAt, id: await keyIdOf(key.publicKey) });
  },
  signPackage: async ({ bytes, key, today }) => signedFile(await signPackage(bytes, key), today),
  bytesToSign: ({ bytes }) => bytesToSign(bytes),
  fileToStamp: ({ bytes }) => fileToStamp(bytes),
  addOutsideFile: async ({ bytes, file, today }) => signedFile(await addOutsideFile(bytes, file), today),
  trustEntry: ({ publicKey, name }) => ok(encodeUtf8(trustEntryText(publicKey, name))),
};
