/** Words that the pages once wrote where a name belongs: a post, not a person. */
const POSTS: ReadonlySet<string> = new Set(['经办', '审查人']);

/** Whether a signer is nobody: blank, or exactly one of the words that the pages once wrote by themselves. */
export const standsForNobody = (by: string): boolean => {
  const name = by.trim();
  return name === '' || POSTS.has(name);
};
