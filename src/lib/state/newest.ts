import { type Result, refuse } from '../kernel/result';

/**
 * One call of a kind at a time; of those asked for meanwhile only the newest is made, the others settle as cancelled. Keeps
 * a worker from computing answers that nobody will look at.
 */
export class Newest<T> {
  #underWay = false;
  #waiting: { readonly start: () => void; readonly drop: () => void } | null = null;

  run(call: () => Promise<Result<T>>): Promise<Result<T>> {
    return new Promise((resolve) => {
      const start = (): void => {
        this.#underWay = true;
        void call().then((result) => {
          resolve(result);
          this.#next();
        });
      };
      if (!this.#underWay) {
        start();
        return;
      }
      this.#waiting?.drop();
      this.#waiting = {
        start,
        drop: () => {
          resolve(refuse('E_CANCELLED', '已取消', '', '已有更新的一次计算'));
        },
      };
    });
  }

  #next(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#underWay = false;
    waiting?.start();
  }
}
