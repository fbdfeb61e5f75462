import type { AuthoringApi } from '../bridge/authoring-contract';
import type { ReleaseRecord } from '../vault/releases';
import type { OpenCase } from './open-case.svelte';
import { ReleaseShelf } from './release-shelf.svelte';
import { Remote } from './remote.svelte';

/** Which release a case is judged by, the others on this computer, and what one of them would change. */
export class OverlayChoice {
  readonly shelf: ReleaseShelf;
  readonly trial = new Remote<AuthoringApi['tryOverlay']['output']>();
  /** The release that was tried last. */
  tried = $state.raw<ReleaseRecord | null>(null);
  readonly #open: OpenCase;

  constructor(open: OpenCase) {
    this.#open = open;
    this.shelf = new ReleaseShelf(open.workbench);
    void this.shelf.load();
  }

  /** The latest release of the same institution that is not older than the one in use; `null` = none newer. */
  get newer(): ReleaseRecord | null {
    const { overlay } = this.#open.record;
    if (overlay === null) return null;
    const own = this.shelf.releases.filter(({ institution }) => institution === overlay.institution);
    const used = own.findIndex(({ sha256 }) => sha256 === overlay.sha256);
    return used === 0 ? null : (own[0] ?? null);
  }

  /** Computes the case under another release beside what it is now. Nothing is adopted. */
  async try(release: ReleaseRecord): Promise<void> {
    this.tried = release;
    await this.trial.follow(
      this.#open.workbench.bridge.call('valuation', 'tryOverlay', {
        caseRecord: this.#open.record,
        overlay: release.json,
      }),
    );
  }

  forget(): void {
    this.tried = null;
    this.trial.value = null;
    this.trial.failure = null;
  }
}
