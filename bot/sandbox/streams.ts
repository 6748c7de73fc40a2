import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Changes } from './events.ts';

const HEARTBEAT_MS = 20_000;

/** The pages that listen (`GET /api/events`), each over a response that stays open. */
export class EventStreams {
  readonly #changes: Changes;
  readonly #open = new Set<ServerResponse>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Sends `changed` events with `{"what":[…]}` until the page goes away. */
  open(reply: FastifyReply): FastifyReply {
    reply.hijack();
    const { raw } = reply;
    const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8' };
    raw.writeHead(200, headers as Record<string, string>);
    raw.write(': here\n\n');
    this.#open.add(raw);
    const stopListening = this.#changes.listen((what) => {
      raw.write(`event: changed\ndata: ${JSON.stringify({ what })}\n\n`);
    });
    // Between page and server something may close what seems idle.
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS).unref();
    raw.once('close', () => {
      clearInterval(heartbeat);
      stopListening();
      this.#open.delete(raw);
    });
    return reply;
  }

  closeAll(): void {
    for (const raw of this.#open) raw.end();
  }
}
