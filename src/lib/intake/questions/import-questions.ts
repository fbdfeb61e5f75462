/**
 * What a person is asked before a list becomes part of the case, as plain data, and the answers. Nothing that the case
 * already says is replaced, and no record of a list is left out, without one of these answers.
 */

/** `case` = the record that the case has; `row:7` = record 7 of the list. */
export type CandidateKey = string;

/** One source that speaks about a patent. */
export interface CandidateView {
  readonly key: CandidateKey;
  /** `清单.csv › 第 7 条`, `案卷（原清单.csv › 第 3 条）`. */
  readonly where: string;
  readonly publicationNumber: string | null;
}

/** A field in which the sources differ. */
export interface FieldDifference {
  readonly field: string;
  readonly label: string;
  /** Why the case has its value, when a person or the gazette settled it after import; else `null`. */
  readonly edited: string | null;
  /** In the order of the candidates; `null` = says nothing. */
  readonly values: readonly { readonly candidate: CandidateKey; readonly text: string | null }[];
}

/** A way to answer a whole question: the record to start from and, field by field, whose value is taken. */
export interface SamePatentOption {
  readonly id: string;
  readonly label: string;
  readonly base: CandidateKey;
  readonly fields: Readonly<Record<string, CandidateKey>>;
}

/**
 * One patent, several sources. `twice`: the same document more than once; `application-and-grant`: its publications of
 * different kinds; `in-case`: the case has it already (and the list may have it more than once).
 */
export interface SamePatentQuestion {
  readonly key: string;
  readonly kind: 'twice' | 'application-and-grant' | 'in-case';
  readonly patent: string;
  readonly applicationNumber: string;
  readonly title: string;
  readonly candidates: readonly CandidateView[];
  readonly differences: readonly FieldDifference[];
  readonly options: readonly SamePatentOption[];
}

export interface GroupMember {
  readonly patent: string;
  readonly applicationNumber: string;
  readonly title: string;
  readonly where: string;
  /** Members that the case has cannot be left out by an import. */
  readonly inCase: boolean;
}

/**
 * Several patents that belong together. `family`: members of one simple family; `same-publication`: different
 * application numbers under one publication number, of which at most one can be right.
 */
export interface GroupQuestion {
  readonly key: string;
  readonly kind: 'family' | 'same-publication';
  /** Family name or publication number. */
  readonly name: string;
  readonly members: readonly GroupMember[];
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

export interface ImportQuestions {
  /** One per patent, by application number. Patents whose sources agree are not asked about. */
  readonly same: readonly SamePatentQuestion[];
  readonly groups: readonly GroupQuestion[];
  readonly counts: {
    /** Different patents of the list. */
    readonly patents: number;
    /** Of these, not yet in the case. */
    readonly added: number;
    /** In the case already, and the list says nothing else. */
    readonly unchanged: number;
    /** Rows that repeat another row word for word. */
    readonly repeated: number;
  };
  /** Rows that only name a publication number of a patent listed or in the case; nothing to decide. */
  readonly publicationRows: readonly { readonly record: number; readonly message: string }[];
}

/** Questions that one answer may be given for at once. */
export type StandingKind = 'twice' | 'inCase' | 'samePublication' | 'family';

export interface ImportDecisions {
  /** Option for every question of a kind that has no answer of its own; `null` = not said. */
  readonly standing: Readonly<Record<StandingKind, string | null>>;
  /** Question → option. */
  readonly options: Readonly<Record<string, string>>;
  /** Question → field → candidate; goes before any option. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, CandidateKey>>>>;
  /** Question → patents of the list that are left out. */
  readonly leaveOut: Readonly<Record<string, readonly string[]>>;
}

/** Nothing decided, except that families are kept whole and marked, which loses nothing. */
export const NO_DECISIONS: ImportDecisions = {
  standing: { twice: null, inCase: null, samePublication: null, family: 'mark' },
  options: {},
  fields: {},
  leaveOut: {},
};

export const standingKind = (kind: SamePatentQuestion['kind'] | GroupQuestion['kind']): StandingKind => {
  if (kind === 'family') return 'family';
  if (kind === 'same-publication') return 'samePublication';
  return kind === 'in-case' ? 'inCase' : 'twice';
};
