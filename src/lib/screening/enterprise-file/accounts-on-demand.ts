import type { Figure } from '../../case/exchange';
import { ACCOUNT_FIGURES, accountFigure } from './accounts-method';
import type { EnterpriseFile } from './open-file';

/**
 * Figures of earlier methods and those of the accounts, of which each is made when it is first asked for. `get`, `has` and
 * `keys` make no more than is asked; going through the values makes them all.
 */
export class FiguresWithAccounts extends Map<string, Figure> {
  private isFull = false;

  constructor(
    prior: readonly Figure[],
    private readonly file: EnterpriseFile,
  ) {
    super();
    for (const figure of prior) if (!ACCOUNT_FIGURES.has(figure.id)) this.set(figure.id, figure);
  }

  override get(id: string): Figure | undefined {
    const known = super.get(id);
    if (known !== undefined) return known;
    const made = accountFigure(this.file, id);
    if (made !== undefined) this.set(id, made);
    return made;
  }
  override has(id: string): boolean {
    return super.has(id) || ACCOUNT_FIGURES.has(id);
  }
  override keys(): MapIterator<string> {
    return new Set([...super.keys(), ...ACCOUNT_FIGURES]).values();
  }
  override values(): MapIterator<Figure> {
    this.fill();
    return super.values();
  }
  override entries(): MapIterator<[string, Figure]> {
    this.fill();
    return super.entries();
  }
  override [Symbol.iterator](): MapIterator<[string, Figure]> {
    return this.entries();
  }
  override forEach(then: (figure: Figure, id: string, map: Map<string, Figure>) => void): void {
    this.fill();
    super.forEach(then);
  }

  private fill(): void {
    if (this.isFull) return;
    for (const id of ACCOUNT_FIGURES) this.get(id);
    this.isFull = true;
  }
}
