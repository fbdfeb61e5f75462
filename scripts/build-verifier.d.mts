/** Writes the single-file verifier; fails when it has grown beyond its limit. */
export const buildVerifier: (output?: string) => Promise<{ output: string; bytes: number }>;
