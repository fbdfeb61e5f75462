import { describe, expect, it } from 'vitest';
import { caseJson } from '../../../src/lib/case/case-json';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import type { StoragePort } from '../../../src/lib/vault/storage-port';
import { deskEntryOf, deskOpinionOf, idOf } from '../../fixtures/desk-entry';
import { emptyCase, fullCase } from '../case/sample';
import { catalogue } from './catalogue-sample';
import { documentTemplateOf } from './template-sample';
import { FAULT_KINDS, type FaultKind, failNth, faultyPort } from './failing-port';
import { type ManualTimer, manualTimer } from './manual-timer';
import { NOTE, day, failureOf, opened } from './notes';
import { PORTS } from './ports';
import { release } from './release-sample';
import { keptKeyOf } from './signing-key-sample';

/**
 * The Nth-failure loop: fail the first call to the store, then the second, and so on until the action gets through.
 * After every failure the invariants hold, and a retry succeeds.
 */

const TODAY = day('2026-11-20');
const FIRST = { ...fullCase(), title: '第一稿' };
const SECOND = { ...fullCase(), title: '第二稿' };
const KEY = keptKeyOf('虚构甲');
const BYTES = new TextEncoder().encode('虚构附件');

const CODES: Record<FaultKind, string> = {
  quota: 'E_QUOTA',
  abort: 'E_STORE_ABORTED',
  unknown: 'E_STORE_UNKNOWN',
  lost: 'E_CONNECTION_LOST',
  hang: 'E_STORE_TIMEOUT',
};

interface Scene {
  /** The port without faults: for preparing and for looking. */
  readonly port: StoragePort;
  readonly kind: FaultKind;
}

interface Action {
  readonly name: string;
  readonly prepare: (vault: CaseVault) => Promise<unknown>;
  /** Runs on a vault whose store fails once; a second call is the retry on the same vault. */
  readonly act: (vault: CaseVault) => Promise<Result<unknown>>;
  /** What must hold after a failure, seen through a vault of its own, as after a reload. */
  readonly holds: (vault: CaseVault) => Promise<void>;
  /** What must hold after success. */
  readonly done: (vault: CaseVault) => Promise<void>;
}

const firstOrSecond = async (vault: CaseVault): Promise<void> => {
  const { caseRecord, revision } = await opened(vault, FIRST.id);
  expect([caseJson(FIRST), caseJson(SECOND)]).toContain(caseJson(caseRecord));
  expect(revision.revision).toBe(caseRecord.title === FIRST.title ? 1 : 2);
};

