/** A key of this browser. The private part crosses to the worker and back as it is: it cannot be exported on either side. */
export interface BrowserKey {
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array;
  readonly privateKey: CryptoKey;
}

/** What can be said of a signature without knowing whose key it is. */
export interface SignatureNote {
  readonly verdict: 'pass' | 'unknown' | 'fail';
  /** The signature file. */
  readonly path: string;
  readonly message: string;
}

/** A package that carries one signature more. */
export interface SignedFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** Names of all signature files in it. */
  readonly signatures: readonly string[];
  readonly notes: readonly SignatureNote[];
}

/** Part of the registration worker: signatures of packages. */
export interface SigningApi {
  /** Ed25519, or ECDSA P-256 where the browser has none. */
  newSigningKey: {
    /** Whose key it is, and when it is made. */
    input: { name: string; madeAt: string };
    output: BrowserKey & {
      /** SHA-256 of the public key. */
      readonly id: string;
      readonly algorithm: 'Ed25519' | 'ECDSA-P256-SHA256';
      readonly name: string;
      readonly madeAt: string;
    };
  };
  signPackage: {
    input: { bytes: Uint8Array; key: BrowserKey; today: string };
    output: SignedFile;
  };
  /** The exact bytes that a signature made outside must cover. */
  bytesToSign: { input: { bytes: Uint8Array }; output: Uint8Array };
  /** The last signature file of the package, for an authority to stamp. */
  fileToStamp: {
    input: { bytes: Uint8Array };
    output: { readonly name: string; readonly file: Uint8Array };
  };
  /** Takes in a `.p7s` or `.tsr` made outside. */
  addOutsideFile: {
    input: { bytes: Uint8Array; file: Uint8Array; today: string };
    output: SignedFile;
  };
  /** A list of signers (`zhiya.trust/1`) with one key. */
  trustEntry: { input: { publicKey: Uint8Array; name: string }; output: Uint8Array };
}
