import type { DeskEntry, DeskFingerprint, SeenEntry } from '../case/desk/entry';
import type { DeskOpinion } from '../case/desk/opinion';
import type { DeskSettings } from '../case/desk/settings';
import type { Result, WithFailures } from '../kernel/result';
import { addOpinion, getDeskSettings, listAllOpinions, listOpinions, putDeskSettings } from './desk-opinions';
import {
  type RegisteredEntry,
  deleteEntry,
  fingerprintSalts,
  fingerprintsUnder,
  importEntries,
  listEntries,
  listFingerprints,
  registerSeen,
  updateEntry,
} from './desk-register';
import type { StoragePort } from './storage-port';

/** What the review desk keeps on this computer. Every method is explained at the function it calls. */
export class DeskVault {
  constructor(private readonly port: StoragePort) {}

  register(
    seen: SeenEntry,
    fingerprints: readonly DeskFingerprint[],
    at: string,
  ): Promise<Result<RegisteredEntry>> {
    return registerSeen(this.port, seen, fingerprints, at);
  }

  update(id: string, change: (entry: DeskEntry) => DeskEntry): Promise<Result<DeskEntry>> {
    return updateEntry(this.port, id, change);
  }

  entries(): Promise<Result<WithFailures<readonly DeskEntry[]>>> {
    return listEntries(this.port);
  }

  fingerprintsUnder(saltId: string): Promise<Result<readonly DeskFingerprint[]>> {
    return fingerprintsUnder(this.port, saltId);
  }

  fingerprintSalts(): Promise<Result<ReadonlyMap<string, number>>> {
    return fingerprintSalts(this.port);
  }

  fingerprints(): Promise<Result<readonly DeskFingerprint[]>> {
    return listFingerprints(this.port);
  }

  importEntries(
    entries: readonly DeskEntry[],
    fingerprints: readonly DeskFingerprint[],
  ): Promise<Result<{ readonly added: number; readonly known: number }>> {
    return importEntries(this.port, entries, fingerprints);
  }

  remove(id: string): Promise<Result<null>> {
    return deleteEntry(this.port, id);
  }

  addOpinion(opinion: DeskOpinion): Promise<Result<DeskOpinion>> {
    return addOpinion(this.port, opinion);
  }

  opinions(entry: string): Promise<Result<WithFailures<readonly DeskOpinion[]>>> {
    return listOpinions(this.port, entry);
  }

  allOpinions(): Promise<Result<WithFailures<readonly DeskOpinion[]>>> {
    return listAllOpinions(this.port);
  }

  settings(): Promise<Result<DeskSettings>> {
    return getDeskSettings(this.port);
  }

  putSettings(settings: DeskSettings): Promise<Result<null>> {
    return putDeskSettings(this.port, settings);
  }
}
