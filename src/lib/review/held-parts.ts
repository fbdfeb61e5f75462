import { LISTED_TAG_FILES, MAX_TAG_FILE, TAG_MANIFESTS } from '../container/bag-profile';

/** Bytes that may stay in memory: of one file, and of all of a kind together. */
export interface Room {
  readonly one: number;
  readonly all: number;
}

type Kind = 'tags' | 'attachments' | 'parts';

const MB = 1024 * 1024;

/**
 * What stays in memory while a package is verified, together at most 240 MB however many files it has: tag files, without which
 * nothing can be checked; small attachments; everything else, JSON and documents. Of the rest the beginning is kept; it is read
 * again, one at a time, where it must be looked into.
 */
const ROOM: Readonly<Record<Kind, Room>> = {
  tags: { one: MAX_TAG_FILE, all: 6 * MAX_TAG_FILE },
  attachments: { one: 4 * MB, all: 32 * MB },
  parts: { one: 64 * MB, all: 160 * MB },
};

export const HELD_AT_MOST = Object.values(ROOM).reduce((sum, { all }) => sum + all, 0);

const TAG_FILES: ReadonlySet<string> = new Set([...LISTED_TAG_FILES, ...TAG_MANIFESTS]);
const ATTACHMENT = /^[^/]+\/data\/inputs\/files\//;

const kindOf = (name: string): Kind => {
  if (TAG_FILES.has(name.slice(name.indexOf('/') + 1))) return 'tags';
  return ATTACHMENT.test(name) ? 'attachments' : 'parts';
};

/** What is in memory already may be held once more: its attachments too, and as much of the rest as it is large. */
const roomInMemory = ({ attachments, parts }: typeof ROOM, size: number): typeof ROOM => ({
  ...ROOM,
  attachments: { ...attachments, one: attachments.all },
  parts: { one: Math.max(parts.one, size), all: Math.max(parts.all, size) },
});

/**
 * Decides file by file, in the order in which they come, what of one package is held. One decision function per package.
 *
 * @param inMemory size of the archive when it lies in memory, `null` when it lies elsewhere
 */
export const holdingParts = (inMemory: number | null): ((name: string, size: number) => boolean) => {
  const room = inMemory === null ? ROOM : roomInMemory(ROOM, inMemory);
  const left: Record<Kind, number> = {
    tags: room.tags.all,
    attachments: room.attachments.all,
    parts: room.parts.all,
  };
  return (name, size) => {
    const kind = kindOf(name);
    if (size > room[kind].one || size > left[kind]) return false;
    left[kind] -= size;
    return true;
  };
};
