import type { CaseRecord } from '../case/case-record';
import type { ApplicantFact } from '../collateral/products/applicant-fact';
import type { Answer } from '../collateral/products/match-condition';
import type { ProductQuestion } from '../collateral/products/product-columns';
import type { Origin, ProductField } from '../collateral/products/product-model';
import type { RecordFailure } from '../intake/table';
import type { TraceNode } from '../kernel/trace';

/** A catalogue as its file; read under the rules of the case. */
export interface CatalogueInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly caseRecord: CaseRecord;
  /** `ProductAnswers` as JSON: it is kept beside the file and checked where it is used. */
  readonly answers: string;
}

/** What a catalogue holds, before it is kept. */
export interface CatalogueReading {
  readonly fileName: string;
  readonly sha256: string;
  readonly products: number;
  /** Products that are no credit: counted, not matched. */
  readonly otherProducts: number;
  readonly banks: number;
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly ProductQuestion[];
  readonly columns: readonly { readonly header: string; readonly field: ProductField | null }[];
  /** Columns that nothing was read from. */
  readonly unmapped: readonly { readonly index: number; readonly header: string }[];
  /** What a column can be said to mean. */
  readonly fields: readonly ProductField[];
}

/** One product in the list. */
export interface ProductLine {
  readonly id: string;
  readonly record: number;
  readonly bank: string;
  readonly name: string;
  readonly verdict: Answer;
  readonly counts: Readonly<Record<Answer, number>>;
  /** The reason that decides: of a no the first no, of an unknown the first thing to bring. */
  readonly headline: string;
  /** 分; `null` = not said or not known. */
  readonly lowFen: string | null;
  readonly highFen: string | null;
  /** `false`: the limit may be lower. */
  readonly limitComplete: boolean;
  /** Ratio text. */
  readonly rateLow: string | null;
  readonly rateHigh: string | null;
  readonly covers: Answer;
  /** Place in the order by reach, rate and limit. */
  readonly best: number;
  /** Words of the conditions, for the search. */
  readonly words: string;
}

export interface CatalogueMatch {
  readonly fileName: string;
  readonly sha256: string;
  readonly counts: Readonly<Record<Answer, number>>;
  readonly otherProducts: number;
  readonly banks: number;
  /** By verdict, then as the catalogue lists them. */
  readonly lines: readonly ProductLine[];
  /** What the case knows of the enterprise. */
  readonly facts: readonly ApplicantFact[];
  readonly failures: readonly RecordFailure[];
  readonly questions: readonly ProductQuestion[];
  readonly unmapped: readonly { readonly index: number; readonly header: string }[];
}

export interface ProductReason {
  readonly answer: Answer;
  readonly reason: string;
  /** What to bring; empty unless unknown. */
  readonly ask: string;
  readonly origin: Origin | null;
  /** Keys of `CatalogueMatch.facts`. */
  readonly facts: readonly string[];
}

export interface ProductDetails {
  readonly id: string;
  readonly record: number;
  readonly bank: string;
  readonly name: string;
  readonly verdict: Answer;
  readonly reasons: readonly ProductReason[];
  readonly limit: {
    readonly lowFen: string | null;
    readonly highFen: string | null;
    readonly complete: boolean;
    readonly trace: TraceNode;
  };
  readonly rate: {
    readonly low: string | null;
    readonly high: string | null;
    readonly note: string;
    readonly trace: TraceNode;
  };
  readonly covers: Answer;
  readonly subsidy: string | null;
}

export interface ProductsApi {
  readCatalogue: { input: CatalogueInput; output: CatalogueReading };
  /** Every product held against the case. */
  matchCatalogue: { input: CatalogueInput; output: CatalogueMatch };
  /** One product with every reason, by its record. */
  productDetails: { input: CatalogueInput & { readonly record: number }; output: ProductDetails };
}
