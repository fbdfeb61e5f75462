import { profileHandlers } from './handlers/profile';
import { serve } from './serve';

serve(profileHandlers);
