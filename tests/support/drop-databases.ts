/** Loaded anew for each test file, where what the files import is loaded once for all of a worker. */
import { afterAll } from 'vitest';
import { dropDatabases } from './database.ts';

afterAll(dropDatabases);
