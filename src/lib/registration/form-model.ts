import type { Confidence } from '../kernel/confidence';
import type { TraceNode } from '../kernel/trace';
import type { FormField, FormSection } from './rule-shapes';

/** What a case says for one field of a form. */
export interface FieldValue {
  /** Exact text: dates `YYYY-MM-DD`, money as integer 分, booleans `是`/`否`; `null` is not given. */
  readonly value: string | null;
  /** Leaf that says where the value was read. */
  readonly trace: TraceNode;
}

/** One field of the form with its value. */
export interface BoundField extends FieldValue {
  readonly code: string;
  readonly label: string;
  readonly type: FormField['type'];
  /** Whether this form must carry a value here, given what the case says of agent and appraisal. */
  readonly required: boolean;
  /** How well the label is known. */
  readonly labelConfidence: Confidence;
}

/** One section: `rows` has one entry, or one per patent where the layout is `rows`. */
export interface BoundSection {
  readonly key: string;
  readonly title: string;
  readonly layout: FormSection['layout'];
  readonly notes: readonly string[];
  /** Rule the section comes from. */
  readonly rule: string;
  readonly confidence: Confidence;
  readonly rows: readonly { readonly subject: string; readonly fields: readonly BoundField[] }[];
}

export interface BoundForm {
  readonly code: string;
  readonly title: string;
  readonly copies: number;
  readonly layoutVerified: boolean;
  readonly layoutNote: string;
  readonly sections: readonly BoundSection[];
}

/** Fields that should be filled and are not; seals are left for the hand. */
export const missingFields = (
  form: BoundForm,
): readonly { readonly section: BoundSection; readonly subject: string; readonly field: BoundField }[] =>
  form.sections.flatMap((section) =>
    section.rows.flatMap(({ subject, fields }) =>
      fields
        .filter((field) => field.required && field.type !== 'seal' && field.value === null)
        .map((field) => ({ section, subject, field })),
    ),
  );
