import { afterAll, afterEach, expect, vi } from 'vitest';

/** Files share a process and its modules: what one test replaced is put back before the next, whatever file holds it. */
const before = { ...process.env };
const { exitCode } = process;
const folder = process.cwd();

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

afterAll(() => {
  expect({ ...process.env }, 'a test left process.env changed').toEqual(before);
  expect([process.exitCode, process.cwd()], 'a test left the process changed').toEqual([exitCode, folder]);
});
