import type { DeskEntry } from '../../case/desk/entry';
import type { Failure } from '../../kernel/result';
import { encodeUtf8 } from '../../kernel/utf8';
import type { Draw, DrawPlan } from '../../review/desk/draw/draw';
import type { GivenOpinion, OpinionStatistics } from '../../review/desk/statistics/opinions';
import type { DeskStatistics, StatisticBy } from '../../review/desk/statistics/statistics';
import { timeStamp, today } from '../clock';
import { handToBrowser } from '../download';
import { sitting } from '../sitting.svelte';
import { withoutPatents } from './entry-edits';
import type { Workbench } from '../workbench.svelte';

/** Statistics of the register. */
export class StatisticsDesk {
  by = $state<StatisticBy>('month');
  withFiction = $state(false);
  statistics = $state.raw<DeskStatistics | null>(null);
  opinions = $state.raw<OpinionStatistics | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #bench: Workbench;
  #csv = '';
  #opinionsCsv = '';
  #turn = 0;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async read(
    entries: readonly DeskEntry[],
    opinions: readonly GivenOpinion[],
    by: StatisticBy,
    withFiction: boolean,
  ): Promise<void> {
    const turn = (this.#turn += 1);
    const result = await this.#bench.bridge.call('registration', 'deskStatistics', {
      entries: entries.map(withoutPatents),
      opinions,
      by,
      withFiction,
    });
    if (turn !== this.#turn) return;
    this.failure = result.ok ? null : result.failure;
    if (!result.ok) return;
    this.statistics = result.value.statistics;
    this.opinions = result.value.opinions;
    this.#csv = result.value.csv;
    this.#opinionsCsv = result.value.opinionsCsv;
  }

  download(): void {
    handToBrowser(`复核统计_${today()}.csv`, encodeUtf8(this.#csv));
  }

  downloadOpinions(): void {
    handToBrowser(`意见统计_${today()}.csv`, encodeUtf8(this.#opinionsCsv));
  }
}

interface DrawFiles {
  readonly docx: Uint8Array;
  readonly json: Uint8Array;
  readonly csv: Uint8Array;
}

/** A sample of the register, drawn so that anybody can draw it again. */
export class DrawDesk {
  plan = $state.raw<DrawPlan>({ seed: '', size: 1, strata: 'none' });
  draw = $state.raw<Draw | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #bench: Workbench;
  #files: DrawFiles | null = null;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  async run(entries: readonly DeskEntry[], scope: string): Promise<void> {
    const invented = entries.filter(({ facts }) => facts.fiction !== '').length;
    const result = await this.#bench.bridge.call('registration', 'drawSample', {
      items: entries.map(({ id, fileName, facts, bank, office }) => ({
        id,
        title: facts.caseTitle === '' ? fileName : facts.caseTitle,
        bank,
        office,
      })),
      plan: this.plan,
      scope,
      by: sitting.name === '' ? '（未写明）' : sitting.name,
      at: timeStamp(),
      fiction: invented === 0 ? '' : `总体里有 ${invented} 件虚构的样例，抽取结果只作演示。`,
    });
    this.failure = result.ok ? null : result.failure;
    this.draw = result.ok ? result.value.draw : null;
    this.#files = result.ok ? result.value : null;
  }

  download(kind: keyof DrawFiles): void {
    if (this.#files !== null) handToBrowser(`抽查底稿_${today()}.${kind}`, this.#files[kind]);
  }
}
