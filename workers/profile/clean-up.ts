/** Memory that is asked for and never touched, so that none of it becomes resident. Twice what V8 lets wait outside its heap. */
const ASKED_BYTES = 128 * 1024 * 1024;
/** Blocks between two times. */
const BLOCKS = 8;

/** By reflection, because a bundler leaves out a plain `new ArrayBuffer` that nobody uses. A machine that has not so much to give cleans up as well. */
const ask = (): void => {
  try {
    Reflect.construct(ArrayBuffer, [ASKED_BYTES]);
  } catch {
    // Nothing was promised.
  }
};

/**
 * Has the browser clean up now and then. A scan makes little garbage for every block, too little for a browser to look at the objects
 * that live long: messages, streams and merged sketches of minutes stayed where they were (some 150 KiB a second in each worker).
 * Whoever asks for much memory at once makes it look. Call it once a block, in the thread that is to be cleaned.
 */
export const cleanUpNowAndThen = (): (() => void) => {
  let blocks = 0;
  return () => {
    blocks += 1;
    if (blocks % BLOCKS === 0) ask();
  };
};
