import { createDigest } from '../../../kernel/hashing';
import { heldFile, inspectFile } from '../../check-files';
import { type FileKind, KIND_LABEL, fileKind } from '../../file-kind';
import type { ReviewFinding } from '../../verify-report';
import { type Mentions, mentionsIn } from './mentions';
import { paperText } from './paper-text';

/** One file of an ordinary filing as it was measured. Nothing of its bytes is kept. */
export interface ReadPaper {
  /** Below the chosen folder. */
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly kind: FileKind;
  readonly kindLabel: string;
  readonly safety: readonly ReviewFinding[];
  readonly usability: readonly ReviewFinding[];
  /** What its text names; `null` = the text was not read (scan, PDF, old Office file): unknown. */
  readonly mentions: Mentions | null;
}

/** Measures one file: hashes, kind by its bytes, active content, and what its text names where text can be read. */
export const readPaper = async (path: string, bytes: Uint8Array): Promise<ReadPaper> => {
  const name = path.split('/').at(-1) ?? path;
  const digest = await createDigest();
  digest.update(bytes);
  const kind = fileKind(bytes);
  const text = await paperText(bytes, name);
  return {
    path,
    name,
    bytes: bytes.length,
    ...digest.digest(),
    kind,
    kindLabel: KIND_LABEL[kind],
    ...(await inspectFile(heldFile(path, name, bytes))),
    mentions: text === null ? null : mentionsIn(text),
  };
};
