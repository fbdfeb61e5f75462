import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { toBase64 } from '../lib/container/signature/base64';
import { newKeyFile, readKeyFile } from '../lib/container/signature/key-file';
import { keyIdOf } from '../lib/container/signature/web-key';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { decodeUtf8 } from '../lib/kernel/utf8';
import { fileToStamp, signPackage } from '../lib/review/sign-package';
import { type TrustFile, joinTrust, trustEntryText } from '../lib/review/trust-file';
import { type Answer, type CommandInput, listOption, textOption } from './command';
import { readBytes } from './read-input';

const usage = (message: string, remedy: string): Result<never> =>
  refuse('E_USAGE', message, 'signature', remedy);

const taken = (path: string): Result<never> =>
  refuse('E_FILE', `“${path}”已经存在，没有改动它`, path, '请换一个文件名；覆盖密钥文件会丢失原来的密钥');

/** Writes a file that must not be there yet: a key that is overwritten is lost. */
const writeNew = async (path: string, text: string, mode: number): Promise<Result<null>> => {
  try {
    await writeFile(path, text, { mode, flag: 'wx' });
    return ok(null);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST'
      ? taken(path)
      : refuse('E_FILE', `写不了文件“${path}”`, path, '请核对路径和权限');
  }
};

const stemOf = (path: string): string => path.replace(/\.pem$/i, '');
const listPath = (path: string): string => `${stemOf(path)}.trust.json`;

/** A key pair: the private key into a file of its owner only, the public one as a list of signers beside it. */
export const makeKey = async ({ files, options }: CommandInput): Promise<Result<Answer>> => {
  const out = textOption(options, 'out');
  if (out === undefined || files.length > 0)
    return usage('要给出密钥文件', '请写成 zhiya signature key --name 签名方名称 --out 密钥.pem');
  const given = textOption(options, 'name')?.trim() ?? '';
  const name = given === '' ? basename(stemOf(out)) : given;
  const list = listPath(out);
  if ((await stat(list).catch(() => null)) !== null) return taken(list);
  const { pem, publicKey, algorithm } = await newKeyFile();
  const kept = await writeNew(out, pem, 0o600);
  if (!kept.ok) return kept;
  const listed = await writeNew(list, trustEntryText(publicKey, name), 0o644);
  if (!listed.ok) return listed;
  const keyId = await keyIdOf(publicKey);
  return ok({
    document: {
      schema: 'zhiya.signing-key/1',
      out,
      list,
      name,
      algorithm,
      keyId,
      publicKey: toBase64(publicKey),
    },
    text: [
      `私钥 ${out}（只有本人可读，请勿外传、勿放进登记包）`,
      `公钥名单 ${list}（名称“${name}”）：交给要认出签名的一方，放进其签名方名单`,
      `密钥标识 ${keyId}：请用电话或当面核对`,
    ].join('\n'),
    finding: false,
  });
};

/** Whether others on this machine may read the key; `false` where the system does not say. */
const readByOthers = async (path: string): Promise<boolean> => {
  const found = process.platform === 'win32' ? null : await stat(path).catch(() => null);
  return found !== null && (found.mode & 0o077) !== 0;
};

/** Signs a package with a private key from a file. The key is read, used and never shown. */
export const signWithKey = async ({ files: [path], options }: CommandInput): Promise<Result<Answer>> => {
  const [keyPath, another] = listOption(options, 'key');
  const out = textOption(options, 'out');
  if (path === undefined || out === undefined || keyPath === undefined || another !== undefined)
    return usage(
      '要给出登记包、一把密钥和输出文件',
      '请写成 zhiya signature sign 登记包.zip --key 密钥.pem --out 已签.zip',
    );
  const file = await readBytes(path);
  if (!file.ok) return file;
  const secret = await readBytes(keyPath);
  if (!secret.ok) return secret;
  const text = decodeUtf8(secret.value.bytes);
  const key = await readKeyFile(text.ok ? text.value : '');
  if (!key.ok) return { ok: false, failure: { ...key.failure, path: keyPath } };
  const signed = await signPackage(file.value.bytes, key.value);
  if (!signed.ok) return signed;
  await writeFile(out, signed.value.bytes);
  const keyId = await keyIdOf(key.value.publicKey);
  const open = await readByOthers(keyPath);
  return ok({
    document: {
      schema: 'zhiya.signature-file/1',
      out,
      bytes: signed.value.bytes.length,
      signed: true,
      file: signed.value.signatures.at(-1) ?? '',
      keyId,
      keyReadByOthers: open,
    },
    text: [
      `${out}  ${signed.value.bytes.length} 字节；已用密钥 ${keyId} 签名，内容和标识不变`,
      ...(open ? [`注意：密钥文件“${keyPath}”别的用户也能读，请改为只有本人可读（chmod 600）`] : []),
    ].join('\n'),
    finding: false,
  });
};

/** The last signature file of a package, for an authority to stamp. */
export const writeFileToStamp = async ({ files: [path], options }: CommandInput): Promise<Result<Answer>> => {
  const out = textOption(options, 'out');
  if (path === undefined || out === undefined)
    return usage('要给出登记包和输出文件', '请写成 zhiya signature stamp 已签.zip --out 签名文件');
  const file = await readBytes(path);
  if (!file.ok) return file;
  const found = await fileToStamp(file.value.bytes);
  if (!found.ok) return found;
  await writeFile(out, found.value.file);
  const { length } = found.value.file;
  return ok({
    document: { schema: 'zhiya.signature-file/1', out, bytes: length, signed: false, file: found.value.name },
    text: `${out}  ${length} 字节（${found.value.name}）；请对这个文件申请 RFC 3161 时间戳，再用 zhiya signature 登记包.zip 时间戳.tsr --out 收入`,
    finding: false,
  });
};

/** Lists of signers, certificates and lists of revoked certificates as one list for `--trust` and the review desk. */
export const joinLists = async ({ files, options }: CommandInput): Promise<Result<Answer>> => {
  const out = textOption(options, 'out');
  if (files.length === 0 || out === undefined)
    return usage(
      '要给出名单、证书或吊销清单，以及输出文件',
      '请写成 zhiya signature trust 名单.json 证书.cer 吊销清单.crl --out 名单.json',
    );
  const read: TrustFile[] = [];
  for (const path of files) {
    const file = await readBytes(path);
    if (!file.ok) return file;
    read.push(file.value);
  }
  const joined = joinTrust(read);
  if (!joined.ok) return joined;
  await writeFile(out, joined.value.text);
  const { keys, certificates, crls } = joined.value;
  return ok({
    document: { schema: 'zhiya.trust-file/1', out, keys, certificates, crls },
    text: `${out}  ${keys} 把密钥，${certificates} 份证书，${crls} 份吊销清单；用于 zhiya verify --trust 或复核台的“信任的签名方”`,
    finding: false,
  });
};
