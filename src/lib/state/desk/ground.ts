import type { DeskOffice } from '../../case/desk/settings';
import type { Failure } from '../../kernel/result';
import { today } from '../clock';
import type { Workbench } from '../workbench.svelte';

/** What a review rests on besides the package and the register: it changes with the settings of the desk and with the day. */
export interface Ground {
  readonly today: string;
  /** The operator's list of signers as text. */
  readonly trust: string | null;
  /** Where this desk stands. */
  readonly office: DeskOffice | null;
  /** Why the settings could not be read: then nobody is trusted and no addressee is judged. */
  readonly failure: Failure | null;
}

export const readGround = async (bench: Workbench): Promise<Ground> => {
  const settings = await (await bench.vault).desk.settings();
  return settings.ok
    ? {
        today: today(),
        trust: settings.value.trust,
        office: settings.value.office ?? null,
        failure: null,
      }
    : { today: today(), trust: null, office: null, failure: settings.failure };
};

/** Whether both lead to the same review. */
export const sameGround = (a: Ground, b: Ground): boolean =>
  a.today === b.today && a.trust === b.trust && JSON.stringify(a.office) === JSON.stringify(b.office);
