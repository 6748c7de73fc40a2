/**
 * Generates the database client into prisma/generated, without a network. Plain JavaScript, because it runs before
 * anything else and most often only finds that there is nothing to do.
 *
 *     node prisma/generate.mjs [--force]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url));
const { resolve } = createRequire(import.meta.url);
const stampFile = path.join(folder, 'generated', '.stamp');

/** Changes with the schema and with the generator's version. */
function currentStamp() {
  const hash = createHash('sha256');
  hash.update(readFileSync(path.join(folder, 'schema.prisma')));
  for (const name of ['prisma', '@prisma/client']) hash.update(readFileSync(resolve(`${name}/package.json`)));
  return hash.digest('hex');
}

function generate() {
  const cli = path.join(path.dirname(resolve('prisma/package.json')), 'build', 'index.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: path.dirname(folder),
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating needs no engine, yet would download one. Naming any program that exists keeps it from trying.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (status === 0) return;
  process.stderr.write(
    `${stdout ?? ''}${stderr ?? ''}\nprisma/schema.prisma could not be turned into a client.\n`,
  );
  process.exit(1);
}

const stamp = currentStamp();
const isCurrent = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
if (!isCurrent || process.argv.includes('--force')) {
  generate();
  writeFileSync(stampFile, stamp);
}
