/// <reference lib="webworker" />
import { ProfileKernel } from '../../../src/lib/data-asset/kernel/profile-kernel';
import type { ProfileTask } from './tasks';

/** Bytes read at once. */
const PIECE = 1024 * 1024;
/** Bytes asked of the file at once. */
const SLICE = 16 * PIECE;

const scope = self as unknown as DedicatedWorkerGlobalScope;

const profile = async ({ file, form }: ProfileTask): Promise<void> => {
  const kernel = new ProfileKernel(form);
  // The same piece of memory is filled again and again; slices keep the browser from reading far ahead.
  let over = false;
  let room = new Uint8Array(PIECE);
  for (let at = form.from; at < file.size && !over; at += SLICE) {
    const reader = file
      .slice(at, at + SLICE)
      .stream()
      .getReader({ mode: 'byob' });
    for (;;) {
      const { done, value } = await reader.read(room);
      if (value !== undefined) {
        kernel.push(value);
        room = new Uint8Array(value.buffer);
      }
      over = kernel.done;
      if (done || over) break;
    }
    // Not awaited: what was read ahead is dropped.
    void reader.cancel();
  }
  scope.postMessage(kernel.finish());
};

scope.onmessage = ({ data }: MessageEvent<ProfileTask | 'ping'>) => {
  if (data === 'ping') scope.postMessage('pong');
  else void profile(data);
};
