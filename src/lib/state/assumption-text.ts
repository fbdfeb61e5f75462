/** 32-bit FNV-1a of UTF-16 units: tells two long texts apart, nothing more. */
const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

/** A text that fits into the log. What is cut ends in its length and a fingerprint, so that a change behind the cut shows. */
export const fit = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const end = `…（共 ${text.length} 字，${fingerprint(text)}）`;
  return `${text.slice(0, most - end.length)}${end}`;
};
