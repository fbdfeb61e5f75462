import type { TestProject } from 'vitest/node';
import type { DocumentContent } from '../../src/lib/documents/model';
import { PRINTED_SAMPLES, documentsOf, filledSample } from '../fixtures/filled-sample';

/** A document that is printed. */
export interface PrintedDocument {
  readonly name: string;
  readonly content: DocumentContent;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** JSON of `PrintedDocument[]`. */
    printed: string;
  }
}

/** Fills the samples here, in Node, and hands the contents of their documents to the browser. */
export default async ({ provide }: TestProject): Promise<void> => {
  const printed: PrintedDocument[] = [];
  for (const sample of PRINTED_SAMPLES)
    for (const { path, body } of documentsOf(await filledSample(sample)))
      if (typeof body !== 'function') printed.push({ name: `${sample} ${path}`, content: body });
  provide('printed', JSON.stringify(printed));
};
