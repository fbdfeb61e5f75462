import { type Result, fail, ok } from '../src/lib/kernel/result';
import { renderDocuments } from '../src/lib/registration/render-documents';
import { RENDERER } from '../src/lib/registration/renderer';
import { verifyPackage } from '../src/lib/review/verify-package';
import type { VerifyReport } from '../src/lib/review/verify-report';
import { registryWithoutSolver, structureChecks } from './methods';
import { ownLaw } from './own-law';

/** The engine inside the single-file verifier: no bridge, no solver, one package after the other. */

export interface VerifyRequest {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** The report on the package of the same number. */
export interface VerifyReply {
  readonly number: number;
  readonly result: Result<VerifyReport>;
}

const METHODS = registryWithoutSolver();
const CHECKS = structureChecks();
const LAW = ownLaw();

const verified = async (bytes: Uint8Array): Promise<Result<VerifyReport>> => {
  try {
    return ok(
      await verifyPackage(bytes, {
        methods: METHODS,
        checks: CHECKS,
        law: LAW,
        renderDocuments,
        renderer: RENDERER,
      }),
    );
  } catch (error) {
    return fail({
      code: 'E_BUG',
      message: `核验时出错（${error instanceof Error ? error.message : String(error)}），没有得出任何回答`,
      path: '',
      remedy: '请把本文件的版本和这句话告诉出具方；不要据此判断登记包的好坏',
    });
  }
};

let last = Promise.resolve();

self.onmessage = ({ data: { number, bytes } }: MessageEvent<VerifyRequest>): void => {
  last = last.then(async () => {
    self.postMessage({ number, result: await verified(bytes) } satisfies VerifyReply);
  });
};
