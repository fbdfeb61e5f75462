import { BANK_CARD_LENGTH, detectBankCard } from './bank-card';
import { CREDIT_CODE_LENGTH, detectCreditCode } from './credit-code-bytes';
import { detectEmail } from './email-address';
import { detectMobilePhone } from './mobile-phone';
import { PLATE_LEAST, PLATE_MOST, detectNumberPlate } from './number-plate';
import { MATCH, NO_MATCH, type Outcome } from './outcome';
import { RESIDENT_ID_LENGTH, detectResidentId } from './resident-id';

export const DETECTORS = [
  'residentId',
  'mobilePhone',
  'bankCard',
  'creditCode',
  'email',
  'numberPlate',
] as const;
export type DetectorId = (typeof DETECTORS)[number];

export interface Detected {
  /** Values with the shape. */
  readonly matches: number;
  /** Those of them that pass the check; all of them where the number has none. */
  readonly valid: number;
}
/** Each detector counts by itself: one value can have several shapes. */
export type DetectedSketch = Readonly<Record<DetectorId, Detected>>;

const perDetector = (value: (id: DetectorId) => Detected): DetectedSketch => ({
  residentId: value('residentId'),
  mobilePhone: value('mobilePhone'),
  bankCard: value('bankCard'),
  creditCode: value('creditCode'),
  email: value('email'),
  numberPlate: value('numberPlate'),
});

export const NOTHING_DETECTED: DetectedSketch = perDetector(() => ({ matches: 0, valid: 0 }));

/** Counts of one column. What cannot be an identifier is left out by length and first byte before anything is read. */
export class DetectorTally {
  readonly #matches = new Map<DetectorId, number>();
  readonly #valid = new Map<DetectorId, number>();

  /** A value that was read as an integer of `whole` digits without leading zero. */
  addInteger(bytes: Uint8Array, start: number, end: number, whole: number, weight: number): void {
    if (whole < 11) return;
    if (whole === 11 || bytes[start] === 43)
      this.#count('mobilePhone', detectMobilePhone(bytes, start, end), weight);
    if (whole < 13 || end - start !== whole) return;
    this.#count('bankCard', detectBankCard(bytes, start, end), weight);
    if (whole !== RESIDENT_ID_LENGTH) return;
    this.#count('residentId', detectResidentId(bytes, start, end), weight);
    this.#count('creditCode', detectCreditCode(bytes, start, end), weight);
  }

  /** Any other value. @param hasAt whether it holds `@`; @param aboveAscii whether it holds a byte above ASCII */
  addText(
    bytes: Uint8Array,
    start: number,
    end: number,
    hasAt: boolean,
    aboveAscii: boolean,
    weight: number,
  ): void {
    if (hasAt) this.#count('email', detectEmail(bytes, start, end), weight);
    const length = end - start;
    if (length < PLATE_LEAST) return;
    if (aboveAscii) {
      if (length <= PLATE_MOST) this.#count('numberPlate', detectNumberPlate(bytes, start, end), weight);
      return;
    }
    if (length < 13 || length > BANK_CARD_LENGTH) return;
    const first = bytes[start] ?? 0;
    if (first === 43 || first === 49)
      this.#count('mobilePhone', detectMobilePhone(bytes, start, end), weight);
    this.#count('bankCard', detectBankCard(bytes, start, end), weight);
    if (length !== CREDIT_CODE_LENGTH) return;
    this.#count('residentId', detectResidentId(bytes, start, end), weight);
    this.#count('creditCode', detectCreditCode(bytes, start, end), weight);
  }

  sketch(): DetectedSketch {
    return perDetector((id) => ({ matches: this.#matches.get(id) ?? 0, valid: this.#valid.get(id) ?? 0 }));
  }

  #count(id: DetectorId, outcome: Outcome, weight: number): void {
    if (outcome === NO_MATCH) return;
    this.#matches.set(id, (this.#matches.get(id) ?? 0) + weight);
    if (outcome === MATCH) this.#valid.set(id, (this.#valid.get(id) ?? 0) + weight);
  }
}

/** Sums; `null` (nobody looked) when one of the two was made without detectors: a part is not the whole. */
export const mergeDetected = (a: DetectedSketch | null, b: DetectedSketch | null): DetectedSketch | null =>
  a === null || b === null
    ? null
    : perDetector((id) => ({
        matches: a[id].matches + b[id].matches,
        valid: a[id].valid + b[id].valid,
      }));
