/** Title of every built-in rule by its id. The rulebook is large: loaded only when somebody asks. */
export const builtInTitles = async (): Promise<ReadonlyMap<string, string>> => {
  const { ALL_RULES } = await import('../rulebook/all-rules');
  return new Map(ALL_RULES.map(({ id, title }) => [id, title]));
};
