import { createTableProfiler } from '../../src/lib/data-asset/table-profiler';
import { fail } from '../../src/lib/kernel/result';
import type { HandlersOf } from './types';

const SLICE = 4 * 1024 * 1024;

export const profileHandlers: HandlersOf<'profile'> = {
  profileFile: async ({ fileName, file }, job) => {
    const profiler = createTableProfiler(fileName);
    for (let start = 0; start < file.size; start += SLICE) {
      if (job.cancelled())
        return fail({ code: 'E_CANCELLED', message: '已取消', path: fileName, remedy: '需要时可以重新开始' });
      const chunk = new Uint8Array(await file.slice(start, start + SLICE).arrayBuffer());
      const fault = profiler.push(chunk);
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
