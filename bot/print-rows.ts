import { YamlFileError } from '../seeds/yaml-file.ts';
import { ConfigFault } from './config.ts';

/** How rows read in a terminal, and what they come to in one line. */
interface Printed<Row> {
  lines(rows: readonly Row[]): string;
  counts(rows: readonly Row[]): string;
}

/**
 * Prints what a command has found out about the county's files: as JSON with the counts beside it, or as lines with the
 * counts below. Returns the exit code: 2, with all that is wrong, where the files do not hold.
 */
export const printRows = <Row>(
  isJson: boolean,
  find: () => readonly Row[],
  { lines, counts }: Printed<Row>,
): number => {
  try {
    const rows = find();
    if (isJson) {
      process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      process.stderr.write(`${counts(rows)}\n`);
    } else process.stdout.write(`${lines(rows)}\n\n${counts(rows)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof YamlFileError || error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
};
