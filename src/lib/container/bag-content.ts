import { type Digests, createDigest, sha256Hex } from '../kernel/hashing';
import { type Result, fail, ok } from '../kernel/result';
import { fault } from './fault';
import type { ZipPolicy } from './zip-policy';
import { type OpenedZip, contentOf } from './zip-reader';

/** How a bag is opened. */
export interface BagPolicy extends Partial<ZipPolicy> {
  /** Which files stay in memory; of the others only the beginning. Left out: all. */
  readonly hold?: (name: string, size: number) => boolean;
}

/** Of a file that is not held: enough to tell what it is. */
const HEAD = 64 * 1024;

export interface Taken {
  /** All of it, or its beginning. */
  readonly content: Uint8Array;
  readonly size: number;
  /** Computed on the way, of a file that is not held. */
  readonly digests: Digests | null;
}

type ZipFile = OpenedZip['files'] extends ReadonlyMap<string, infer File> ? File : never;

/** Large files leave their checksums and their beginning. */
const take = async (file: ZipFile, held: boolean): Promise<Result<Taken>> => {
  const { size } = file.entry;
  if (held) {
    const content = await contentOf(file);
    return content.ok ? ok({ content: content.value, size, digests: null }) : content;
  }
  const digest = await createDigest();
  const content = new Uint8Array(Math.min(HEAD, size));
  let at = 0;
  const wrong = await file.pour((piece) => {
    digest.update(piece);
    if (at < content.length) content.set(piece.subarray(0, content.length - at), at);
    at += piece.length;
  });
  return wrong === null ? ok({ content, size, digests: digest.digest() }) : fail(wrong);
};

/** Reads every file of an archive once, piece by piece. */
export const takeAll = async (
  { files }: OpenedZip,
  hold: NonNullable<BagPolicy['hold']>,
): Promise<Result<ReadonlyMap<string, Taken>>> => {
  const taken = new Map<string, Taken>();
  for (const [name, file] of files) {
    const one = await take(file, hold(name, file.entry.size));
    if (!one.ok) return one;
    taken.set(name, one.value);
  }
  return ok(taken);
};

/** Reads a file again; what came the first time is what counts. */
export const loaded = async (path: string, file: ZipFile, sha256: string): Promise<Result<Uint8Array>> => {
  const content = await contentOf(file);
  if (!content.ok) return content;
  return (await sha256Hex(content.value)) === sha256
    ? content
    : fail(fault('E_CHANGED', path, `“${path}”在核验期间被改动`, '请不要改动文件，重新核验', 'PKG-40'));
};
