import {
  type CalendarYear,
  type DeskSettings,
  NO_SETTINGS,
  type ServiceDays,
} from '../../case/desk/settings';
import type { DeskEntry } from '../../case/desk/entry';
import type { Failure } from '../../kernel/result';
import type { KnownYear } from '../../review/desk/clock/calendar';
import type { OfficeClock } from '../../review/desk/clock/office-clock';
import { timeStamp, today } from '../clock';
import { withoutPatents } from './entry-edits';
import type { ReleaseRecord } from '../../vault/releases';
import type { Workbench } from '../workbench.svelte';

/** Working-day clocks of the entries, and what they are read by: the calendar and the days of each office. */
export class DeskClocks {
  settings = $state.raw<DeskSettings>(NO_SETTINGS);
  clocks = $state.raw<ReadonlyMap<string, OfficeClock>>(new Map());
  years = $state.raw<readonly KnownYear[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  /** What was odd about the calendar brought last. */
  oddities = $state.raw<readonly Failure[]>([]);
  /** Releases of institution parameters on this computer. */
  releases = $state.raw<readonly ReleaseRecord[]>([]);
  notice = $state('');
  readonly #bench: Workbench;
  #turn = 0;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const held = await (await this.#bench.vault).desk.settings();
    if (held.ok) this.settings = held.value;
    else this.failures = [held.failure];
    const releases = await (await this.#bench.vault).listReleases();
    if (releases.ok) this.releases = releases.value.value;
  }

  /** Reads the clocks of these entries anew. */
  async read(entries: readonly DeskEntry[]): Promise<void> {
    const turn = (this.#turn += 1);
    await this.load();
    const result = await this.#bench.bridge.call('registration', 'officeClocks', {
      entries: entries.map(withoutPatents),
      settings: this.settings,
      today: today(),
    });
    if (turn !== this.#turn) return;
    if (!result.ok) {
      this.failures = [result.failure];
      return;
    }
    this.failures = [];
    this.clocks = new Map(result.value.clocks.map(({ id, clock }) => [id, clock]));
    this.years = result.value.years;
  }

  async takeCalendar(file: File): Promise<void> {
    const read = await this.#bench.bridge.call('registration', 'readCalendar', {
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    if (!read.ok) {
      this.failures = [read.failure];
      return;
    }
    const brought: readonly CalendarYear[] = read.value.years.map((year) => ({
      ...year,
      fileName: file.name.slice(0, 500),
      importedOn: timeStamp(),
    }));
    const replaced = new Set(brought.map(({ year }) => year));
    const kept = this.settings.calendar.filter(({ year }) => !replaced.has(year));
    this.oddities = read.value.failures;
    await this.#put({
      ...this.settings,
      calendar: [...kept, ...brought].sort((a, b) => a.year - b.year),
    });
    this.notice = `已录入 ${brought.map(({ year }) => year).join('、')} 年。`;
  }

  /** Takes the operator's list of signers, once it can be read; `null` takes it away. */
  async setTrust(file: File | null): Promise<void> {
    if (file === null) return this.#put({ ...this.settings, trust: null });
    const text = await file.text();
    const checked = await this.#bench.bridge.call('registration', 'checkTrust', { text });
    if (!checked.ok) {
      this.failures = [checked.failure];
      return;
    }
    await this.#put({ ...this.settings, trust: text });
    this.notice = `已记下签名方名单：公钥 ${checked.value.keys} 个，证书 ${checked.value.certificates} 张。`;
  }

  /** Takes released institution parameters for this desk; `null` goes back to the rulebook. */
  async setOverlay(json: string | null): Promise<void> {
    await this.#put({ ...this.settings, overlay: json });
    if (this.failures.length === 0)
      this.notice = json === null ? '已改用参数库的内置值。' : '已改用本机构发布的参数。';
  }

  dropYear(year: number): Promise<void> {
    return this.#put({
      ...this.settings,
      calendar: this.settings.calendar.filter((one) => one.year !== year),
    });
  }

  /** Sets the days of an office and channel, in the place of what was said before. */
  setService(service: ServiceDays): Promise<void> {
    const others = this.settings.service.filter(
      ({ office, channel }) => office !== service.office || channel !== service.channel,
    );
    return this.#put({ ...this.settings, service: [...others, service] });
  }

  dropService({ office, channel }: ServiceDays): Promise<void> {
    return this.#put({
      ...this.settings,
      service: this.settings.service.filter((one) => one.office !== office || one.channel !== channel),
    });
  }

  async #put(settings: DeskSettings): Promise<void> {
    const kept = await (await this.#bench.vault).desk.putSettings(settings);
    if (!kept.ok) {
      this.failures = [kept.failure];
      return;
    }
    this.failures = [];
    this.settings = settings;
    await this.read([]);
  }
}
