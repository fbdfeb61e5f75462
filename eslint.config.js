import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const ROOT = dirname(fileURLToPath(import.meta.url));
const ENGINES = [
  'kernel',
  'rulebook',
  'case',
  'container',
  'documents',
  'intake',
  'valuation',
  'patent',
  'data-asset',
  'screening',
  'collateral',
  'registration',
  'review',
].map((name) => `src/lib/${name}/**/*.ts`);

const FORBIDDEN_EVERYWHERE = [
  { selector: "MemberExpression[property.name='innerHTML']", message: 'Text is shown as text.' },
  { selector: "MemberExpression[property.name='outerHTML']", message: 'Text is shown as text.' },
  { selector: "CallExpression[callee.name='eval']", message: 'No code from text.' },
  { selector: "NewExpression[callee.name='Function']", message: 'No code from text.' },
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name='write']",
    message: 'No code from text.',
  },
];

export default ts.config(
  {
    ignores: [
      'build/',
      'dist/',
      '.svelte-kit/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'static/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, tsconfigRootDir: ROOT, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'no-restricted-syntax': ['error', ...FORBIDDEN_EVERYWHERE],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      'no-control-regex': 'off',
      'no-irregular-whitespace': 'off',
      'no-misleading-character-class': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // State is replaced as a whole ($state.raw); maps inside functions are plain working memory.
      'svelte/prefer-svelte-reactivity': 'off',
      // Types inside templates are checked by svelte-check; the linter's view of them is incomplete.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
    },
  },
  {
    // Engines are plain functions: the same input gives the same bytes on every machine.
    files: ENGINES,
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'window',
          'document',
          'navigator',
          'localStorage',
          'indexedDB',
          'fetch',
          'XMLHttpRequest',
          'Date',
          'performance',
          'Intl',
          'process',
          'Buffer',
        ].map((name) => ({ name, message: 'Engines take everything as arguments.' })),
      ],
      'no-restricted-properties': [
        'error',
        ...[
          'random',
          'exp',
          'log',
          'log2',
          'log10',
          'pow',
          'sin',
          'cos',
          'tan',
          'expm1',
          'log1p',
          'cbrt',
          'hypot',
        ].map((property) => ({
          object: 'Math',
          property,
          message: 'Differs between engines: use kernel/exact-maths.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        ...FORBIDDEN_EVERYWHERE,
        {
          selector: 'CallExpression[callee.property.name=/^toLocale/]',
          message: 'No locale inside engines.',
        },
        { selector: "CallExpression[callee.property.name='localeCompare']", message: 'Sort by code unit.' },
        {
          selector: "BinaryExpression[operator='**']:not([left.bigint])",
          message: 'Differs between engines: use kernel/exact-maths.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['$app/*', '$env/*', 'node:*'], message: 'Engines know no host.' }] },
      ],
    },
  },
  {
    files: ['workers/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['$app/*', '$env/*', 'svelte', 'svelte/*'] }] },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    ...ts.configs.disableTypeChecked,
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  // Types inside pages are checked by svelte-check; rules that need them take four minutes there (`npm run lint:pages`).
  ...(process.env.ZHIYA_LINT_PAGES === 'typed'
    ? []
    : [
        {
          files: ['**/*.svelte'],
          languageOptions: { parserOptions: { projectService: false, program: null } },
          rules: ts.configs.disableTypeChecked.rules,
        },
      ]),
  {
    files: ['tests/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        ...FORBIDDEN_EVERYWHERE,
        {
          selector:
            "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|resetModules)$/]",
          message: 'Files of one process share their modules: hand the part in as an argument.',
        },
      ],
    },
  },
);
