// Who may know whom (ARCHITECTURE.md, "Layers"). Arrows point down; only main.ts and the sandbox's entry wire adapters to faces.
const mayUse = {
  core: [],
  ports: ['core'],
  steps: ['core', 'ports'],
  usecases: ['core', 'ports', 'steps'],
  adapters: ['core', 'ports'],
  faces: ['core', 'ports', 'usecases'],
};
const notTests = '[.]test(-support)?[.]ts$';
const layerRules = Object.entries(mayUse).map(([layer, below]) => ({
  name: `${layer}-uses-only-${['itself', ...below].join('-')}`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: notTests },
  to: { path: '^src/', pathNot: [`^src/${layer}/`, ...below.map((name) => `^src/${name}/`)] },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'pure-layers-use-no-node-module-but-crypto',
      comment: 'what reads a file, a port or a clock is an adapter',
      severity: 'error',
      from: { path: '^src/(core|ports|steps|usecases)/', pathNot: notTests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'pure-layers-use-only-pure-packages',
      severity: 'error',
      from: { path: '^src/(core|ports|steps|usecases)/', pathNot: notTests },
      to: {
        path: 'node_modules',
        pathNot: [
          'node_modules/@peculiar/asn1-',
          'node_modules/temporal-',
          'node_modules/yaml/',
          'node_modules/zod/',
          'node_modules/@types/',
        ],
      },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: notTests },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'only-tests-use-what-supports-them',
      severity: 'error',
      from: { path: '^src/', pathNot: notTests },
      to: { path: '[.]test-support[.]ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/grafana/(page|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
