import { encodeUtf8 } from '../../kernel/utf8';

/** PAE of DSSE 1.0.2: `DSSEv1 LEN(type) type LEN(body) body`, lengths in bytes. What is signed instead of the body. */
export const preAuthEncoding = (type: string, body: Uint8Array): Uint8Array => {
  const typeBytes = encodeUtf8(type);
  const head = encodeUtf8(`DSSEv1 ${typeBytes.length} ${type} ${body.length} `);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
};
