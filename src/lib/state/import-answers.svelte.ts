import type {
  GroupQuestion,
  ImportDecisions,
  SamePatentQuestion,
  StandingKind,
} from '../intake/questions/import-questions';

type Question = SamePatentQuestion | GroupQuestion;

const START: ImportDecisions = {
  standing: { twice: null, inCase: null, samePublication: null, family: 'mark' },
  options: {},
  fields: {},
  leaveOut: {},
};

const KIND: Readonly<Record<Question['kind'], StandingKind>> = {
  twice: 'twice',
  'application-and-grant': 'twice',
  'in-case': 'inCase',
  family: 'family',
  'same-publication': 'samePublication',
};

const without = <T>(entries: Readonly<Record<string, T>>, keys: ReadonlySet<string>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.has(key)));

/** What a person has answered so far; nothing is decided that was not asked. */
export class ImportAnswers {
  decisions = $state.raw<ImportDecisions>(START);

  /** One answer for all questions of a kind; answers given one by one before are taken back. */
  forAll(kind: StandingKind, option: string, questions: readonly Question[]): void {
    const own = new Set(questions.filter((q) => KIND[q.kind] === kind).map(({ key }) => key));
    const { standing, options, fields, leaveOut } = this.decisions;
    this.decisions = {
      standing: { ...standing, [kind]: option },
      options: without(options, own),
      fields: without(fields, own),
      leaveOut: without(leaveOut, own),
    };
  }

  /** Answers one question as a whole; choices made field by field are taken back. */
  choose({ key }: Question, option: string): void {
    const { options, fields, leaveOut } = this.decisions;
    this.decisions = {
      ...this.decisions,
      options: { ...options, [key]: option },
      fields: without(fields, new Set([key])),
      leaveOut: without(leaveOut, new Set([key])),
    };
  }

  /** Takes one field from one source. */
  take(question: SamePatentQuestion, field: string, candidate: string): void {
    const { fields } = this.decisions;
    this.decisions = {
      ...this.decisions,
      fields: { ...fields, [question.key]: { ...fields[question.key], [field]: candidate } },
    };
  }

  /** Leaves one member of a group out, or takes it in again. */
  leaveOut(question: GroupQuestion, patent: string, out: boolean): void {
    const { leaveOut } = this.decisions;
    const others = (leaveOut[question.key] ?? []).filter((id) => id !== patent);
    this.decisions = {
      ...this.decisions,
      leaveOut: { ...leaveOut, [question.key]: out ? [...others, patent] : others },
    };
  }

  /** Option that holds for a question now; `null` = none yet. */
  optionOf(question: Question): string | null {
    const { options, standing } = this.decisions;
    const wanted = options[question.key] ?? standing[KIND[question.kind]];
    const has = (id: string | null): boolean => question.options.some((option) => option.id === id);
    if (has(wanted)) return wanted;
    return wanted === 'list-all' && has('list') ? 'list' : null;
  }

  /** Source that holds for a field now; `null` = not decided. */
  sourceOf(question: SamePatentQuestion, field: string): string | null {
    const own = this.decisions.fields[question.key]?.[field];
    if (own !== undefined) return own;
    const option = question.options.find(({ id }) => id === this.optionOf(question));
    return option?.fields[field] ?? null;
  }

  isOut(question: GroupQuestion, patent: string): boolean {
    const named = this.decisions.leaveOut[question.key]?.includes(patent) === true;
    const option = this.optionOf(question);
    const only = option?.startsWith('only:') === true ? option.slice('only:'.length) : null;
    const fresh = question.members.some((member) => member.patent === patent && !member.inCase);
    return fresh && (named || (only !== null && only !== patent));
  }

  isAnswered(question: Question): boolean {
    return 'differences' in question
      ? question.differences.every(({ field }) => this.sourceOf(question, field) !== null)
      : this.optionOf(question) !== null || this.decisions.leaveOut[question.key] !== undefined;
  }
}
