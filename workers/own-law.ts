import type { OwnLaw } from '../src/lib/review/check-law';
import { rulesOfCase } from './case-rules';
import { methodsWith } from './methods';
import { UNASKED } from './no-solver';

/** The built-in rules and the present methods, held against what a package says of both. */
export const ownLaw = (): OwnLaw => ({
  rulesOf: rulesOfCase,
  methods: methodsWith(UNASKED).all.map(({ id }) => id.slice(0, id.lastIndexOf('@'))),
});
