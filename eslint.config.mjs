import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist', 'synth', '.tools', 'bench/peers/bin', 'node_modules', 'test/conformance/**/*.jsonl'] },
  { files: ['**/*.{ts,mjs}'], linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
)
