import { registrationHandlers } from './handlers/registration';
import { provideFonts } from './pdf-writer';
import { serve } from './serve';
import { provideSolver } from './solver';

provideSolver(() => import('./highs-browser').then(({ browserSolver }) => browserSolver()));
provideFonts(() => import('./fonts-browser').then(({ browserFonts }) => browserFonts()));
serve(registrationHandlers);
