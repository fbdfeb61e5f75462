/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

const LONGEST = 60;

/**
 * File-name part made of a title: Han characters, ASCII letters and digits stay, everything else becomes `-`.
 * Never empty, never a device name, at most 60 characters.
 */
export const fileNamePart = (title: string): string => {
  const kept = title
    .normalize('NFC')
    .replace(/[^\p{Script=Han}A-Za-z0-9]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const cut = [...kept].slice(0, LONGEST).join('').replace(/-+$/, '');
  return cut === '' || RESERVED.test(cut) ? '案卷' : cut;
};
