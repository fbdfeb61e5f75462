/**
 * The profile of BagIt 1.0 (RFC 8493) in which packages, case files and backups are written:
 *
 *     <id>/bagit.txt  bag-info.txt
 *          manifest-sha256.txt     manifest-sm3.txt       every payload file
 *          tagmanifest-sha256.txt  tagmanifest-sm3.txt    the four files above
 *          signatures/0001.dsse.json …                    over the tag manifests, so not listed in them
 *          data/…                                         the payload
 *
 * `<id>` is the SHA-256 of tagmanifest-sha256.txt. No fetch.txt, no other tag files, no other checksums.
 */

/** RFC 8493 §2.1.1, exactly these bytes. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export const DECLARATION_FILE = 'bagit.txt';
export const INFO_FILE = 'bag-info.txt';
export const REMOTE_FILE = 'fetch.txt';
export const PAYLOAD_FOLDER = 'data/';
export const SIGNATURE_FOLDER = 'signatures/';

export type Algorithm = 'sha256' | 'sm3';
export const ALGORITHMS: readonly Algorithm[] = ['sha256', 'sm3'];
export const ALGORITHM_NAMES: Readonly<Record<Algorithm, string>> = { sha256: 'SHA-256', sm3: 'SM3' };

export const manifestFile = (algorithm: Algorithm): string => `manifest-${algorithm}.txt`;
export const tagManifestFile = (algorithm: Algorithm): string => `tagmanifest-${algorithm}.txt`;

/** The tag files a tag manifest lists, in its order. */
export const LISTED_TAG_FILES: readonly string[] = [
  INFO_FILE,
  DECLARATION_FILE,
  ...ALGORITHMS.map(manifestFile),
];
export const TAG_MANIFESTS: readonly string[] = ALGORITHMS.map(tagManifestFile);

/** Any manifest of any algorithm, for finding the ones this profile does not know. */
export const ANY_MANIFEST = /^(?:tag)?manifest-(.+)\.txt$/;

/** A signature file: DSSE envelope, detached PKCS#7 (GM/T 0010), or time stamp, numbered from 0001. */
export const SIGNATURE_NAME = /^\d{4}\.(dsse\.json|p7s|tsr)$/;

/** Largest signature file that is read, and how many of them; every one costs work on a curve. */
export const MAX_SIGNATURE_FILE = 1024 * 1024;
export const MAX_SIGNATURES = 99;
/** All of them together; a signature has some KB. */
export const MAX_SIGNATURES_TOTAL = 16 * 1024 * 1024;

/** Largest tag file that is read; a manifest of 5,000 files has less than 2 MB. */
export const MAX_TAG_FILE = 8 * 1024 * 1024;
