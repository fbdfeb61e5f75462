import { createSHA256, createSM3, sha256, sm3 } from 'hash-wasm';

/** Whole digests in 64 lower-case hex digits, by whatever is fastest where the program runs. */
export interface WholeDigests {
  readonly sha256: (bytes: Uint8Array) => Promise<string> | string;
  readonly sm3: (bytes: Uint8Array) => Promise<string> | string;
}

let whole: WholeDigests = { sha256, sm3 };

/** The terminal brings the digests of its machine; everywhere else the portable ones stay. Both say the same of the same bytes. */
export const provideDigests = (machine: WholeDigests): void => {
  whole = machine;
};

/** SHA-256 (FIPS 180-4) as 64 lower-case hex digits. */
export const sha256Hex = async (bytes: Uint8Array): Promise<string> => whole.sha256(bytes);

/** SM3 (GB/T 32905-2016) as 64 lower-case hex digits. */
export const sm3Hex = async (bytes: Uint8Array): Promise<string> => whole.sm3(bytes);

/** SHA-256 of bytes as they come: `digest` is that of what came since the last one. Memory does not grow with them. */
export const createSha256 = async (): Promise<{
  update(bytes: Uint8Array): void;
  digest(): Promise<string>;
}> => {
  const sha = (await createSHA256()).init();
  return {
    update: (bytes) => {
      sha.update(bytes);
    },
    digest: () => {
      const text = sha.digest('hex');
      sha.init();
      return Promise.resolve(text);
    },
  };
};

export interface Digests {
  readonly sha256: string;
  readonly sm3: string;
}

/** Both digests of one stream. After `digest` it is spent: a further call throws. */
export interface Digest {
  update(chunk: Uint8Array): void;
  digest(): Digests;
}

/** Starts a streaming digest; memory does not grow with the stream. */
export const createDigest = async (): Promise<Digest> => {
  const [sha, sm] = await Promise.all([createSHA256(), createSM3()]);
  sha.init();
  sm.init();
  let spent = false;
  const guard = (): void => {
    if (spent) throw new Error('digest already taken');
  };
  return {
    update(chunk) {
      guard();
      sha.update(chunk);
      sm.update(chunk);
    },
    digest() {
      guard();
      spent = true;
      return { sha256: sha.digest('hex'), sm3: sm.digest('hex') };
    },
  };
};
