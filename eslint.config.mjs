// @ts-check
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports run core <- server <- entry points, never back (docs/ARCHITECTURE.md, invariant 1). */
const boundary = (message, ...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [{ regex: patterns.join('|'), message }] }],
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.tsbuild/**',
      '.vscode-test/**',
      'test-results/**',
      'examples/**',
      'server/src/core/generated/**',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'server/src/core/tsconfig.json',
          'server/tsconfig.json',
          'client/tsconfig.json',
          'scripts/tsconfig.json',
          'test/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A tuple or index known to exist is said with `as`, which `!` would say less clearly; template numbers are fine.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
    },
  },
  {
    files: ['server/src/core/**/*.ts'],
    rules: {
      ...boundary(
        'The core is pure: no Node, no editor, nothing of the server around it.',
        '^node:',
        '^vscode',
        '^(\\.\\./)+(node|browser|features|server|host|protocol)(/|\\.|$)',
      ),
      'no-restricted-globals': [
        'error',
        'setTimeout',
        'setInterval',
        'fetch',
        'process',
        'console',
        'crypto',
        'performance',
        'globalThis',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is a parameter.' },
        { object: 'Math', property: 'random', message: 'Randomness is a parameter.' },
      ],
    },
  },
  {
    files: ['server/src/*.ts', 'server/src/features/**/*.ts'],
    rules: boundary('What runs everywhere may not import a host.', '^node:', '/(node|browser)/'),
  },
  {
    files: ['client/src/**/*.ts'],
    rules: boundary(
      'The client knows prompts, not keys: of the server it may import the protocol, registry tables and names of files.',
      'server/src/(?!protocol\\.ts|host\\.ts|core/registry/|core/pairs/path\\.ts|core/gitignore\\.ts)',
    ),
  },
  {
    files: ['scripts/**/*.ts', 'test/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly', console: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly' } },
  },
);
