import type { TraceNode } from '../kernel/trace';

/** The one drawer that shows where a figure comes from. */
export class TraceDrawer {
  trace = $state.raw<TraceNode | null>(null);
  title = $state('');

  show(title: string, trace: TraceNode): void {
    this.title = title;
    this.trace = trace;
  }

  close(): void {
    this.trace = null;
  }
}
