import type { Failure } from '../kernel/result';
import { ALPHABET_RULE, NAME_RULES } from './entry-name';
import { fault, showName } from './fault';
import type { ZipPolicy } from './zip-policy';

/**
 * What a name becomes on a desktop that folds case and width. Upper-casing last also joins ς/σ, ſ/s, ß/ss;
 * neither step depends on the language of the machine.
 */
const foldName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC');

const duplicate = (names: readonly string[]): Failure | null => {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name))
      return fault(
        'E_DUP',
        showName(name),
        `“${showName(name)}”在压缩包里出现两次`,
        '无法判断以哪一个为准，请删去多余的一个后重新压缩',
        'ZIP-10',
      );
    seen.add(name);
  }
  return null;
};

const conflict = (name: string, other: string): Failure =>
  name === other
    ? fault(
        'E_NAME_TWIN',
        showName(name),
        `“${showName(name)}”既是文件又是文件夹`,
        '请改名后重新压缩',
        'ZIP-28',
      )
    : fault(
        'E_NAME_TWIN',
        showName(name),
        `“${showName(name)}”与“${showName(other)}”只差大小写或全角半角，解压后会互相覆盖`,
        '请改名后重新压缩',
        'ZIP-28',
      );

interface Place {
  readonly text: string;
  readonly folder: boolean;
}

/** Each folder and file by its folded path; a second spelling, or a file that is also a folder, is a conflict. */
const twin = (names: readonly string[]): Failure | null => {
  const places = new Map<string, Place>();
  for (const name of names) {
    const segments = name.replace(/\/$/, '').split('/');
    for (let length = 1; length <= segments.length; length += 1) {
      const text = segments.slice(0, length).join('/');
      const place = { text, folder: length < segments.length || name.endsWith('/') };
      const key = foldName(text);
      const other = places.get(key);
      if (other === undefined) places.set(key, place);
      else if (other.text !== text || other.folder !== place.folder) return conflict(text, other.text);
    }
  }
  return null;
};

/**
 * Checks all names of one archive together, a trailing `/` marking a folder. Codes: E_DEPTH, E_NAME_LEN, E_PATH,
 * E_NAME_CHAR, E_NAME_RESERVED, E_NAME_NORM, E_DUP, E_NAME_TWIN, E_NAME_SCRIPT.
 */
export const namesFault = (names: readonly string[], policy: ZipPolicy): Failure | null => {
  for (const rule of NAME_RULES)
    for (const name of names) {
      const found = rule(name, policy);
      if (found !== null) return found;
    }
  const pair = duplicate(names) ?? twin(names);
  if (pair !== null) return pair;
  for (const name of names) {
    const found = ALPHABET_RULE(name, policy);
    if (found !== null) return found;
  }
  return null;
};
