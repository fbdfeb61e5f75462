import type { VerifyReply, VerifyRequest } from '../../workers/verifier.worker';

/** The packed engine as it stands in the page: base64 of raw DEFLATE (RFC 1951) of the worker's script. */
const packedEngine = (): Uint8Array<ArrayBuffer> => {
  const text = document.getElementById('engine')?.textContent ?? '';
  return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
};

const unpacked = (packed: Uint8Array<ArrayBuffer>): Promise<Blob> =>
  new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).blob();

export interface Engine {
  verify(bytes: Uint8Array): Promise<VerifyReply['result']>;
}

/**
 * Starts the engine in a worker of its own, so that a large package does not stop the page.
 *
 * @param stopped called when the worker broke: it answers nothing more, and another has to be started
 */
export const startEngine = async (stopped: () => void): Promise<Engine> => {
  const script = await unpacked(packedEngine());
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'zhiya-verifier' });
  const waiting = new Map<number, (result: VerifyReply['result']) => void>();
  let asked = 0;
  worker.onmessage = ({ data: { number, result } }: MessageEvent<VerifyReply>) => {
    waiting.get(number)?.(result);
    waiting.delete(number);
  };
  worker.onerror = ({ message }) => {
    worker.terminate();
    URL.revokeObjectURL(url);
    stopped();
    for (const answer of waiting.values())
      answer({
        ok: false,
        failure: {
          code: 'E_WORKER',
          message: `核验程序停止了（${message}）`,
          path: '',
          remedy: '请关闭后重新打开本文件；包很大时请先关闭其他程序',
        },
      });
    waiting.clear();
  };
  return {
    verify: (bytes) =>
      new Promise((resolve) => {
        const number = ++asked;
        waiting.set(number, resolve);
        worker.postMessage({ number, bytes } satisfies VerifyRequest, [bytes.buffer]);
      }),
  };
};
