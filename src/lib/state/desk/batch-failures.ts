import type { Failure } from '../../kernel/result';

/** The file is not the one that was reviewed. */
export const lost = (name: string): Failure => ({
  code: 'E_CHANGED',
  message: '文件已被移动或改过，与先前核对的不是同一份',
  path: name,
  remedy: '请把登记包重新放进来',
});

/** The review itself broke off. */
export const broken = (name: string): Failure => ({
  code: 'E_NOT_REVIEWED',
  message: '核对中断，这个文件没有核对完',
  path: name,
  remedy: '请重新放入；仍然如此时请刷新页面后再试',
});
