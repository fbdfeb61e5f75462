import { valuationHandlers } from './handlers/valuation';
import { serve } from './serve';

serve(valuationHandlers);
