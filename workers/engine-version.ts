import { version } from '../package.json';

/** Version of the program, written into every package. */
export const ENGINE_VERSION: string = version;
