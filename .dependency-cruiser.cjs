// The walls of the house: imports point one way (see src/lib/README.md).
const DOMAINS = ['patent', 'data-asset', 'screening', 'collateral', 'registration', 'review'];
const folder = (names) => `^src/lib/(${names.join('|')})/`;
const below = {
  kernel: [],
  rulebook: ['kernel'],
  case: ['rulebook', 'kernel'],
  valuation: ['case', 'rulebook', 'kernel'],
  container: ['case', 'rulebook', 'kernel'],
  documents: ['container', 'kernel'],
  intake: ['container', 'case', 'rulebook', 'kernel'],
  vault: ['container', 'case', 'kernel'],
};
const ENGINES = [...Object.keys(below).filter((name) => name !== 'vault'), ...DOMAINS];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: 'TraceBranch[.]svelte$' } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { pathNot: '\\.svelte$' },
      to: { couldNotResolve: true, pathNot: '^\\$(app|lib|env)|^\\./\\$types$|\\?(url|worker)' },
    },
    ...Object.entries(below).map(([name, allowed]) => ({
      name: `wall-${name}`,
      severity: 'error',
      from: { path: `^src/lib/${name}/` },
      to: { path: '^src/|^workers/', pathNot: folder([name, ...allowed]) },
    })),
    ...DOMAINS.map((name) => ({
      name: `wall-${name}`,
      severity: 'error',
      comment: 'Domains meet in the case and never import each other.',
      from: { path: `^src/lib/${name}/` },
      to: {
        path: '^src/|^workers/',
        pathNot: folder([
          name,
          'valuation',
          'documents',
          'container',
          'intake',
          'case',
          'rulebook',
          'kernel',
        ]),
      },
    })),
    {
      name: 'wall-bridge',
      severity: 'error',
      comment: 'The contract may name the types of engines; nothing of them may run on the page.',
      from: { path: '^src/lib/bridge/' },
      to: { path: '^src/', pathNot: '^src/lib/(bridge|kernel)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'wall-ui',
      severity: 'error',
      from: { path: '^src/lib/ui/' },
      to: { path: '^src/|^workers/', pathNot: '^src/lib/(ui|kernel)/' },
    },
    {
      name: 'wall-state',
      severity: 'error',
      from: { path: '^src/lib/state/' },
      to: {
        path: '^src/|^workers/',
        pathNot: '^src/lib/(state|bridge|vault|case|kernel|rulebook)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'wall-routes',
      severity: 'error',
      comment: 'Pages compose; they neither compute nor parse.',
      from: { path: '^src/routes/' },
      to: {
        path: '^src/|^workers/',
        pathNot: '^src/(routes|lib/(state|ui|bridge|case|kernel|rulebook))/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'wall-verifier',
      severity: 'error',
      comment: 'The page of the single-file verifier: what the desk shows, nothing of the workbench.',
      from: { path: '^src/verifier/' },
      to: {
        path: '^src/|^workers/',
        pathNot: '^src/(verifier|lib/(ui|kernel))/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'engines-are-pure',
      severity: 'error',
      from: { path: folder(ENGINES) },
      to: { path: '^\\$app|^\\$env|^node:|^(fs|path|crypto|os|worker_threads)$' },
    },
    {
      name: 'workers-stay-thin',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^src/(routes|lib/(ui|state|vault))/|^\\$app' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default'] },
    moduleSystems: ['es6', 'cjs'],
  },
};
