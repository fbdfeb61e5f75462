import { describe, expect, it } from 'vitest';
import { deltaOf } from '../../../src/lib/bridge/record-delta';
import {
  RECORD_BASE_LOST,
  RecordReceiver,
  type RecordMessage,
  RecordSender,
} from '../../../src/lib/bridge/record-link';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { WorkerLine } from '../../../src/lib/bridge/worker-line';
import type { WorkerPort } from '../../../src/lib/bridge/job';
import { FakeWorker, LIMITS } from './fake-worker';

const patents = Array.from({ length: 1000 }, (_, n) => ({
  id: `p-${n}`,
  title: `虚构专利 ${n}`,
  claims: null,
}));
const first = { title: '虚构案卷', sections: { patents: { records: patents, pledged: ['p-1'] } } };
const withTitle = { ...first, title: '改过' };
const withPledge = {
  ...first,
  sections: { patents: { ...first.sections.patents, pledged: ['p-1', 'p-2'] } },
};
const withOneEdited = {
  ...first,
  sections: {
    patents: {
      ...first.sections.patents,
      records: patents.map((patent) => (patent.id === 'p-500' ? { ...patent, title: '改过' } : patent)),
    },
  },
};
const bytesOf = (message: unknown): number => JSON.stringify(message).length;

const kinds = (sent: readonly (RecordMessage | undefined)[]): string[] =>
  sent.map((message) => (message === undefined ? 'none' : 'text' in message ? 'whole' : message.delta.kind));

describe('record delta', () => {
  it('is small when little changed', () => {
    expect(bytesOf(deltaOf(first, withTitle))).toBeLessThan(100);
    expect(bytesOf(deltaOf(first, withPledge))).toBeLessThan(250);
    expect(bytesOf(deltaOf(first, withOneEdited))).toBeLessThan(400);
  });

  it('names one record taken out, put in, or moved, and copies the rest', () => {
    const out = patents.filter(({ id }) => id !== 'p-3');
    expect(deltaOf(patents, out)).toEqual({
      kind: 'items',
      steps: [
        { copy: 0, count: 3 },
        { copy: 4, count: 996 },
      ],
    });
    const fresh = { id: 'p-new', title: '', claims: null };
    expect(deltaOf(patents, [...patents.slice(0, 2), fresh, ...patents.slice(2)])).toEqual({
      kind: 'items',
      steps: [{ copy: 0, count: 2 }, { add: [fresh] }, { copy: 2, count: 998 }],
    });
  });
});

describe('record link', () => {
  it('gives the worker the same object while nothing changes, and shares what did not change', () => {
    const sender = new RecordSender();
    const receiver = new RecordReceiver();
    const read = (record: object) =>
      mustBeOk(receiver.read(structuredClone(sender.message(record)))) as typeof first;
    const a = read(first);
    expect(a).toEqual(first);
    expect(read(first)).toBe(a);
    const b = read(withTitle);
    expect(b.title).toBe('改过');
    expect(b.sections).toBe(a.sections);
    const c = read(withPledge);
    expect(c.sections.patents.records).toBe(a.sections.patents.records);
    expect(c).toEqual(withPledge);
  });

  it('sends an import whole, the same text to every worker', () => {
    const senders = [new RecordSender(), new RecordSender()];
    const empty = { ...first, sections: { patents: { ...first.sections.patents, records: [] } } };
    for (const sender of senders) sender.message(empty);
    const [a, b] = senders.map((sender) => sender.message(first));
    expect(kinds([a, b])).toEqual(['whole', 'whole']);
    expect(a).toEqual(b);
    expect(mustBeOk(new RecordReceiver().read(a ?? { serial: 0, text: '' }))).toEqual(first);
    expect(kinds(senders.map((sender) => sender.message(withTitle)))).toEqual(['fields', 'fields']);
  });

  it('refuses to build on a record that it does not hold', () => {
    const sender = new RecordSender();
    sender.message(first);
    const answer = new RecordReceiver().read(sender.message(withTitle));
    expect(answer.ok ? '' : answer.failure.code).toBe(RECORD_BASE_LOST);
  });
});

/** A port that answers the title it got, and keeps what was sent. */
const listening = () => {
  const sent: (RecordMessage | undefined)[] = [];
  const makePort = (): WorkerPort => {
    const port = servePort({
      title: ({ caseRecord, and }: { caseRecord: typeof first; and: string }) =>
        ok(`${caseRecord.title}${and}`),
    });
    return {
      ...port,
      run: (job, method, input, record) => {
        sent.push(record);
        expect(JSON.stringify(input)).not.toContain('caseRecord');
        return port.run(job, method, input, record);
      },
    };
  };
  return { sent, makePort };
};
describe('a worker line with a record', () => {
  it('sends it whole once, then what changed; the handler sees a plain input', async () => {
    const { sent, makePort } = listening();
    const line = new WorkerLine('t', () => new FakeWorker(makePort()), LIMITS);
    expect(await line.call('title', { caseRecord: first, and: '。' })).toEqual(ok('虚构案卷。'));
    expect(await line.call('title', { caseRecord: first, and: '！' })).toEqual(ok('虚构案卷！'));
    expect(await line.call('title', { caseRecord: withTitle, and: '' })).toEqual(ok('改过'));
    expect(kinds(sent)).toEqual(['whole', 'same', 'fields']);
    line.close();
  });

  it('sends it whole to a worker that was started anew', async () => {
    const { sent, makePort } = listening();
    const workers: FakeWorker[] = [];
    const line = new WorkerLine(
      't',
      () => {
        const worker = new FakeWorker(makePort());
        workers.push(worker);
        return worker;
      },
      LIMITS,
    );
    await line.call('title', { caseRecord: first, and: '' });
    workers[0]?.die();
    await Promise.resolve();
    await Promise.resolve();
    expect(await line.call('title', { caseRecord: withTitle, and: '' })).toEqual(ok('改过'));
    expect(kinds(sent)).toEqual(['whole', 'whole']);
    line.close();
  });

  it('sends it whole again when the worker has lost the one before', async () => {
    const { sent, makePort } = listening();
    let port = makePort();
    const line = new WorkerLine(
      't',
      () =>
        new FakeWorker({
          connect: () => true,
          cancel: () => undefined,
          run: (...job) => port.run(...job),
          handBack: () => undefined,
        }),
      LIMITS,
    );
    await line.call('title', { caseRecord: first, and: '' });
    port = makePort();
    expect(await line.call('title', { caseRecord: withTitle, and: '' })).toEqual(ok('改过'));
    expect(kinds(sent)).toEqual(['whole', 'fields', 'whole']);
    line.close();
  });
});
