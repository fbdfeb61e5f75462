/**
 * Hands bytes to the browser as a download, never opened in the page.
 * The browser does not tell whether the file reached the disk, so the page says “已交给浏览器下载”.
 */
export const handToBrowser = (name: string, bytes: Uint8Array): void => {
  const address = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
};

/** Names that Windows keeps for devices, whatever the ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name from free text: Han, ASCII letters, digits and a few marks; at most 80 characters. */
export const safeFileName = (title: string): string => {
  const kept = title
    .normalize('NFC')
    .replace(/[^\p{Script=Han}A-Za-z0-9（）_-]+/gu, '_')
    .replace(/^[._]+|[._]+$/g, '');
  const cut = [...kept].slice(0, 80).join('');
  return cut === '' || RESERVED.test(cut) ? '案卷' : cut;
};
