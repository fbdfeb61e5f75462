import { registrationHandlers } from './handlers/registration';
import { serve } from './serve';
import { provideSolver } from './solver';

provideSolver(() => import('./highs-browser').then(({ browserSolver }) => browserSolver()));
serve(registrationHandlers);
