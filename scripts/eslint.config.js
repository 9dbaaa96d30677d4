import { fileURLToPath } from 'node:url';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders of the apiserver from the top down: a folder may import only from those after it. */
const layers = ['filters', 'endpoints', 'peer-proxy', 'registry', 'storage'];

const apiserver = 'packages/apiserver/src';
const layerRules = layers.map((layer, index) => ({
  files: [`${apiserver}/${layer}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: layers.slice(0, index).map((higher) => ({
          group: [`**/${higher}/*`, `**/${higher}/**`],
          message: `${layer} stands below ${higher}.`,
        })),
      },
    ],
  },
}));

const pure = {
  files: ['packages/apimachinery/src/**/*.ts', 'packages/api/src/**/*.ts'],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: ['node:*'], message: 'This package is pure.' }] },
    ],
  },
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '.skewplane/**'] },
  {
    files: ['packages/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        project: ['scripts/tsconfig.lint.json'],
        tsconfigRootDir: root,
      },
    },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: `${root}scripts/tsconfig.lint.json` }),
      ],
    },
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
    },
  },
  {
    files: ['packages/apiserver/src/{authentication,authorization,admission}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['fastify'], message: 'Security decisions know nothing of HTTP.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    // The models of the official client are classes only on paper: its users pass literals.
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  ...layerRules,
  pure,
);
