import {
  type CalendarYear,
  type DeskOffice,
  type DeskSettings,
  NO_SETTINGS,
  type ServiceDays,
} from '../../case/desk/settings';
import type { DeskEntry } from '../../case/desk/entry';
import type { Failure } from '../../kernel/result';
import type { KnownYear } from '../../review/desk/clock/calendar';
import type { DeskRegistry } from '../../review/desk/registries';
import type { OfficeClock } from '../../review/desk/clock/office-clock';
import { timeStamp, today } from '../clock';
import { deskPlace } from './desk-place';
import { withoutPatents } from './entry-edits';
import type { ReleaseRecord } from '../../vault/releases';
import type { Workbench } from '../workbench.svelte';

type Place = Pick<ServiceDays, 'office' | 'channel'>;
const sameService = (a: Place, b: Place): boolean => a.office === b.office && a.channel === b.channel;

/** Working-day clocks of the entries, and what they are read by: the calendar and the days of each office. */
export class DeskClocks {
  settings = $state.raw<DeskSettings>(NO_SETTINGS);
  clocks = $state.raw<ReadonlyMap<string, OfficeClock>>(new Map());
  years = $state.raw<readonly KnownYear[]>([]);
  failures = $state.raw<readonly Failure[]>([]);
  /** What was odd about the calendar brought last. */
  oddities = $state.raw<readonly Failure[]>([]);
  /** Registries that packages may be addressed to. */
  registries = $state.raw<readonly DeskRegistry[]>([]);
  /** Releases of institution parameters on this computer. */
  releases = $state.raw<readonly ReleaseRecord[]>([]);
  notice = $state('');
  readonly #bench: Workbench;
  #turn = 0;
  /** The settings were read: before that, nothing is written over them. */
  #loaded = false;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async load(): Promise<void> {
    const held = await (await this.#bench.vault).desk.settings();
    if (held.ok) {
      this.settings = held.value;
      this.#loaded = true;
    } else this.failures = [held.failure];
    const releases = await (await this.#bench.vault).listReleases();
    if (releases.ok) this.releases = releases.value.value;
  }

  async loadRegistries(): Promise<void> {
    const place = await deskPlace(this.#bench, null);
    const listed = await this.#bench.bridge.call('registration', 'deskRegistries', place);
    if (listed.ok) this.registries = listed.value;
    else this.failures = [listed.failure];
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
    this.oddities = read.value.failures;
    const put = await this.#put((settings) => {
      const kept = settings.calendar.filter(({ year }) => !replaced.has(year));
      return { ...settings, calendar: [...kept, ...brought].sort((a, b) => a.year - b.year) };
    });
    if (put) this.notice = `已录入 ${brought.map(({ year }) => year).join('、')} 年。`;
  }

  /** Takes the operator's list of signers, once it can be read; `null` takes it away. */
  async setTrust(file: File | null): Promise<void> {
    if (file === null) {
      await this.#put((settings) => ({ ...settings, trust: null }));
      return;
    }
    const text = await file.text();
    const checked = await this.#bench.bridge.call('registration', 'checkTrust', { text });
    if (!checked.ok) {
      this.failures = [checked.failure];
      return;
    }
    if (await this.#put((settings) => ({ ...settings, trust: text })))
      this.notice = `已记下签名方名单：公钥 ${checked.value.keys} 个，证书 ${checked.value.certificates} 张。`;
  }

  /** Takes released institution parameters for this desk; `null` goes back to the rulebook. */
  async setOverlay(json: string | null): Promise<void> {
    if (await this.#put((settings) => ({ ...settings, overlay: json })))
      this.notice = json === null ? '已改用参数库的内置值。' : '已改用本机构发布的参数。';
  }

  /** Says where this desk stands; with both lists empty nobody's address is judged. */
  async setOffice(office: DeskOffice): Promise<void> {
    const recipients = [...new Set(office.recipients.map((one) => one.trim()).filter((one) => one !== ''))];
    const said = recipients.length > 0 || office.registries.length > 0;
    const put = await this.#put(({ schema, calendar, service, trust, overlay }) => ({
      schema,
      calendar,
      service,
      trust,
      overlay,
      ...(said ? { office: { ...office, recipients } } : {}),
    }));
    if (put) this.notice = said ? '已记下本处，打开的登记包会重新核对。' : '已不核对登记包是给谁的。';
  }

  async dropYear(year: number): Promise<void> {
    await this.#put((settings) => ({
      ...settings,
      calendar: settings.calendar.filter((one) => one.year !== year),
    }));
  }

  /** Sets the days of an office and channel, in the place of what was said before. */
  async setService(service: ServiceDays): Promise<void> {
    await this.#put((settings) => ({
      ...settings,
      service: [...settings.service.filter((one) => !sameService(one, service)), service],
    }));
  }

  async dropService(service: Place): Promise<void> {
    await this.#put((settings) => ({
      ...settings,
      service: settings.service.filter((one) => !sameService(one, service)),
    }));
  }

  async #put(change: (settings: DeskSettings) => DeskSettings): Promise<boolean> {
    if (!this.#loaded) await this.load();
    if (!this.#loaded) return false;
    const settings = change(this.settings);
    const kept = await (await this.#bench.vault).desk.putSettings(settings);
    if (!kept.ok) {
      this.failures = [kept.failure];
      return false;
    }
    this.failures = [];
    this.settings = settings;
    await this.read([]);
    return true;
  }
}
