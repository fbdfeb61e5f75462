import * as Comlink from 'comlink';
import type { PickedFile } from '../src/lib/bridge/profile-contract';
import { blobFile } from './profile/blob-file';
import { scanPort } from './profile/scan-port';

Comlink.expose(scanPort<PickedFile>(blobFile));
