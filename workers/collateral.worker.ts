import { collateralHandlers } from './handlers/collateral';
import { serve } from './serve';
import { provideSolver } from './solver';

provideSolver(() => import('./highs-browser').then(({ browserSolver }) => browserSolver()));
serve(collateralHandlers);
