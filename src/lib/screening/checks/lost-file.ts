import type { Evidence } from '../../case/schema-parts';
import type { ScreeningContext } from '../context';

/** Whether something rests on a file that is not in the case: it proves nothing, and is said so by name. */
export const hasLostFile = (
  { evidence }: { readonly evidence: readonly Evidence[] },
  { answers }: ScreeningContext,
): boolean => evidence.some((e) => e.attachment !== null && !answers.isPresent(e));
