import type { Timer } from '../../../src/lib/vault/deadline';

/** A timer that goes off only when told to. */
export interface ManualTimer extends Timer {
  /** Lets every pending deadline pass; answers with their lengths in milliseconds. */
  fireAll(): readonly number[];
}

export const manualTimer = (): ManualTimer => {
  const pending = new Map<() => void, number>();
  return {
    after(milliseconds, fire) {
      const entry = (): void => fire();
      pending.set(entry, milliseconds);
      return () => void pending.delete(entry);
    },
    fireAll() {
      const due = [...pending];
      pending.clear();
      for (const [fire] of due) fire();
      return due.map(([, milliseconds]) => milliseconds);
    },
  };
};
