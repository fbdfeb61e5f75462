// The one place where the response headers of pages and workers are written down
// (served by npm start, vite preview and vite dev alike).
import { createHash } from 'node:crypto';

/** Directives shared by the header and, without frame-ancestors, by the page's own meta policy. */
export const POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'script-src-attr': ["'none'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'frame-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

const FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

const policyText = (policy) =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');

/** `'sha256-…'` of every inline script in a page. */
export const inlineScriptHashes = (html) =>
  [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, body]) =>
      `'sha256-${createHash('sha256')
        .update(body ?? '')
        .digest('base64')}'`,
  );

/**
 * @param {{ scriptSources?: string[], development?: boolean }} [options]
 *   scriptSources: hashes of the inline script that starts the app;
 *   development: lets the dev server inject its own scripts, styles and socket. Never used for a build.
 * @returns {Record<string, string>}
 */
export const securityHeaders = ({ scriptSources = [], development = false } = {}) => {
  const policy = { ...POLICY, 'script-src': [...POLICY['script-src'], ...scriptSources] };
  if (development) {
    policy['script-src'] = [...policy['script-src'], "'unsafe-inline'"];
    policy['style-src'] = [...policy['style-src'], "'unsafe-inline'"];
    policy['connect-src'] = [...policy['connect-src'], 'ws://127.0.0.1:*', 'ws://localhost:*'];
  }
  return {
    'Content-Security-Policy': policyText(policy),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Permissions-Policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
  };
};