const ACTIONS: readonly Action[] = [
  {
    name: 'first save',
    prepare: () => Promise.resolve(),
    act: (vault) => vault.save(FIRST, 0, NOTE),
    holds: async (vault) => {
      const listed = mustBeOk(await vault.list());
      expect(listed.failures).toEqual([]);
      if (listed.value.length > 0) expect((await opened(vault, FIRST.id)).caseRecord).toEqual(FIRST);
    },
    done: async (vault) => {
      expect((await opened(vault, FIRST.id)).revision.revision).toBe(1);
      expect(mustBeOk(await vault.history(FIRST.id)).value).toHaveLength(1);
    },
  },
  {
    name: 'later save',
    prepare: async (vault) => mustBeOk(await vault.save(FIRST, 0, NOTE)),
    act: (vault) => vault.save(SECOND, 1, NOTE),
    holds: firstOrSecond,
    done: async (vault) => {
      expect((await opened(vault, FIRST.id)).caseRecord).toEqual(SECOND);
      expect(mustBeOk(await vault.history(FIRST.id)).value.map(({ revision }) => revision)).toEqual([2, 1]);
    },
  },
  {
    name: 'move to the bin',
    prepare: async (vault) => mustBeOk(await vault.save(FIRST, 0, NOTE)),
    act: (vault) => vault.moveToBin(FIRST.id, 1, TODAY),
    holds: async (vault) => expect((await opened(vault, FIRST.id)).caseRecord).toEqual(FIRST),
    done: async (vault) => {
      const { caseRecord, inBin } = await opened(vault, FIRST.id);
      expect([caseRecord, inBin]).toEqual([FIRST, true]);
    },
  },
  {
    name: 'restore from the bin',
    prepare: async (vault) => {
      mustBeOk(await vault.save(FIRST, 0, NOTE));
      mustBeOk(await vault.moveToBin(FIRST.id, 1, TODAY));
    },
    act: (vault) => vault.restoreFromBin(FIRST.id),
    holds: async (vault) => expect((await opened(vault, FIRST.id)).caseRecord).toEqual(FIRST),
    done: async (vault) => expect((await opened(vault, FIRST.id)).inBin).toBe(false),
  },
  {
    name: 'purge',
    prepare: async (vault) => {
      mustBeOk(await vault.save(FIRST, 0, NOTE));
      mustBeOk(await vault.save(emptyCase('bystander'), 0, NOTE));
      mustBeOk(await vault.moveToBin(FIRST.id, 1, TODAY));
    },
    act: (vault) => vault.purge(FIRST.id),
    holds: async (vault) => {
      const outcome = await vault.open(FIRST.id);
      expect(['opened', 'failed']).toContain(outcome.kind);
      if (outcome.kind === 'failed') expect(outcome.failure.code).toBe('E_CASE_MISSING');
      await opened(vault, 'bystander');
    },
    done: async (vault) => {
      expect(await vault.open(FIRST.id)).toMatchObject({ failure: { code: 'E_CASE_MISSING' } });
      await opened(vault, 'bystander');
    },
  },
  {
    name: 'attachment',
    prepare: async (vault) => mustBeOk(await vault.save(FIRST, 0, NOTE)),
    act: (vault) => vault.putBlob(BYTES),
    holds: async (vault) => {
      const found = await vault.getBlob(await sha256Hex(BYTES));
      if (found.ok) expect(found.value).toEqual(BYTES);
      else expect(found.failure.code).toBe('E_BLOB_MISSING');
      await opened(vault, FIRST.id);
    },
    done: async (vault) => expect(mustBeOk(await vault.getBlob(await sha256Hex(BYTES)))).toEqual(BYTES),
  },
  {
    name: 'draft',
    prepare: async (vault) => {
      mustBeOk(await vault.save(FIRST, 0, NOTE));
      mustBeOk(await vault.putDraft({ caseId: FIRST.id, baseRevision: 1, at: '10:00', text: '旧' }));
    },
    act: (vault) => vault.putDraft({ caseId: FIRST.id, baseRevision: 1, at: '10:02', text: '新' }),
    holds: async (vault) => expect(['旧', '新']).toContain(mustBeOk(await vault.getDraft(FIRST.id))?.text),
    done: async (vault) => expect(mustBeOk(await vault.getDraft(FIRST.id))?.text).toBe('新'),
  },
  {
    name: 'release',
    prepare: () => Promise.resolve(),
    act: async (vault) => vault.addRelease(await release('2026.1', '{}')),
    holds: async (vault) => expect(mustBeOk(await vault.listReleases()).failures).toEqual([]),
    done: async (vault) =>
      expect(mustBeOk(await vault.listReleases()).value).toEqual([await release('2026.1', '{}')]),
  },
  {
    name: 'product catalogue',
    prepare: () => Promise.resolve(),
    act: async (vault) => {
      const { head, bytes } = await catalogue('甲');
      return vault.putCatalogue(head, bytes);
    },
    holds: async (vault) => {
      const { value, failures } = mustBeOk(await vault.listCatalogues());
      expect(failures).toEqual([]);
      for (const { sha256 } of value) mustBeOk(await vault.getCatalogueFile(sha256));
    },
    done: async (vault) =>
      expect(mustBeOk(await vault.listCatalogues()).value).toEqual([(await catalogue('甲')).head]),
  },
  {
    name: 'signing key',
    prepare: () => Promise.resolve(),
    act: async (vault) => vault.addSigningKey(await KEY),
    holds: async (vault) => {
      const { value, failures } = mustBeOk(await vault.listSigningKeys());
      expect([value.length <= 1, failures]).toEqual([true, []]);
    },
    done: async (vault) => {
      expect(mustBeOk(await vault.listSigningKeys()).value.map(({ id }) => id)).toEqual([(await KEY).id]);
    },
  },
  {
    name: 'document template',
    prepare: () => Promise.resolve(),
    act: async (vault) => {
      const { template, bytes } = await documentTemplateOf('甲');
      return vault.putTemplate(template, bytes);
    },
    holds: async (vault) => {
      const { value, failures } = mustBeOk(await vault.listTemplates());
      expect(failures).toEqual([]);
      for (const { sha256 } of value) mustBeOk(await vault.getTemplateFile(sha256));
    },
    done: async (vault) =>
      expect(mustBeOk(await vault.listTemplates()).value).toEqual([
        (await documentTemplateOf('甲')).template,
      ]),
  },
  {
    name: 'entry of the review desk',
    prepare: () => Promise.resolve(),
    act: (vault) => vault.desk.register(deskEntryOf(1), [], '2026-11-20 10:00'),
    holds: async (vault) => {
      const { value, failures } = mustBeOk(await vault.desk.entries());
      expect([failures, value.every(({ times }) => times === 1)]).toEqual([[], true]);
    },
    // The first attempt may have arrived: then the retry is a second sight.
    done: async (vault) => expect(mustBeOk(await vault.desk.entries()).value).toHaveLength(1),
  },
  {
    name: 'opinion of the review desk',
    prepare: () => Promise.resolve(),
    act: async (vault) => vault.desk.addOpinion(await deskOpinionOf(null)),
    holds: async (vault) => expect(mustBeOk(await vault.desk.opinions(idOf(1))).failures).toEqual([]),
    done: async (vault) =>
      expect(mustBeOk(await vault.desk.opinions(idOf(1))).value).toEqual([await deskOpinionOf(null)]),
  },
  {
    name: 'draft of a release',
    prepare: async (vault) => mustBeOk(await vault.putReleaseDraft({ text: '旧', at: '10:00' }, 0)),
    act: (vault) => vault.putReleaseDraft({ text: '新', at: '10:02' }, 1),
    holds: async (vault) => expect(['旧', '新']).toContain(mustBeOk(await vault.getReleaseDraft())?.text),
    done: async (vault) =>
      expect(mustBeOk(await vault.getReleaseDraft())).toEqual({ turn: 2, text: '新', at: '10:02' }),
  },
];

