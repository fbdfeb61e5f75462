import type { SignedFile } from '../bridge/signing-contract';
import type { Failure, Result } from '../kernel/result';
import type { KeptKey } from '../vault/signing-keys';
import { timeStamp, today } from './clock';
import { handToBrowser, safeFileName } from './download';
import type { Workbench } from './workbench.svelte';

/** The package at hand. */
export interface SigningTarget {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A package that is put in to be signed is held in memory several times over. */
const LARGEST = 200 * 1024 * 1024;

const signedName = (name: string): string => `${name.replace(/(-已签名)?\.zip$/i, '')}-已签名.zip`;

/** Keys of this browser, and the signatures of one package: made here, or made outside and taken in. */
export class SigningDesk {
  keys = $state.raw<readonly KeptKey[]>([]);
  keyFailures = $state.raw<readonly Failure[]>([]);
  target = $state.raw<SigningTarget | null>(null);
  signed = $state.raw<SignedFile | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const listed = await (await this.#bench.vault).listSigningKeys();
    this.keys = listed.ok ? listed.value.value : [];
    this.keyFailures = listed.ok ? listed.value.failures : [listed.failure];
  }

  /** Another package, unsigned as far as this page knows. */
  take(target: SigningTarget | null): void {
    this.target = target;
    this.signed = null;
    this.failure = null;
  }

  async takeFile(file: File): Promise<void> {
    if (file.size > LARGEST)
      this.failure = {
        code: 'E_SIZE',
        message: '登记包大于 200 MB，页面上不签',
        path: file.name,
        remedy: '请在终端用 zhiya signature sign 签名',
      };
    else
      await this.#work(async () => {
        this.take({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
        return null;
      });
  }

  /** Runs one thing at a time; what it refuses is shown. */
  async #work(run: () => Promise<Result<unknown> | null>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      const result = await run();
      if (result?.ok === false) this.failure = result.failure;
    } catch (error) {
      this.failure = {
        code: 'E_READ',
        message: `没有完成（${error instanceof Error ? error.message : String(error)}）`,
        path: '签名',
        remedy: '请重新选择文件后再试；登记包没有改动',
      };
    } finally {
      this.busy = false;
    }
  }

  /** Makes a key that cannot leave this browser. */
  makeKey(name: string): Promise<void> {
    return this.#work(async () => {
      const made = await this.#bench.bridge.call('registration', 'newSigningKey', {
        name: name.trim(),
        madeAt: timeStamp(),
      });
      if (!made.ok) return made;
      const kept = await (await this.#bench.vault).addSigningKey(made.value);
      await this.load();
      return kept;
    });
  }

  dropKey(id: string): Promise<void> {
    return this.#work(async () => {
      const gone = await (await this.#bench.vault).deleteSigningKey(id);
      await this.load();
      return gone;
    });
  }

  /** The public part as a list of signers, for whoever shall recognise the key. */
  exportKey({ publicKey, name }: KeptKey): Promise<void> {
    return this.#work(async () => {
      const entry = await this.#bench.bridge.call('registration', 'trustEntry', { publicKey, name });
      if (entry.ok) handToBrowser(`${safeFileName(name)}-公钥名单.json`, entry.value);
      return entry;
    });
  }

  #withTarget(run: (target: SigningTarget) => Promise<Result<unknown>>): Promise<void> {
    return this.#work(async () => (this.target === null ? null : run(this.target)));
  }

  #show(result: Result<SignedFile>, { name }: SigningTarget): Result<SignedFile> {
    if (result.ok) {
      this.signed = result.value;
      this.target = { name: signedName(name), bytes: result.value.bytes };
      handToBrowser(this.target.name, result.value.bytes);
    }
    return result;
  }

  sign({ publicKey, privateKey }: KeptKey): Promise<void> {
    return this.#withTarget(async (target) => {
      const input = { bytes: target.bytes, key: { publicKey, privateKey }, today: today() };
      return this.#show(await this.#bench.bridge.call('registration', 'signPackage', input), target);
    });
  }

  addOutside(file: File): Promise<void> {
    return this.#withTarget(async (target) => {
      const outside = new Uint8Array(await file.arrayBuffer());
      const input = { bytes: target.bytes, file: outside, today: today() };
      return this.#show(await this.#bench.bridge.call('registration', 'addOutsideFile', input), target);
    });
  }

  exportContent(): Promise<void> {
    return this.#withTarget(async ({ bytes }) => {
      const content = await this.#bench.bridge.call('registration', 'bytesToSign', { bytes });
      if (content.ok) handToBrowser('待签内容.json', content.value);
      return content;
    });
  }

  exportSignature(): Promise<void> {
    return this.#withTarget(async ({ bytes }) => {
      const found = await this.#bench.bridge.call('registration', 'fileToStamp', { bytes });
      if (found.ok) handToBrowser(found.value.name, found.value.file);
      return found;
    });
  }
}
