import * as Comlink from 'comlink';
import { servePort } from '../src/lib/bridge/serve-port';

/** Exposes handlers as this worker's port. */
export const serve = (handlers: Parameters<typeof servePort>[0]): void => {
  Comlink.expose(servePort(handlers));
};
