/** The ZIP part of this folder as others use it. */
export { FOREIGN_ZIP_POLICY, PACKAGE_ZIP_POLICY, type ZipPolicy } from './zip-policy';
export { checkZip, readZip } from './zip-reader';
export { rezip } from './rezip';
export { type ZipFile, isWrittenFrom, writeZip } from './zip-writer';