const checkFailure = (result: Result<unknown>, kind: FaultKind): void => {
  const failure = failureOf(result);
  expect(failure.code).toBe(CODES[kind]);
  expect(failure.message).toMatch(/\p{Script=Han}/u);
  expect(failure.remedy).toMatch(/不要清除浏览器数据/);
};

const oneRound = async (
  action: Action,
  { port, kind }: Scene,
  n: number,
  timer: ManualTimer,
): Promise<boolean> => {
  await action.prepare(new CaseVault(port));
  const faulty = failNth(port, n, kind, () => timer.fireAll());
  const vault = new CaseVault(faulty.port);
  const result = await action.act(vault);
  const onlooker = new CaseVault(port);
  expect(mustBeOk(await onlooker.audit())).toEqual([]);
  if (!result.ok) {
    checkFailure(result, kind);
    await action.holds(onlooker);
    mustBeOk(await action.act(vault));
  }
  await action.done(onlooker);
  expect(mustBeOk(await onlooker.audit())).toEqual([]);
  return faulty.fired();
};

describe.each(PORTS)('Nth-failure loop on %s', (_name, openPort) => {
  describe.each(ACTIONS.map((action) => [action.name, action] as const))('%s', (_action, action) => {
    it.each(FAULT_KINDS)('STO-01 STO-06 survives %s at every step', async (kind) => {
      for (let n = 1; ; n += 1) {
        const timer = manualTimer();
        const port = await openPort(timer);
        if (!(await oneRound(action, { port, kind }, n, timer))) {
          expect(n).toBeGreaterThan(3);
          return;
        }
      }
    });
  });
});

