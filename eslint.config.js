// ESLint reads only this file; the rules live in .eslintrc.json, where people look for them.
const { FlatCompat } = require('@eslint/eslintrc');
const rules = require('./.eslintrc.json');

const compat = new FlatCompat({ recommendedConfig: require('@eslint/js').configs.recommended });

module.exports = [
  {
    ignores: [
      'dist/**',
      'eslint.config.js',
      'bin/**',
      'test/support/footprint.cjs',
      'test/faults/known-names.cjs',
      'test/windows/home.cjs',
      'standalone/**',
      'release/**',
    ],
  },
  ...compat.config(rules),
];
