import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readBundle } from '../lib/data-asset/bundle/read-bundle';
import { type Result, ok, refuse } from '../lib/kernel/result';
import { decodeUtf8 } from '../lib/kernel/utf8';

/**
 * Progress of one profile in a file of its own, so that a scan goes on after the process was ended. It holds raw excerpts: readable by
 * its owner only, and gone when the scan is done. At any moment the file is whole: a new one is written beside it and takes its name.
 */
export class ProgressFile {
  readonly path: string;
  /** What was read so far; `null` at a first sitting. */
  readonly resume: Blob | null;
  /** A bundle that was finished when it was given belongs to the person and stays. */
  readonly #finished: boolean;
  #next: Uint8Array | null = null;
  #writing: Promise<void> | null = null;
  #over = false;
  #complained = false;

  private constructor(path: string, resume: Blob | null, finished: boolean) {
    this.path = path;
    this.resume = resume;
    this.#finished = finished;
  }

  /** Errors: `E_FILE` when something is there that cannot be read, those of `readBundle` when it is no progress. Nothing is written. */
  static async open(path: string): Promise<Result<ProgressFile>> {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(await readFile(path));
    } catch (error) {
      const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return isNew
        ? ok(new ProgressFile(path, null, false))
        : refuse('E_FILE', `读不到进度文件“${path}”`, path, '请核对路径和权限；不是文件的，请换一个文件名');
    }
    const text = decodeUtf8(bytes);
    const bundle = text.ok ? await readBundle(text.value) : text;
    if (!bundle.ok)
      return refuse(
        'E_PROGRESS',
        `“${path}”不是画像的进度：${bundle.failure.message}`,
        path,
        '没有改动这个文件。请给出当时 --resume 的文件；要从头画像，请换一个不存在的文件名',
      );
    const { open, files } = bundle.value;
    return ok(
      new ProgressFile(path, new Blob([bytes]), open.length === 0 && files.every(({ complete }) => complete)),
    );
  }

  /** Writes when what is being written is done; of those that come meanwhile only the latest. */
  keep(bundle: Uint8Array): void {
    if (this.#over || this.#finished) return;
    this.#next = bundle;
    this.#writing ??= this.#write();
  }

  /** Waits for what is being written; what was not begun is written no more. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** The scan is done. */
  async finish(): Promise<void> {
    this.#over = true;
    this.#next = null;
    await this.#writing;
    if (!this.#finished) await rm(this.path, { force: true });
  }

  async #write(): Promise<void> {
    const beside = `${this.path}.${String(process.pid)}.part`;
    for (let next = this.#next; next !== null; next = this.#next) {
      this.#next = null;
      try {
        await writeFile(beside, next, { mode: 0o600 });
        await rename(beside, this.path);
      } catch {
        if (!this.#complained)
          process.stderr.write(
            `注意：进度写不进“${this.path}”，中断后须从头画像；请核对路径、权限和剩余空间\n`,
          );
        this.#complained = true;
        await rm(beside, { force: true }).catch(() => undefined);
      }
    }
    this.#writing = null;
  }
}
