import type { Contact, Message } from 'wechaty';
import { types } from 'wechaty-puppet';
import { atMost } from '../at-most.ts';
import type { Incoming, IncomingFile } from '../incoming.ts';
import { withoutMention } from '../mention.ts';

/** What a message with a file may hold, in bytes. */
const MOST_BYTES = 20 * 1024 * 1024;

const WITH_FILE: ReadonlySet<number> = new Set([
  types.Message.Attachment,
  types.Message.Audio,
  types.Message.Image,
  types.Message.Video,
]);

/**
 * A message that is meant for the bot: one to it alone, or one of a group that calls it by name. Null for all others,
 * its own among them; of those nothing is kept.
 */
export const readMessage = async (message: Message, self: Contact): Promise<Incoming | null> => {
  const isText = message.type() === types.Message.Text;
  if (message.self() || !(isText || WITH_FILE.has(message.type()))) return null;
  const room = message.room();
  if (room && !(await message.mentionSelf())) return null;
  const sender = message.talker().id;
  return {
    channel: 'wechaty',
    messageId: message.id,
    conversation: room ? { kind: 'group', id: room.id } : { kind: 'single', id: sender },
    sender,
    text: isText ? withoutMention(message.text(), [self.name(), await room?.alias(self)]) : '',
    quote: null,
    tap: null,
    files: isText ? [] : [await fileOf(message)],
    sentAt: message.date().getTime(),
  };
};

/** Its name is known before it is fetched. A file that cannot be had is a fault when it is wanted. */
const fileOf = async (message: Message): Promise<IncomingFile> => {
  const name = await message.toFileBox().then(
    (box) => box.name.split(/[/\\]/).at(-1) || null,
    () => null,
  );
  return {
    name,
    fetch: async () => atMost(await (await message.toFileBox()).toStream(), MOST_BYTES),
  };
};
