import type { Failure } from '../lib/kernel/result';
import type { VerifyReport } from '../lib/review/verify-report';
import { type Engine, startEngine } from './engine';

export interface Checked {
  readonly fileName: string;
  readonly bytes: number;
  readonly report: VerifyReport | null;
  readonly failure: Failure | null;
}

const unreadable = (name: string): Failure => ({
  code: 'E_READ',
  message: '这个文件读不出来，可能是文件夹，或已被移动、占用',
  path: name,
  remedy: '请把登记包文件本身放进来',
});

const notStarted = (error: unknown): Failure => ({
  code: 'E_ENGINE_START',
  message: `核验程序没有启动（${error instanceof Error ? error.message : String(error)}）`,
  path: '',
  remedy: '请用 Chrome、Edge 或 Firefox 的较新版本打开本文件',
});

/** Packages of this sitting, newest first; one is read and checked at a time. */
export class Queue {
  checked = $state.raw<readonly Checked[]>([]);
  selected = $state(0);
  waiting = $state(0);
  #engine: Promise<Engine> | null = null;
  #last: Promise<void> = Promise.resolve();

  get current(): Checked | null {
    return this.checked[this.selected] ?? null;
  }

  add(files: readonly File[]): void {
    this.waiting += files.length;
    for (const [place, file] of files.entries())
      this.#last = this.#last.then(async () => {
        const one = await this.#check(file);
        this.checked = [one, ...this.checked];
        this.selected = place === 0 ? 0 : this.selected + 1;
        this.waiting -= 1;
      });
  }

  /** An engine that broke is given up: the next package gets a new one. */
  #start(): Promise<Engine> {
    return startEngine(() => {
      this.#engine = null;
    });
  }

  async #check(file: File): Promise<Checked> {
    const seen = { fileName: file.name, bytes: file.size };
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return { ...seen, report: null, failure: unreadable(file.name) };
    try {
      const result = await (await (this.#engine ??= this.#start())).verify(new Uint8Array(bytes));
      return result.ok
        ? { ...seen, report: result.value, failure: null }
        : { ...seen, report: null, failure: result.failure };
    } catch (error) {
      this.#engine = null;
      return { ...seen, report: null, failure: notStarted(error) };
    }
  }
}
