/// <reference lib="webworker" />
import { ProfileKernel } from '../../../src/lib/data-asset/kernel/profile-kernel';
import type { ProfileTask } from './tasks';

/** Bytes read at once. */
const PIECE = 1024 * 1024;
/** Bytes asked of the file at once: the browser does not read further ahead. */
const SLICE = 16 * PIECE;
/** A stream of a file that gives nothing for so long is taken to have stopped for good: long runs hung without this. */
const STALLED_MS = 3_000;

const scope = self as unknown as DedicatedWorkerGlobalScope;

let room = new Uint8Array(PIECE);
let reads = 0;
let stop: () => void = () => undefined;

/** Ends a read that hangs; the next slice begins where it stood. */
const watchStalls = (): (() => void) => {
  let before = -1;
  const timer = self.setInterval(() => {
    if (reads === before) stop();
    before = reads;
  }, STALLED_MS);
  return () => {
    self.clearInterval(timer);
  };
};

/** Takes bytes from `from` on until the slice ends or stalls; returns where to go on. The same memory is filled again. */
const readSlice = async (kernel: ProfileKernel, file: Blob, from: number): Promise<number> => {
  const reader = file
    .slice(from, from + SLICE)
    .stream()
    .getReader({ mode: 'byob' });
  stop = () => void reader.cancel();
  let at = from;
  while (!kernel.done) {
    const { done, value }: { readonly done: boolean; readonly value?: Uint8Array<ArrayBuffer> | undefined } =
      await reader.read(room);
    reads += 1;
    // A read that was ended keeps its memory.
    room = value === undefined ? new Uint8Array(PIECE) : new Uint8Array(value.buffer);
    if (done || value === undefined) break;
    kernel.push(value);
    at += value.length;
  }
  // Not awaited: what was read ahead is dropped.
  void reader.cancel();
  return at;
};

const profile = async ({ file, form }: ProfileTask): Promise<void> => {
  const kernel = new ProfileKernel(form);
  const rest = watchStalls();
  let at = form.from;
  while (at < file.size && !kernel.done) at = await readSlice(kernel, file, at);
  rest();
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
