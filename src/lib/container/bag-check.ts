import type { Digests } from '../kernel/hashing';
import type { Manifest } from './bag-manifest';
import { ALGORITHMS, ALGORITHM_NAMES, type Algorithm } from './bag-profile';
import { byCodeUnit } from './bytes';
import { showName } from './fault';

/** Something wrong in a bag that can still be read. */
export interface BagFinding {
  /** E_HASH, E_MISSING, E_UNLISTED, E_ID or E_OXUM; a case file adds E_MISMATCH and E_UNKNOWN. */
  readonly code: string;
  /** Path below the bag folder, or the whole entry name when the file lies outside it. */
  readonly path: string;
  /** What is wrong and what to do, in Chinese. */
  readonly message: string;
}

/** The two manifests of one kind, read. */
export type Manifests = Readonly<Record<Algorithm, Manifest>>;

const ORIGINAL = '请向对方索取原始文件';

export const missing = (path: string): BagFinding => ({
  code: 'E_MISSING',
  path,
  message: `清单列有“${showName(path)}”，包里却没有；${ORIGINAL}`,
});

export const unlisted = (path: string): BagFinding => ({
  code: 'E_UNLISTED',
  path,
  message: `“${showName(path)}”未列入清单，不属于本包（常由解压工具或他人加入）；${ORIGINAL}`,
});

const wrongHash = (path: string, wrong: readonly Algorithm[], right: readonly Algorithm[]): BagFinding => {
  const names = (list: readonly Algorithm[]): string => list.map((a) => ALGORITHM_NAMES[a]).join('、');
  const but = right.length === 0 ? '，内容被改动过' : `，而 ${names(right)} 相符：清单或内容被改动过`;
  return {
    code: 'E_HASH',
    path,
    message: `“${showName(path)}”的 ${names(wrong)} 与清单不符${but}；${ORIGINAL}`,
  };
};

const checkOne = (
  path: string,
  actual: Digests | undefined,
  manifests: Manifests,
  fileOf: (algorithm: Algorithm) => string,
): readonly BagFinding[] => {
  const listed = ALGORITHMS.filter((algorithm) => manifests[algorithm].has(path));
  if (listed.length === 0) return [unlisted(path)];
  if (actual === undefined) return [missing(path)];
  const wrong = listed.filter((algorithm) => manifests[algorithm].get(path) !== actual[algorithm]);
  const right = listed.filter((algorithm) => !wrong.includes(algorithm));
  const partly = ALGORITHMS.filter((algorithm) => !listed.includes(algorithm)).map((algorithm) => ({
    code: 'E_UNLISTED',
    path,
    message: `“${showName(path)}”未列入 ${fileOf(algorithm)}；两份清单必须一致，${ORIGINAL}`,
  }));
  return wrong.length === 0 ? partly : [wrongHash(path, wrong, right), ...partly];
};

/** Compares files with the two manifests that should list them: both must list each file, and both must hold. */
export const checkManifests = (
  digests: ReadonlyMap<string, Digests>,
  manifests: Manifests,
  fileOf: (algorithm: Algorithm) => string,
): readonly BagFinding[] => {
  const paths = new Set([...digests.keys(), ...ALGORITHMS.flatMap((a) => [...manifests[a].keys()])]);
  return [...paths].flatMap((path) => checkOne(path, digests.get(path), manifests, fileOf));
};

/** Findings in the order they are listed: by path, then by code. */
export const sortFindings = (findings: readonly BagFinding[]): readonly BagFinding[] =>
  [...findings].sort((a, b) => byCodeUnit(a.path, b.path) || byCodeUnit(a.code, b.code));
