/// <reference lib="webworker" />
import { packed } from '../../../src/lib/data-asset/kernel/moved';
import { ProfileKernel } from '../../../src/lib/data-asset/kernel/profile-kernel';
import { SCAN_PIECE } from '../../../src/lib/data-asset/run/scan-block';
import { type PieceMemory, blobPieces } from '../../../workers/profile/blob-pieces';
import type { ProfileTask } from './tasks';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const memory: PieceMemory = { spare: null };

/** The reader of the product and the kernel, nothing else. */
const profile = async ({ file, form }: ProfileTask): Promise<void> => {
  const kernel = new ProfileKernel(form);
  for await (const piece of blobPieces(file, form.from, file.size, SCAN_PIECE, memory)) {
    kernel.push(piece);
    if (kernel.done) break;
  }
  const { value, buffer } = packed(kernel.finish(), null);
  scope.postMessage(value, [buffer]);
};

scope.onmessage = ({ data }: MessageEvent<ProfileTask | 'ping'>) => {
  if (data === 'ping') scope.postMessage('pong');
  else
    profile(data).catch((error: unknown) => {
      // Thrown outside the promise, so that the page hears of it.
      setTimeout(() => {
        throw error;
      });
    });
};
