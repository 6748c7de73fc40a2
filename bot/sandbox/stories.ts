import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Instant, MINUTE } from '../../domain/calendar/time.ts';
import { refusals, storySteps } from '../../templates/sandbox.ts';
import { sayWhen } from '../../templates/words.ts';
import { say } from './chats.ts';
import type { SandboxClock } from './clock.ts';
import type { SandboxDependencies, SandboxMessage, Story } from './dependencies.ts';
import type { Changes } from './events.ts';
import { Refusal } from './refusal.ts';
import { goTo } from './travel.ts';
import type { Turns } from './turns.ts';

/** How far a story has come; `step` counts from 1, the last step is the way to the end. */
export interface Playing {
  id: string;
  step: number;
  of: number;
  what: string;
  person: string | null;
}

interface StageSetting {
  dependencies: SandboxDependencies;
  clock: SandboxClock;
  changes: Changes;
  turns: Turns;
  onFault: (error: unknown) => void;
}

/** Stops on the way to the next message, at most; a long silence is told in as many jumps. */
const STOPS = 6;
const SHORTEST_JUMP = 10 * MINUTE;

/** Plays stories, one at a time. */
export class Stage {
  readonly #setting: StageSetting;
  #playing: Playing | null = null;
  #stopper = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(setting: StageSetting) {
    this.#setting = setting;
  }

  get playing(): Playing | null {
    return this.#playing;
  }

  /** Begins a story; it goes on by itself. Refuses one that is not there, and a second one at the same time. */
  begin(id: string): Refusal | undefined {
    const story = this.#setting.dependencies.stories.find((each) => each.id === id);
    if (!story) return new Refusal(404, refusals.noStory);
    if (this.#playing) return new Refusal(409, refusals.storyRuns);
    this.#stopper = new AbortController();
    const of = story.messages.filter(({ isRoutine }) => !isRoutine).length + 1;
    this.#show({ id, step: 1, of, what: storySteps.goesOn(sayWhen(story.start, story.start)), person: null });
    this.#ended = this.#tell(story, this.#stopper.signal)
      .catch(this.#setting.onFault)
      .finally(() => this.#show(null));
    return undefined;
  }

  /** Stops between two steps; resolves when the story stands. */
  async stop(): Promise<void> {
    this.#stopper.abort();
    await this.#ended;
  }

  async #tell(story: Story, signal: AbortSignal): Promise<void> {
    const { dependencies, clock, turns, changes } = this.#setting;
    await turns.take(async () => {
      await dependencies.reset(story.start);
      await clock.play(0);
    });
    changes.tell('people', 'duties', 'clock');
    const run = randomUUID();
    let step = 1;
    for (const [place, { at, from, text, isRoutine }] of story.messages.entries()) {
      const message = { id: `${story.id}-${run}-${place}`, from, text, at };
      if (isRoutine) {
        if (signal.aborted) return;
        this.#advance({ step, what: storySteps.goesOn(sayWhen(at, story.start)), person: null });
        await this.#go(at);
        await this.#speak(message);
        continue;
      }
      if (!(await this.#wait(signal, step, at))) return;
      const what = storySteps.says(dependencies.directory().nameOf(from), text);
      this.#advance({ step, what, person: from });
      await this.#speak(message);
      if (!(await this.#breathe(signal))) return;
      step += 1;
    }
    await this.#wait(signal, step, story.end);
  }

  /** Lets the time go on to `target`, in jumps from one due instant to another; false when stopped on the way. */
  async #wait(signal: AbortSignal, step: number, target: Instant): Promise<boolean> {
    const { dependencies } = this.#setting;
    const begin = await dependencies.now();
    const jump = Math.max(SHORTEST_JUMP, (target - begin) / STOPS);
    for (let now = begin; now < target; ) {
      if (signal.aborted) return false;
      const next = await dependencies.nextInstant();
      const stop = next ? Math.min(target, Math.max(next.at, now + jump)) : target;
      const when = sayWhen(stop, begin);
      const what = next && next.at <= stop ? storySteps.waits(when, next.what) : storySteps.goesOn(when);
      this.#advance({ step, what, person: null });
      await this.#go(stop);
      now = stop;
      if (now < target && !(await this.#breathe(signal))) return false;
    }
    return !signal.aborted;
  }

  async #go(target: Instant): Promise<void> {
    const { dependencies, clock, turns, changes } = this.#setting;
    await turns.take(() => goTo(dependencies, clock, target));
    changes.tell('clock', 'people', 'duties');
  }

  async #speak(message: SandboxMessage): Promise<void> {
    const { dependencies, turns, changes } = this.#setting;
    await turns.take(() => say(dependencies, message));
    changes.tell(`chat:${message.from}`, 'people', 'duties');
  }

  /** The time between two steps; false when the story was stopped. */
  async #breathe(signal: AbortSignal): Promise<boolean> {
    try {
      await pause(this.#setting.dependencies.pace, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return !signal.aborted;
  }

  #advance(change: Pick<Playing, 'step' | 'what' | 'person'>): void {
    if (this.#playing) this.#show({ ...this.#playing, ...change });
  }

  #show(playing: Playing | null): void {
    this.#playing = playing;
    this.#setting.changes.tell('story');
  }
}
