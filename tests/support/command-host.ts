/** A process that runs one command of the product after another, each from its own first line. */
import path from 'node:path';

export interface Called {
  program: string;
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
}

let count = 0;

/** Keeps what is written to a stream of this process instead of showing it. */
const keep = (stream: NodeJS.WriteStream): (() => string) => {
  const write = stream.write;
  let text = '';
  stream.write = ((part: string | Uint8Array) => {
    text += typeof part === 'string' ? part : Buffer.from(part).toString();
    return true;
  }) as typeof stream.write;
  return () => {
    stream.write = write;
    return text;
  };
};

process.on('message', async ({ program, args, environment }: Called) => {
  process.argv = [process.execPath, path.resolve(program), ...args];
  process.env = { ...environment };
  process.exitCode = undefined;
  const out = keep(process.stdout);
  const err = keep(process.stderr);
  let failed = '';
  // Another address each time, so that the command itself is no module that has been run already.
  count += 1;
  await import(`../../${program}?${count}`).catch((error: Error) => {
    failed = error.stack ?? error.message;
  });
  const code = failed ? 1 : (process.exitCode ?? 0);
  process.exitCode = undefined;
  process.send?.({ code, out: out(), err: err() + failed });
});
process.once('disconnect', () => process.exit());
