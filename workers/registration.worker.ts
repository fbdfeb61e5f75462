import { registrationHandlers } from './handlers/registration';
import { serve } from './serve';

serve(registrationHandlers);
