/** The file that was picked through the input of the page. */
export const picked = (): File => {
  const file = document.querySelector('input')?.files?.[0];
  if (file === undefined) throw new Error('no file was picked');
  return file;
};

/** Asks a worker one thing. */
export const ask = <T>(worker: Worker, task: object | 'ping'): Promise<T> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<T>) => {
      resolve(data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(task);
  });
