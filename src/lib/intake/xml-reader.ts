import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Failure } from '../kernel/result';

/** Element of a SpreadsheetML or relationships part, without its prefix. */
export interface XmlTag {
  readonly local: string;
  /** Value of an attribute without namespace. */
  readonly get: (name: string) => string | undefined;
  /** `r:id`, whatever the prefix. */
  readonly relationshipId: () => string | undefined;
}

export interface XmlHandlers {
  readonly open?: (tag: XmlTag) => void;
  readonly close?: (local: string) => void;
  readonly text?: (text: string) => void;
}

/** Carries a refusal out of a parser callback; never leaves `parseXml`. */
class XmlStop extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Stops the parse that calls the handler it is used in. */
export const stopXml = (failure: Failure): never => {
  throw new XmlStop(failure);
};

/** Transitional and strict OOXML. */
const NAMESPACES = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
]);
const RELATIONSHIP_NAMESPACES = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
]);

const CHUNK_BYTES = 64 * 1024;

const wrap = (tag: SaxesTagNS): XmlTag => ({
  local: tag.local,
  get: (name) => tag.attributes[name]?.value,
  relationshipId: () =>
    Object.values(tag.attributes).find((a) => a.local === 'id' && RELATIONSHIP_NAMESPACES.has(a.uri))?.value,
});

const xmlFailure = (path: string, message: string): Failure => ({
  code: 'E_XML',
  message,
  path,
  remedy: '请在表格软件中打开后另存为 .xlsx 再导入',
});

/**
 * Reads one XML part as a stream of events; elements of foreign namespaces are passed over. Entities other
 * than the five of XML do not exist here and any DTD is refused (`E_XML`), so nothing can expand. UTF-8 only,
 * as the format demands of writers. Memory is bounded by `maxRun`, the longest stretch without an event.
 */
export const parseXml = (
  bytes: Uint8Array,
  path: string,
  maxRun: number,
  handlers: XmlHandlers,
): Failure | null => {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let run = 0;
  const event = (): void => {
    run = 0;
  };
  parser.on('doctype', () => stopXml(xmlFailure(path, '含有 DTD 声明，已拒绝')));
  parser.on('opentag', (tag) => {
    event();
    if (NAMESPACES.has(tag.uri)) handlers.open?.(wrap(tag));
  });
  parser.on('closetag', (tag) => {
    event();
    if (NAMESPACES.has(tag.uri)) handlers.close?.(tag.local);
  });
  parser.on('text', (text) => {
    event();
    handlers.text?.(text);
  });
  parser.on('cdata', (text) => {
    event();
    handlers.text?.(text);
  });
  parser.on('comment', event);
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (let i = 0; i < bytes.length; i += CHUNK_BYTES) {
      const text = decoder.decode(bytes.subarray(i, i + CHUNK_BYTES), { stream: true });
      run += text.length;
      parser.write(text);
      if (run > maxRun + CHUNK_BYTES) return xmlFailure(path, `有一段内容超过 ${maxRun} 个字，已拒绝`);
    }
    parser.write(decoder.decode());
    parser.close();
    return null;
  } catch (error) {
    if (error instanceof XmlStop) return error.failure;
    return xmlFailure(path, `内容不是有效的 XML：${error instanceof Error ? error.message : '无法读取'}`);
  }
};
