import { collateralHandlers } from './handlers/collateral';
import { serve } from './serve';

serve(collateralHandlers);
