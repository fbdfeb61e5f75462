import type { PageLoad } from './$types';

/** The rulebook is large: loaded only by the page that shows it. */
export const load: PageLoad = async () => {
  const { ALL_RULES } = await import('$lib/rulebook/all-rules');
  return { rules: ALL_RULES };
};
