/** What makes a reader that knows nothing but tags unsure: comments, CDATA, DTD, instructions, characters XML forbids, other entities. */
const DOUBTFUL = /<[!?]|\]\]>|&(?!(?:amp|lt|gt|quot|apos);)|[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const DECLARATION =
  /^\ufeff?<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?[ \t\r\n]*\?>/;
const TAG =
  /^<(?:\/([A-Za-z_][\w.:-]*)[ \t\r\n]*|([A-Za-z_][\w.:-]*)((?:[ \t\r\n]+[A-Za-z_][\w.:-]*="[^"<]*")*)[ \t\r\n]*(\/?))>$/;
const ATTRIBUTE = /[ \t\r\n]([A-Za-z_][\w.:-]*)="/g;

interface Tag {
  readonly name: string;
  /** Without its prefix. */
  readonly local: string;
  readonly kind: 'open' | 'close' | 'empty';
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

const readTag = (text: string): Tag | null => {
  const [, closed, opened, attributes = '', slash] = TAG.exec(text) ?? [];
  if (closed !== undefined) return { name: closed, local: localOf(closed), kind: 'close' };
  if (opened === undefined) return null;
  const names = [...attributes.matchAll(ATTRIBUTE)].map(([, name]) => name);
  if (new Set(names).size !== names.length) return null;
  return { name: opened, local: localOf(opened), kind: slash === '/' ? 'empty' : 'open' };
};

/** Tags as they were written before, in this file or another; longer ones hardly ever come again. */
const KEPT_TAGS = 4_000;
const LONGEST_KEPT = 200;
const kept = new Map<string, Tag | null>();

const tagOf = (written: string): Tag | null => {
  const known = kept.get(written);
  if (known !== undefined) return known;
  const tag = readTag(written);
  if (written.length <= LONGEST_KEPT) {
    if (kept.size >= KEPT_TAGS) kept.clear();
    // A copy of its own: a piece of the text would keep the whole text in memory.
    kept.set(JSON.parse(JSON.stringify(written)) as string, tag);
  }
  return tag;
};

const isBlank = (text: string, from: number, to: number): boolean =>
  /^[ \t\r\n]*$/.test(text.slice(from, to));

/**
 * Whether this is well-formed XML of tags and text only in which no element has one of these local names. `false` also means:
 * not certain, ask a real parser. Office files repeat few tags thousands of times, each is read once: several times faster
 * than parsing, on which opening many packages would spend most of its time.
 */
export const isPlainXmlWithout = (text: string, names: ReadonlySet<string>): boolean => {
  const begin = DECLARATION.exec(text)?.[0].length ?? 0;
  const body = begin === 0 ? text : text.slice(begin);
  if (DOUBTFUL.test(body)) return false;
  const open: string[] = [];
  let at = 0;
  let roots = 0;
  for (let from = body.indexOf('<'); from >= 0; from = body.indexOf('<', at)) {
    if (open.length === 0 && !isBlank(body, at, from)) return false;
    at = body.indexOf('>', from) + 1;
    if (at === 0) return false;
    const last = open.at(-1);
    if (last !== undefined && at - from === last.length + 3 && body.startsWith(`/${last}>`, from + 1)) {
      open.pop();
      continue;
    }
    const tag = tagOf(body.slice(from, at));
    if (tag === null || names.has(tag.local)) return false;
    if (tag.kind === 'close') {
      if (open.pop() !== tag.name) return false;
      continue;
    }
    if (open.length === 0) roots += 1;
    if (tag.kind === 'open') open.push(tag.name);
  }
  return roots === 1 && open.length === 0 && isBlank(body, at, body.length);
};
