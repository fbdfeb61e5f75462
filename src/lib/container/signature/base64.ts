const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/;

/** Standard base64 with padding (RFC 4648 §4). */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** Bytes of standard or URL-safe base64, padded or not; `null` when it is anything else or not in its one form. */
export const fromBase64 = (text: string): Uint8Array | null => {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const bare = standard.replace(/=+$/, '');
  if (!STANDARD.test(standard) || bare.length % 4 === 1) return null;
  const padded = bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
  if (standard !== bare && standard !== padded) return null;
  const bytes = Uint8Array.from(atob(padded), (character) => character.charCodeAt(0));
  return toBase64(bytes) === padded ? bytes : null;
};
