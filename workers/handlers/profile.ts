import { createTableProfiler } from '../../src/lib/data-asset/table-profiler';
import { type Result, fail, ok, refuse } from '../../src/lib/kernel/result';
import type { HandlersOf } from './types';

const SLICE = 4 * 1024 * 1024;

/** The disk may refuse at any slice: a file that was changed or taken away since it was chosen. */
const readSlice = async (file: Blob, start: number, fileName: string): Promise<Result<Uint8Array>> => {
  try {
    return ok(new Uint8Array(await file.slice(start, start + SLICE).arrayBuffer()));
  } catch (error) {
    return refuse(
      'E_FILE',
      `文件读到第 ${start} 字节时读不下去了（${String(error)}）`,
      fileName,
      '文件可能已被改动、移走或断开连接。请确认文件还在，再重新选择',
    );
  }
};

export const profileHandlers: HandlersOf<'profile'> = {
  profileFile: async ({ fileName, file }, job) => {
    const profiler = createTableProfiler(fileName);
    for (let start = 0; start < file.size; start += SLICE) {
      if (job.cancelled()) return refuse('E_CANCELLED', '已取消', fileName, '需要时可以重新开始');
      const slice = await readSlice(file, start, fileName);
      if (!slice.ok) return slice;
      const fault = profiler.push(slice.value);
      if (fault !== null) return fail(fault);
      job.progress({
        phase: '扫描数据',
        done: Math.min(start + SLICE, file.size),
        total: file.size,
        unit: '字节',
      });
      await job.breathe();
    }
    return profiler.finish();
  },
};
