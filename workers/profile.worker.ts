import { profileHandlersWith } from './handlers/profile';
import { browserLanes } from './profile/browser-lanes';
import { serve } from './serve';

serve(profileHandlersWith(browserLanes));
