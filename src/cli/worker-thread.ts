import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { parentPort, workerData } from 'node:worker_threads';
import { collateralHandlers } from '../../workers/handlers/collateral';
import { intakeHandlers } from '../../workers/handlers/intake';
import { profileHandlers } from '../../workers/handlers/profile';
import { registrationHandlers } from '../../workers/handlers/registration';
import { valuationHandlers } from '../../workers/handlers/valuation';
import { provideFonts } from '../../workers/pdf-writer';
import { servePort } from '../lib/bridge/serve-port';
import { nodeFonts } from './node-fonts';

const HANDLERS: Readonly<Record<string, Parameters<typeof servePort>[0]>> = {
  intake: intakeHandlers,
  valuation: valuationHandlers,
  profile: profileHandlers,
  collateral: collateralHandlers,
  registration: registrationHandlers,
};

provideFonts(nodeFonts);
const handlers = HANDLERS[String(workerData)];
if (parentPort === null || handlers === undefined) throw new Error(`no worker named ${String(workerData)}`);
Comlink.expose(servePort(handlers), nodeEndpoint(parentPort));
