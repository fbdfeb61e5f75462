import type { CaseRecord } from '../case/case-record';
import type { PatentRecord } from '../case/patents-section';
import type { RulesAt } from '../rulebook/model';
import type { AnswerBook } from './answers';
import type { ScreeningContext, Sight } from './context';
import { openEnterpriseFile } from './enterprise-file/open-file';
import type { GroundResult } from './finding-model';
import type { Note } from './memory';
import type { PatentSubject } from './patent-subject';

/** The same object, every look at one of its fields noted. Methods are those of the object itself. */
const watched = <T extends object>(object: T, look: (name: string, seen: unknown) => void): T => {
  const see = (name: string | symbol): void => {
    if (typeof name === 'string') look(name, Reflect.get(object, name));
  };
  return new Proxy(object, {
    get: (target, name) => {
      see(name);
      return Reflect.get(target, name) as unknown;
    },
    has: (target, name) => {
      see(name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor: (target, name) => {
      see(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys: (target) => {
      const names = Reflect.ownKeys(target);
      names.forEach(see);
      return names;
    },
  });
};

/** An object with the same fields, each made when it is looked at. */
const fieldsBy = <T extends object>(object: T, make: (name: string) => unknown): T => {
  const made = {};
  for (const name of Object.keys(object))
    Object.defineProperty(made, name, { enumerable: true, get: () => make(name) });
  // Every field of `object` answers with a value of its own type.
  return made as T;
};

const at = (object: unknown, name: string): unknown =>
  typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;

/** A case whose fields, and whose sections field by field, are noted when they are looked at. */
export const watchedCase = <S>(
  caseRecord: CaseRecord,
  caseOf: (now: S) => CaseRecord,
  note: Note<S>,
): CaseRecord => {
  const sections = fieldsBy(caseRecord.sections, (section) =>
    watched(at(caseRecord.sections, section) as object, (name, seen) => {
      note(`case.sections.${section}.${name}`, (now) => at(at(caseOf(now).sections, section), name), seen);
    }),
  );
  return fieldsBy(caseRecord, (name) => {
    if (name === 'sections') return sections;
    const seen = at(caseRecord, name);
    note(`case.${name}`, (now) => at(caseOf(now), name), seen);
    return seen;
  });
};

/** A map of which single looks are noted by key, and going through it as a whole. */
class WatchedMap<V> implements ReadonlyMap<string, V> {
  constructor(
    private readonly map: ReadonlyMap<string, V>,
    private readonly one: (key: string, seen: V | undefined) => void,
    private readonly whole: (seen: readonly (readonly [string, V])[]) => void,
  ) {}

  get(key: string): V | undefined {
    const seen = this.map.get(key);
    this.one(key, seen);
    return seen;
  }
  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
  get size(): number {
    return this.all().size;
  }
  forEach(then: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.all().forEach((value, key) => {
      then(value, key, this);
    });
  }
  entries(): MapIterator<[string, V]> {
    return this.all().entries();
  }
  keys(): MapIterator<string> {
    return this.all().keys();
  }
  values(): MapIterator<V> {
    return this.all().values();
  }
  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
  private all(): ReadonlyMap<string, V> {
    this.whole([...this.map]);
    return this.map;
  }
}

const watchedMap = <V>(
  name: string,
  map: ReadonlyMap<string, V>,
  mapOf: (now: Sight) => ReadonlyMap<string, V>,
  note: Note<Sight>,
): ReadonlyMap<string, V> =>
  new WatchedMap(
    map,
    (key, seen) => {
      note(`${name}[${key}]`, (now) => mapOf(now).get(key), seen);
    },
    (seen) => {
      note(name, (now) => [...mapOf(now)], seen);
    },
  );

const watchedAnswers = ({ caseRecord, answers }: ScreeningContext, note: Note<Sight>): AnswerBook => {
  const look = (name: 'answers' | 'declarations', rule: string, subject: string): void => {
    note(
      `${name}[${rule}@${subject}]`,
      (now) => now.context.answers[name](rule, subject),
      answers[name](rule, subject),
    );
  };
  const fileOf = ({ attachments }: CaseRecord, id: string) => attachments.find((a) => a.id === id);
  const lookAtFile = (id: string | null): void => {
    if (id === null) return;
    note(`attachment ${id}`, (now) => fileOf(now.context.caseRecord, id), fileOf(caseRecord, id));
  };
  return {
    answers: (rule, subject) => {
      look('answers', rule, subject);
      return answers.answers(rule, subject);
    },
    declarations: (rule, subject) => {
      look('declarations', rule, subject);
      return answers.declarations(rule, subject);
    },
    isPresent: (evidence) => {
      lookAtFile(evidence.attachment);
      return answers.isPresent(evidence);
    },
    node: (entry, index) => {
      entry.evidence.forEach((evidence) => {
        lookAtFile(evidence.attachment);
      });
      return answers.node(entry, index);
    },
  };
};

const watchedContext = (context: ScreeningContext, note: Note<Sight>): ScreeningContext => {
  const { rules }: { readonly rules: RulesAt } = context;
  const caseRecord = watchedCase<Sight>(context.caseRecord, (now) => now.context.caseRecord, note);
  let file: ReturnType<ScreeningContext['file']> | null = null;
  return {
    caseRecord,
    rules,
    filingDate: context.filingDate,
    get patents() {
      note('patents', (now) => now.context.patents, context.patents);
      return context.patents;
    },
    get term() {
      note('term', (now) => now.context.term, context.term);
      return context.term;
    },
    figures: watchedMap('figures', context.figures, (now) => now.context.figures, note),
    found: watchedMap('found', context.found, (now) => now.context.found, note),
    answers: watchedAnswers(context, note),
    // A file of its own: it remembers what it read, and what is remembered cannot be seen read.
    file: () => (file ??= openEnterpriseFile(caseRecord, rules)),
    kept: new Map(),
    ...(context.untraced === undefined ? {} : { untraced: context.untraced }),
  };
};

const watchedPatent = (patent: PatentSubject, note: Note<Sight>): PatentSubject => {
  const { subject, record } = patent;
  note('patent?', (now) => (now.patent?.record ?? null) === null, record === null);
  if (record === null) return patent;
  const seen = (name: string) => (now: Sight) => at(now.patent?.record, name);
  const own: PatentRecord = watched(record, (name, value) => {
    note(`patent.${name}`, seen(name), value);
  });
  return { subject, record: own };
};

const watchedGround = (ground: GroundResult, note: Note<Sight>): GroundResult =>
  fieldsBy(ground, (name) => {
    const seen = at(ground, name);
    // Every rule looks for its own grounds by name; only what it then reads of them counts.
    if (name !== 'rule')
      note(
        `ground ${ground.rule}.${name}`,
        (now) =>
          at(
            now.grounds.find((g) => g.rule === ground.rule),
            name,
          ),
        seen,
      );
    return seen;
  });

/** What a rule sees, every look noted. */
export const watchedSight = (sight: Sight, note: Note<Sight>): Sight => {
  const { subject, asset, held, grounds, loaded, set } = sight;
  note('subject', (now) => now.subject, subject);
  note('rule', (now) => now.loaded === loaded && now.set === set, true);
  note(
    'grounds',
    (now) => now.grounds.map((g) => g.rule),
    grounds.map((g) => g.rule),
  );
  note('rules', (now) => now.context.rules === sight.context.rules, true);
  if (held !== null) {
    note('held', (now) => [now.held?.kind, now.held?.registry, now.held?.item], [
      held.kind,
      held.registry,
      held.item,
    ]);
    note('held.fields', (now) => now.held !== null && [...now.held.fields], [...held.fields]);
  }
  return {
    ...sight,
    context: watchedContext(sight.context, note),
    patent: sight.patent === null ? null : watchedPatent(sight.patent, note),
    asset:
      asset === null
        ? null
        : watched(asset, (name, seen) => {
            note(`asset.${name}`, (now) => at(now.asset, name), seen);
          }),
    grounds: grounds.map((ground) => watchedGround(ground, note)),
  };
};
