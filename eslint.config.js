import tseslint from 'typescript-eslint';

const clockAndWorld = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'time comes through the Clock port',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'randomness comes through the Keys port',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time comes through the Clock port' },
];
const worldGlobals = ['process', 'console', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance'];

/** What imports cannot show of the layers (ARCHITECTURE.md) and of the sizes files are kept to. */
export default tseslint.config(
  // test/grafana/page has packages of its own, which may not be there: its test asks the compiler.
  { ignores: ['dist/', '**/node_modules/', 'bench/results/', 'test/grafana/page/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/require-await': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
    },
  },
  {
    files: ['src/{core,ports,steps,usecases}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...worldGlobals],
      'no-restricted-syntax': ['error', ...clockAndWorld],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...worldGlobals, 'Promise'],
      'no-restricted-syntax': [
        'error',
        ...clockAndWorld,
        { selector: ':function[async=true]', message: 'core is synchronous' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:crypto',
              allowImportNames: [
                'createHash',
                'createHmac',
                'createPublicKey',
                'createPrivateKey',
                'verify',
                'X509Certificate',
                'KeyObject',
              ],
              message: 'core only computes',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-floating-promises': 'off' },
  },
);
