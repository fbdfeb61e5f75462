import { writeFile } from 'node:fs/promises';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { addP7s, bytesToSign } from '../lib/review/sign-package';
import { type Answer, type Command, textOption } from './command';
import { readBytes } from './read-input';

/**
 * Signatures made outside: without a `.p7s` the exact bytes to be signed are written, with one the package that carries it.
 * No private key comes near.
 */
export const signatureCommand: Command = {
  usage: 'signature X.zip --out CONTENT; signature X.zip SIGNATURE.p7s --out SIGNED.zip',
  run: async ({ files: [path, p7sPath], options }): Promise<Result<Answer>> => {
    const out = textOption(options, 'out');
    if (path === undefined || out === undefined)
      return refuse(
        'E_USAGE',
        '要给出登记包和输出文件',
        'signature',
        '请写成 zhiya signature 登记包.zip --out 待签内容；签好后 zhiya signature 登记包.zip 签名.p7s --out 已签.zip',
      );
    const file = await readBytes(path);
    if (!file.ok) return file;
    const p7s = p7sPath === undefined ? null : await readBytes(p7sPath);
    if (p7s !== null && !p7s.ok) return p7s;
    const { bytes } = file.value;
    const made = p7s === null ? await bytesToSign(bytes) : await addP7s(bytes, p7s.value.bytes);
    if (!made.ok) return made;
    await writeFile(out, made.value);
    const said =
      p7s === null
        ? '请用 SM2 签名工具对这个文件签名（GM/T 0010，.p7s）'
        : '已附上签名；签名是否有效请用 zhiya verify 核验';
    return ok({
      document: { schema: 'zhiya.signature-file/1', out, bytes: made.value.length, signed: p7s !== null },
      text: `${out}  ${made.value.length} 字节；${said}`,
      finding: false,
    });
  },
};
