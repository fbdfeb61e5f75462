import { fromBase64 } from './base64';
import { TAG, inside, naturalOf, oidOf, parseDer } from './der';
import { SIGNED_DATA } from './signed-data';
import { TST_INFO } from './time-stamp';

/** A signature or a time stamp that was made outside, as it lies in a package. */
export interface OutsideFile {
  readonly kind: '.p7s' | '.tsr';
  readonly der: Uint8Array;
}

const PEM = /^-----BEGIN (PKCS7|CMS)-----\s+([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;

/** As it is, or out of PEM or plain base64, as signing tools hand it over. */
const derOf = (file: Uint8Array): Uint8Array | null => {
  if (parseDer(file) !== null) return file;
  const text = new TextDecoder().decode(file).trim();
  const bytes = fromBase64((PEM.exec(text)?.[2] ?? text).replaceAll(/\s/g, ''));
  return bytes !== null && parseDer(bytes) !== null ? bytes : null;
};

const kindOf = (der: Uint8Array): OutsideFile['kind'] | null => {
  const [first, second] = inside(parseDer(der), TAG.sequence) ?? [];
  // A TimeStampResp begins with its status.
  if (naturalOf(inside(first, TAG.sequence)?.[0]) !== null) return '.tsr';
  if (!SIGNED_DATA.has(oidOf(first))) return null;
  const [, , encapsulated] = inside(inside(second, 0xa0)?.[0], TAG.sequence) ?? [];
  return oidOf(inside(encapsulated, TAG.sequence)?.[0]) === TST_INFO ? '.tsr' : '.p7s';
};

/** A file made outside, told by what it holds, never by its name; `null` = neither signature nor time stamp. */
export const readOutsideFile = (file: Uint8Array): OutsideFile | null => {
  const der = derOf(file);
  const kind = der === null ? null : kindOf(der);
  return der === null || kind === null ? null : { kind, der };
};