describe.each(PORTS)('a connection lost after the commit, on %s', (_name, openPort) => {
  it.each(ACTIONS.map((action) => [action.name, action] as const))(
    'STO-06 %s: the store is reopened and the whole write run again, to the same end',
    async (_action, action) => {
      const port = await openPort();
      await action.prepare(new CaseVault(port));
      const twice: StoragePort = {
        read: (stores, body) => port.read(stores, body),
        write: async (stores, body) => {
          mustBeOk(await port.write(stores, body));
          return port.write(stores, body);
        },
        close: () => port.close(),
      };
      mustBeOk(await action.act(new CaseVault(twice)));
      await action.done(new CaseVault(port));
      expect(mustBeOk(await new CaseVault(port).audit())).toEqual([]);
    },
  );
});

describe.each(PORTS)('one fault on %s', (_name, openPort) => {
  it.each(['contents', 'revisions', 'cases'] as const)(
    'STO-01 STO-02 quota exceeded while writing %s: nothing is written, and the person is told what to do',
    async (store) => {
      const port = await openPort();
      mustBeOk(await new CaseVault(port).save(FIRST, 0, NOTE));
      const full = faultyPort(
        port,
        (point) =>
          point.action === 'write' && point.store === store && /add|put/.test(point.step) ? 'quota' : null,
        () => undefined,
      );
      const failure = failureOf(await new CaseVault(full).save(SECOND, 1, NOTE));
      expect(failure.code).toBe('E_QUOTA');
      expect(failure.message).toContain('没有保存；原有修订未受影响');
      expect(failure.remedy).toContain('数据仍保留在本页内存中');
      expect(failure.remedy).toContain('下载备份文件');
      const vault = new CaseVault(port);
      expect((await opened(vault, FIRST.id)).caseRecord).toEqual(FIRST);
      expect(mustBeOk(await vault.history(FIRST.id)).value).toHaveLength(1);
      expect(mustBeOk(await vault.audit())).toEqual([]);
    },
  );

  it('a person who types on after an unconfirmed save does not collide with it', async () => {
    const port = await openPort();
    let answers = 0;
    const deaf = faultyPort(
      port,
      (point) => (point.action === 'write' && point.step === 'answer' && (answers += 1) <= 2 ? 'lost' : null),
      () => undefined,
    );
    const vault = new CaseVault(deaf);
    expect(failureOf(await vault.save(FIRST, 0, NOTE)).code).toBe('E_CONNECTION_LOST');
    expect(failureOf(await vault.save(SECOND, 0, NOTE)).code).toBe('E_CONNECTION_LOST');
    const third = mustBeOk(await vault.save({ ...SECOND, title: '第三稿' }, 0, NOTE));
    expect(third.revision).toBe(3);
    expect(mustBeOk(await vault.audit())).toEqual([]);
    expect(failureOf(await vault.save(FIRST, 0, NOTE)).code).toBe('E_CONFLICT');
  });

  it('what was written wrongly is not called saved, and a retry writes it anew', async () => {
    const port = await openPort();
    let spoil = true;
    const lying: StoragePort = {
      ...port,
      read: (stores, body) => port.read(stores, body),
      write: (stores, body) =>
        port.write(stores, (inner) =>
          body({
            ...inner,
            add: (store, key, value) => inner.add(store, key, spoil && store === 'contents' ? '{}' : value),
          }),
        ),
    };
    const vault = new CaseVault(lying);
    mustBeOk(await new CaseVault(port).save(FIRST, 0, NOTE));
    const failure = failureOf(await vault.save(SECOND, 1, NOTE));
    expect(failure).toMatchObject({ code: 'E_READ_BACK', path: '案卷 case-full › 修订 2' });
    expect(await vault.open(FIRST.id)).toMatchObject({
      kind: 'damaged',
      lastGood: { caseRecord: FIRST, expectedRevision: 2 },
    });
    spoil = false;
    expect(mustBeOk(await vault.save(SECOND, 1, NOTE)).revision).toBe(3);
    expect((await opened(vault, FIRST.id)).caseRecord).toEqual(SECOND);
  });
});
