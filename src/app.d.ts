declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- SvelteKit's own convention
  namespace App {}
}
export {};
