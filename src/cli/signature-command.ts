import { writeFile } from 'node:fs/promises';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { addOutsideFile, bytesToSign } from '../lib/review/sign-package';
import { type Answer, type Command, type CommandInput, textOption } from './command';
import { readBytes } from './read-input';
import { joinLists, makeKey, signWithKey, writeFileToStamp } from './signature-keys';

const USAGE = [
  'signature key [--name NAME] --out KEY.pem',
  'signature sign X.zip --key KEY.pem --out SIGNED.zip',
  'signature trust LIST|CERTIFICATE|CRL… --out LIST.json',
  'signature X.zip --out CONTENT',
  'signature X.zip SIGNATURE.p7s|STAMP.tsr --out SIGNED.zip',
  'signature stamp X.zip --out SIGNATURE',
].join('; ');

/**
 * Signatures made outside: without a further file the exact bytes to be signed are written, with one (`.p7s`, `.tsr`) the package
 * that carries it.
 */
const madeOutside = async ({ files: [path, outside], options }: CommandInput): Promise<Result<Answer>> => {
  const out = textOption(options, 'out');
  if (path === undefined || out === undefined)
    return refuse('E_USAGE', '要给出登记包和输出文件', 'signature', `请写成 zhiya ${USAGE}`);
  const file = await readBytes(path);
  if (!file.ok) return file;
  const made = outside === undefined ? null : await readBytes(outside);
  if (made !== null && !made.ok) return made;
  const { bytes } = file.value;
  if (made === null) {
    const content = await bytesToSign(bytes);
    if (!content.ok) return content;
    await writeFile(out, content.value);
    return ok({
      document: { schema: 'zhiya.signature-file/1', out, bytes: content.value.length, signed: false },
      text: `${out}  ${content.value.length} 字节；请用 SM2 签名工具对这个文件签名（GM/T 0010，.p7s）`,
      finding: false,
    });
  }
  const added = await addOutsideFile(bytes, made.value.bytes);
  if (!added.ok) return added;
  await writeFile(out, added.value.bytes);
  const name = added.value.signatures.at(-1) ?? '';
  return ok({
    document: {
      schema: 'zhiya.signature-file/1',
      out,
      bytes: added.value.bytes.length,
      signed: true,
      file: name,
    },
    text: `${out}  ${added.value.bytes.length} 字节；已附上 ${name}；是否有效请用 zhiya verify 核验`,
    finding: false,
  });
};

/** Makes keys, signs packages, takes in signatures and time stamps made outside, puts lists of signers together. */
export const signatureCommand: Command = {
  usage: USAGE,
  run: (input) => {
    const [first, ...rest] = input.files;
    const part = { ...input, files: rest };
    switch (first) {
      case 'key':
        return makeKey(part);
      case 'sign':
        return signWithKey(part);
      case 'trust':
        return joinLists(part);
      case 'stamp':
        return writeFileToStamp(part);
      default:
        return madeOutside(input);
    }
  },
};
