import { mustBeOk } from '../kernel/result';
import { decodeUtf8, encodeUtf8 } from '../kernel/utf8';

const CORE_PROPERTIES = 'docProps/core.xml';
const DATE = /(<dcterms:(created|modified)\b[^>]*>)[^<]*(<\/dcterms:\2>)/g;

/** Transform for `rezip`: the creation and change times of an Office file become midnight UTC of `date`. */
export const fixCoreProperties =
  (date: string) =>
  (name: string, bytes: Uint8Array): Uint8Array => {
    if (name !== CORE_PROPERTIES) return bytes;
    const xml = mustBeOk(decodeUtf8(bytes));
    return encodeUtf8(xml.replace(DATE, `$1${date}T00:00:00Z$3`));
  };
