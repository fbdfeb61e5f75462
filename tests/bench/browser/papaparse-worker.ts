/// <reference lib="webworker" />
import Papa from 'papaparse';
import { TextColumn } from './papaparse-profile';
import type { ParseTask } from './tasks';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<ParseTask | 'ping'>) => {
  if (data === 'ping') {
    scope.postMessage('pong');
    return;
  }
  const columns = Array.from({ length: data.columns }, () => new TextColumn());
  let rows = 0;
  Papa.parse<string[], File>(new File([data.slice], 'slice.csv'), {
    delimiter: ',',
    newline: '\n',
    skipEmptyLines: true,
    chunkSize: 4 * 1024 * 1024,
    chunk: ({ data: parsed }) => {
      for (const row of parsed) {
        rows += 1;
        for (const [i, column] of columns.entries()) column.add(row[i] ?? '');
      }
    },
    complete: () => {
      scope.postMessage({ rows, moments: columns.map(({ moments }) => moments) });
    },
  });
};
