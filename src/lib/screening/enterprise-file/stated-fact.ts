import type { TraceNode, Unit } from '../../kernel/trace';
import type { FileField } from './catalogue';
import type { KnownFact } from './file-reads';
import { factLabel, traceUnit } from './sources';

/** A fact that is known; its label and its trace are made when somebody looks. */
export class StatedFact implements KnownFact {
  readonly known = true;
  private named: string | null = null;
  private made: TraceNode | null = null;

  constructor(
    private readonly of: FileField,
    readonly period: string | null,
    readonly value: string,
    readonly asOf: string | null,
    private readonly explain: (fact: KnownFact) => TraceNode,
  ) {}

  get field(): string {
    return this.of.code;
  }
  get unit(): Unit {
    return traceUnit(this.of);
  }
  get label(): string {
    return (this.named ??= factLabel(this.of, this.period));
  }
  get node(): TraceNode {
    return (this.made ??= this.explain(this));
  }
}
