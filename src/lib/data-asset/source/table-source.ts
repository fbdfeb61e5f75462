/** The one door to the sources; see the README. */
export { FaultTally } from './fault-tally';
export { countNuls } from './csv-source';
export { openDataset } from './open-dataset';
export { openSource } from './open-source';
export { type Preview, previewRows } from './preview-rows';
export { changeOf, readPieces, readRange } from './read-file';
export { reordered } from './reordered';
export type {
  SourceChoice,
  SourceChunk,
  SourceEncoding,
  SourceFault,
  SourceFile,
  SourceFormat,
  TableSource,
} from './source-model';
