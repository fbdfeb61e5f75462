import { algorithmOf, keyIdOf, newSigningKey } from '../../../src/lib/container/signature/web-key';
import type { KeptKey } from '../../../src/lib/vault/signing-keys';

/** A kept signing key; 虚构. */
export const keptKeyOf = async (name: string, madeAt = '2026-11-20 10:00'): Promise<KeptKey> => {
  const key = await newSigningKey();
  const algorithm = algorithmOf(key.publicKey);
  if (algorithm === null) throw new Error('a key of a known kind is made');
  return { ...key, id: await keyIdOf(key.publicKey), name, algorithm, madeAt };
};
