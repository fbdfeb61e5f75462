/** Numbers of a scan as people read them. */

export const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');

export const bytesText = (bytes: number): string => {
  if (bytes < 1024 * 1024) return `${grouped(bytes)} 字节`;
  const [unit, size] = bytes < 1024 ** 3 ? ['MB', 1024 ** 2] : ['GB', 1024 ** 3];
  return `${(bytes / size).toFixed(1)} ${unit}`;
};

/** Time left, rounded to what can be promised. */
export const durationText = (seconds: number): string => {
  if (seconds < 60) return `${seconds} 秒`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} 分钟`;
  return `${Math.floor(seconds / 3600)} 小时 ${Math.ceil((seconds % 3600) / 60)} 分钟`;
};

export const percentText = (done: number, total: number): string =>
  total === 0 ? '0%' : `${Math.floor((done / total) * 100)}%`;
