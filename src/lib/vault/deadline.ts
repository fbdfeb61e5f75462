/** The only clock the vault knows: “call me after so many milliseconds”. Injected, so that tests decide. */
export interface Timer {
  /** Calls `fire` once after `milliseconds`; the answer cancels it. */
  after(milliseconds: number, fire: () => void): () => void;
}

/** The timer of the browser. */
export const hostTimer: Timer = {
  after(milliseconds, fire) {
    const handle = setTimeout(fire, milliseconds);
    return () => clearTimeout(handle);
  },
};

/** An action that did not answer in time. Its late answer is ignored. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** `work`, or a rejection with `DeadlineError` after `milliseconds`, whichever comes first. */
export const withDeadline = async <T>(timer: Timer, milliseconds: number, work: Promise<T>): Promise<T> => {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = timer.after(milliseconds, () => reject(new DeadlineError(`no answer in ${milliseconds} ms`)));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
};
