import type { DeskPlace } from '../../bridge/desk-contract';
import { today } from '../clock';
import type { Workbench } from '../workbench.svelte';

/** Where and by which rules something is judged here and now. */
export const deskPlace = async (bench: Workbench, region: string | null): Promise<DeskPlace> => {
  const settings = await (await bench.vault).desk.settings();
  return { region: region ?? 'cn', date: today(), overlay: settings.ok ? settings.value.overlay : null };
};
