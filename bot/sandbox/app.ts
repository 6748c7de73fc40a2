import path from 'node:path';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { z } from 'zod';
import { refusals } from '../../templates/sandbox.ts';
import { chatView, say } from './chats.ts';
import { SandboxClock } from './clock.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { dutiesSchema, dutiesView } from './duties.ts';
import { Changes } from './events.ts';
import { fileView, studentsView } from './files.ts';
import { guard, unreadable } from './guard.ts';
import { pageFile } from './page-files.ts';
import { paperDownload } from './papers.ts';
import { isKnown, peopleView } from './people.ts';
import { recordingDownload } from './recordings.ts';
import { Refusal } from './refusal.ts';
import { Stage } from './stories.ts';
import { EventStreams } from './streams.ts';
import { clockView, moveClock } from './travel.ts';
import { Turns } from './turns.ts';

const BODY_LIMIT = 64 * 1024;
const MOST_MESSAGE_BYTES = 60 * 1024;
const LONGEST_PARAMETER = 400;

/** PostgreSQL keeps no zero character in a text. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => value.replaceAll('\0', ''));

const id = text(200).pipe(z.string().min(1));
const byId = z.strictObject({ id });
const nothing = z.strictObject({}).nullish();
const messageSchema = z.strictObject({
  id: z.string().regex(/^[\w.:-]{1,100}$/),
  from: id,
  text: text(BODY_LIMIT),
});
const moveSchema = z.union([
  z.strictObject({ add: z.enum(['10m', '1d']) }),
  z.strictObject({ to: z.literal('next') }),
  z.strictObject({ play: z.literal(true), speed: z.number().int().min(1).max(86_400) }),
  z.strictObject({ play: z.literal(false) }),
]);
const readerSchema = z.strictObject({ viewer: id, purpose: text(200).optional() });
const searchSchema = z.strictObject({ q: text(50).default('') });

/**
 * The sandbox's web server: the page, and the addresses it asks. Listens nowhere itself and answers only to this
 * machine. Everything it refuses comes with a sentence that says what to do.
 */
export function sandboxApp(dependencies: SandboxDependencies): FastifyInstance {
  const { logger } = dependencies;
  const app = fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    // Addresses hold names that are searched for.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // What cannot even be read as an address.
    frameworkErrors: unreadable,
  });
  guard(app);
  const onFault = (error: unknown) => app.log.error({ error }, 'the sandbox failed in the background');
  const clock = new SandboxClock(dependencies.database);
  const changes = new Changes(dependencies.database, onFault);
  const turns = new Turns();
  const stage = new Stage({ dependencies, clock, changes, turns, onFault });
  const parts = { dependencies, clock, changes, turns, stage };
  readingRoutes(app, parts);
  changingRoutes(app, parts);
  pageRoutes(app);
  eventRoute(app, parts);
  return app;
}

interface Parts {
  dependencies: SandboxDependencies;
  clock: SandboxClock;
  changes: Changes;
  turns: Turns;
  stage: Stage;
}

function readingRoutes(app: FastifyInstance, { dependencies, clock, changes, stage }: Parts): void {
  app.get('/api/people', () => peopleView(dependencies));
  app.get(
    '/api/chats/:id',
    withInput(byId, paramsOf, async (input) => {
      const answer = await chatView(dependencies, input.id);
      if (answer instanceof Refusal) return answer;
      if (answer.seen > 0) changes.tell('people');
      return answer.chat;
    }),
  );
  app.get('/api/clock', () => clockView(dependencies, clock));
  app.get(
    '/api/duties',
    withInput(dutiesSchema, queryOf, ({ actor }) => dutiesView(dependencies, actor ?? null)),
  );
  app.get(
    '/api/students',
    withInput(searchSchema, queryOf, ({ q }) => studentsView(dependencies, q)),
  );
  const byReader = byId.extend(readerSchema.shape);
  app.get(
    '/api/files/:id',
    withInput(byReader, bothOf, ({ id, ...reader }) => fileView(dependencies, id, reader)),
  );
  app.get(
    '/api/papers/:id',
    withInput(byReader, bothOf, async ({ id, ...reader }, reply) => {
      const paper = await paperDownload(dependencies, id, reader);
      return paper instanceof Refusal ? paper : sendPaper(reply, paper);
    }),
  );
  app.get(
    '/api/recordings/:id',
    withInput(byReader, bothOf, async ({ id, viewer }, reply) => {
      const recording = await recordingDownload(dependencies, id, viewer);
      return recording instanceof Refusal ? recording : sendPaper(reply, recording);
    }),
  );
  app.get('/api/stories', () => ({
    stories: dependencies.stories.map(({ id, title, about }) => ({ id, title, about })),
    playing: stage.playing,
  }));
}

