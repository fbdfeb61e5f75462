import { type Result, refuse } from '../../kernel/result';

/** How long work over the files of an asset is watched: who looks may stop it, and is told how far it is. */
export interface Watch {
  readonly cancelled: () => boolean;
  /** Lets messages in. */
  readonly breathe: () => Promise<void>;
  /** @param phase what is being done, in Chinese; @param done of `total`, in `unit` */
  readonly tell: (phase: string, done: number, total: number, unit: string) => void;
}

export const stopped = (): Result<never> =>
  refuse('E_CANCELLED', '已取消，案卷没有改变', '', '需要时可以重新开始');
