/// <reference lib="webworker" />
import { ProfileKernel } from '../../../src/lib/data-asset/kernel/profile-kernel';
import type { ProfileTask } from './tasks';

/** Bytes read at once. */
const PIECE = 1024 * 1024;
/** Bytes of one stream; many short streams gather memory until the collector comes. */
const SLICE = 4096 * PIECE;
/** A stream of a file that gives nothing for so long has stopped for good (seen in Chromium about once in 300 streams). */
const STALLED_MS = 3_000;

const scope = self as unknown as DedicatedWorkerGlobalScope;

const stalled = (): { readonly promise: Promise<null>; readonly end: () => void } => {
  let timer = 0;
  const promise = new Promise<null>((resolve) => {
    timer = self.setTimeout(resolve, STALLED_MS, null);
  });
  return {
    promise,
    end: () => {
      self.clearTimeout(timer);
    },
  };
};

/** Takes bytes from `from` on until the slice ends or stalls; returns where to go on. The same memory is filled again. */
const readSlice = async (kernel: ProfileKernel, file: Blob, from: number): Promise<number> => {
  const reader = file
    .slice(from, from + SLICE)
    .stream()
    .getReader({ mode: 'byob' });
  let at = from;
  let room = new Uint8Array(PIECE);
  for (;;) {
    const watch = stalled();
    const read = await Promise.race([reader.read(room), watch.promise]);
    watch.end();
    if (read?.value === undefined) break;
    kernel.push(read.value);
    at += read.value.length;
    room = new Uint8Array(read.value.buffer);
    if (read.done || kernel.done) break;
  }
  // Not awaited: what was read ahead is dropped.
  void reader.cancel();
  return at;
};

const profile = async ({ file, form }: ProfileTask): Promise<void> => {
  const kernel = new ProfileKernel(form);
  for (let at = form.from; at < file.size && !kernel.done;) at = await readSlice(kernel, file, at);
  scope.postMessage(kernel.finish());
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