function changingRoutes(app: FastifyInstance, parts: Parts): void {
  const { dependencies, clock, changes, turns, stage } = parts;
  app.post('/api/messages', (request) => sayMessage(request.body, parts));
  app.post(
    '/api/clock',
    withInput(
      moveSchema,
      bodyOf,
      async (move) => {
        if (stage.playing) return new Refusal(409, refusals.storyRuns);
        const refusal = await turns.take(() => moveClock(dependencies, clock, move));
        if (refusal) return refusal;
        changes.tell('clock', 'people', 'duties');
        return clockView(dependencies, clock);
      },
      refusals.badMove,
    ),
  );
  app.post(
    '/api/stories/stop',
    withInput(nothing, bodyOf, () => stage.stop().then(() => ({}))),
  );
  app.post(
    '/api/stories/:id',
    withInput(byId, paramsOf, ({ id }) => stage.begin(id) ?? {}),
  );
  app.post(
    '/api/reset',
    withInput(nothing, bodyOf, async () => {
      await stage.stop();
      await turns.take(() => dependencies.reset());
      changes.tell('people', 'duties', 'clock', 'story');
      return {};
    }),
  );
}

async function sayMessage(body: unknown, { dependencies, changes, turns }: Parts): Promise<object> {
  const message = messageSchema.safeParse(body);
  if (!message.success) return new Refusal(400, refusals.badMessage);
  const { data } = message;
  if (Buffer.byteLength(data.text) > MOST_MESSAGE_BYTES) return new Refusal(413, refusals.longMessage);
  if (data.text.trim() === '') return new Refusal(400, refusals.emptyMessage);
  if (!isKnown(dependencies.directory(), data.from)) return new Refusal(404, refusals.noPerson);
  await turns.take(async () => say(dependencies, { ...data, at: await dependencies.now() }));
  changes.tell(`chat:${data.from}`, 'people', 'duties');
  return { accepted: true };
}

function pageRoutes(app: FastifyInstance): void {
  const send = async (name: string, reply: FastifyReply) => {
    const file = await pageFile(name);
    return file ? reply.type(file.type).send(file.content) : new Refusal(404, refusals.noFile);
  };
  app.get('/', (_request, reply) => send('index.html', reply));
  app.get('/:name', (request: FastifyRequest<{ Params: { name: string } }>, reply) =>
    send(request.params.name, reply),
  );
}

function eventRoute(app: FastifyInstance, { changes, stage }: Parts): void {
  const streams = new EventStreams(changes);
  app.get('/api/events', (_request, reply) => streams.open(reply));
  // Before the server waits for its connections to end.
  app.addHook('preClose', async () => {
    streams.closeAll();
    await stage.stop();
    await changes.stop();
  });
}

const bodyOf = (request: FastifyRequest): unknown => request.body;
const paramsOf = (request: FastifyRequest): unknown => request.params;
const queryOf = (request: FastifyRequest): unknown => request.query;
const bothOf = (request: FastifyRequest): unknown => ({
  ...(request.query as object),
  ...(request.params as object),
});

/** A handler that gets what was sent only in the shape it expects; anything else is refused. */
const withInput =
  <Input>(
    schema: z.ZodType<Input>,
    inputOf: (request: FastifyRequest) => unknown,
    handle: (input: Input, reply: FastifyReply) => object | Promise<object>,
    sentence: string = refusals.badRequest,
  ) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<object> => {
    const input = schema.safeParse(inputOf(request));
    return input.success ? handle(input.data, reply) : new Refusal(400, sentence);
  };

const TYPES: Readonly<Record<string, string>> = {
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.png': 'image/png',
  '.amr': 'audio/amr',
};

const sendPaper = (reply: FastifyReply, { name, content }: { name: string; content: Buffer }): FastifyReply =>
  reply
    .type(TYPES[path.extname(name)] ?? 'application/octet-stream')
    .header(
      'content-disposition',
      `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .send(content);
