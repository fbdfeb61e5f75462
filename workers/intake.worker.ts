import { intakeHandlers } from './handlers/intake';
import { serve } from './serve';

serve(intakeHandlers);
