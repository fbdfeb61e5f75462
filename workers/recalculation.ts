import { rendererWith } from '../src/lib/registration/render-documents';
import { RENDERER } from '../src/lib/registration/renderer';
import type { RecalculationOptions } from '../src/lib/review/check-recalculation';
import { methodsWith } from './methods';
import { ownLaw } from './own-law';
import { pdfMaker } from './pdf-writer';
import { solver } from './solver';

/** What this process recomputes packages with: every released method, its solver, and the renderer of documents. */
export const recalculation = async (): Promise<RecalculationOptions> => ({
  methods: methodsWith(await solver()).registry,
  law: ownLaw(),
  renderDocuments: rendererWith(pdfMaker()),
  renderer: RENDERER,
});
