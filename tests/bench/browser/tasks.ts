import type { KernelForm } from '../../../src/lib/data-asset/kernel/profile-kernel';

/** What a worker is asked to do with bytes of a file that a person picked. */
export interface ProfileTask {
  readonly file: File;
  readonly form: KernelForm;
}

/** PapaParse gets a slice of whole records. */
export interface ParseTask {
  readonly slice: Blob;
  readonly columns: number;
}
