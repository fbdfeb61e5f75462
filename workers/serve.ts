import * as Comlink from 'comlink';
import { servePort } from '../src/lib/bridge/serve-port';

/** Exposes handlers as this worker's port. */
export const serve = (handlers: Parameters<typeof servePort>[0]): void => {
  // A rejection that nobody awaits reaches no page by itself; its job would wait for ever.
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    reportError(event.reason);
  });
  const port = servePort(handlers);
  Comlink.expose({
    ...port,
    connect: (onEvent: Parameters<typeof port.connect>[0]) =>
      port.connect((event) => {
        const { checkpoint } = event.progress;
        onEvent(checkpoint === undefined ? event : Comlink.transfer(event, [checkpoint.buffer]));
      }),
  });
};
