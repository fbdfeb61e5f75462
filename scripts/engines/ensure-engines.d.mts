export declare const ensureEngines: (level: 'run' | 'test', say: (line: string) => void) => boolean;
export declare const loadEngine: (name: string) => unknown;
export declare const publicTables: () => string;
