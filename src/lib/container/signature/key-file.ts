import { type Result, ok, refuse } from '../../kernel/result';
import { fromBase64, toBase64 } from './base64';
import { TAG, inside, oidOf, parseDer } from './der';
import { KEY, type SigningKey, type WebAlgorithm, algorithmOf, spkiOf } from './web-key';

const PEM = /^-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;

/** Kinds of key file that are met instead of PKCS#8, and what to do about each. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['ENCRYPTED PRIVATE KEY', '请先在本机解密：openssl pkcs8 -in 原文件 -out 密钥.pem，并保管好输出'],
  ['EC PRIVATE KEY', '请转成 PKCS#8：openssl pkcs8 -topk8 -nocrypt -in 原文件 -out 密钥.pem'],
  [
    'RSA PRIVATE KEY',
    '本程序只用 Ed25519 或 ECDSA P-256 密钥签名，请另做一把：zhiya signature key --out 密钥.pem',
  ],
  ['OPENSSH PRIVATE KEY', '请另做一把：zhiya signature key --out 密钥.pem'],
  ['PUBLIC KEY', '这是公钥；签名要用私钥文件'],
  ['CERTIFICATE', '这是证书；签名要用私钥文件'],
]);

const NEW_KEY = '请用 zhiya signature key --out 密钥.pem 另做一把';

const wrong = (message: string, remedy = NEW_KEY): Result<never> => refuse('E_KEY', message, '', remedy);

const ED25519 = '1.3.101.112';
const EC = '1.2.840.10045.2.1';
const P256 = '1.2.840.10045.3.1.7';
const SM2_CURVE = '1.2.156.10197.1.301';

/** What a PrivateKeyInfo (RFC 5958 §2) says it is for. */
const algorithmOfPkcs8 = (der: Uint8Array): Result<WebAlgorithm> => {
  const [, algorithm] = inside(parseDer(der), TAG.sequence) ?? [];
  const [type, parameter] = (inside(algorithm, TAG.sequence) ?? []).map(oidOf);
  if (type === ED25519) return ok('Ed25519');
  if (type === EC && parameter === P256) return ok('ECDSA-P256-SHA256');
  return type === EC && parameter === SM2_CURVE
    ? wrong(
        '这是 SM2 私钥；本程序不接触 SM2 私钥',
        '请导出待签内容（zhiya signature 登记包.zip --out 待签内容），用签名工具或智能密码钥匙签名后收入 .p7s',
      )
    : wrong('私钥不是 Ed25519 或 ECDSA P-256');
};

/** WebCrypto takes bytes over plain memory only. */
const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const rawPublic = async (algorithm: WebAlgorithm, der: Uint8Array): Promise<Uint8Array | null> => {
  const key = await crypto.subtle.importKey('pkcs8', plain(der), KEY[algorithm], true, ['sign']);
  const { x, y } = await crypto.subtle.exportKey('jwk', key);
  const parts = (algorithm === 'Ed25519' ? [x] : [x, y]).map((part) => fromBase64(part ?? ''));
  const whole = parts.filter((part) => part?.length === 32);
  return whole.length === parts.length ? Uint8Array.from(whole.flatMap((part) => [...(part ?? [])])) : null;
};

/**
 * Reads a private key file: PKCS#8 in PEM, not encrypted, Ed25519 or ECDSA P-256. The public key follows from it. What comes back
 * cannot be exported again. Fails with E_KEY; the file is never repeated in a message.
 */
export const readKeyFile = async (text: string): Promise<Result<SigningKey>> => {
  const [, label, body] = PEM.exec(text.trim()) ?? [];
  if (label === undefined || body === undefined) return wrong('不是 PEM 私钥文件');
  if (label !== 'PRIVATE KEY')
    return wrong(`密钥文件是 ${label}，不是未加密的 PKCS#8 私钥（PRIVATE KEY）`, OTHERS.get(label));
  const der = fromBase64(body.replaceAll(/\s/g, ''));
  if (der === null) return wrong('私钥文件的内容不是 base64');
  const algorithm = algorithmOfPkcs8(der);
  if (!algorithm.ok) return algorithm;
  try {
    const raw = await rawPublic(algorithm.value, der);
    if (raw === null) return wrong('私钥文件损坏');
    const privateKey = await crypto.subtle.importKey('pkcs8', plain(der), KEY[algorithm.value], false, [
      'sign',
    ]);
    return ok({ privateKey, publicKey: spkiOf(algorithm.value, raw) });
  } catch {
    return wrong('私钥文件损坏，或运行环境不支持这种密钥');
  }
};

export interface KeyFile {
  /** PKCS#8 in PEM: a secret. */
  readonly pem: string;
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array;
  readonly algorithm: WebAlgorithm;
}

/** Makes a key pair for a file. The only function here that does not follow from its arguments. */
export const newKeyFile = async (algorithm: WebAlgorithm = 'Ed25519'): Promise<KeyFile> => {
  const made = await crypto.subtle.generateKey(KEY[algorithm], true, ['sign', 'verify']);
  if (!('privateKey' in made)) throw new Error('a key pair was asked for');
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', made.publicKey));
  if (algorithmOf(publicKey) !== algorithm) throw new Error('a key of another kind was made');
  const body = toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', made.privateKey)));
  const lines = body.match(/.{1,64}/g) ?? [];
  return {
    pem: ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n'),
    publicKey,
    algorithm,
  };
};
