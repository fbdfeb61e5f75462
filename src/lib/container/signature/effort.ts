/** How much work on curves one package may cost: a signature takes milliseconds, and whoever makes a file says how many there are. */
export interface Effort {
  /** Asked before each signature, also those of certificates and lists; `false` = no more. */
  spend(): boolean;
  /** Whether something was left out. */
  spent(): boolean;
}

/** For files of one's own. */
export const UNLIMITED: Effort = { spend: () => true, spent: () => false };

/** Ten parties, each with a time stamp and a chain of three certificates looked up in lists, need less than half. */
const MOST = 300;

export const limitedEffort = (most = MOST): Effort => {
  let done = 0;
  return {
    spend: () => {
      done += 1;
      return done <= most;
    },
    spent: () => done > most,
  };
};
