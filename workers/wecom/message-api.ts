import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Card } from '../../templates/cards.ts';
import type { WecomApi } from './api.ts';
import { WecomRefusal } from './codes.ts';
import type { Form } from './wire.ts';

/** Asked before each repetition of a send; false ends the tries. */
export type MayRepeat = () => Promise<boolean>;

/** What became of a message that WeCom took (doc 90236). Ids in lower case, as WeCom gives them. */
export interface Sent {
  /** For recall, within 24 hours. */
  msgid: string | null;
  /** Of a card with buttons: changes it once, within 72 hours. */
  responseCode: string | null;
  /** Who does not exist for the app; the others got it. */
  invalidUsers: readonly string[];
  /** In range, but without a licence for this interface. */
  unlicensedUsers: readonly string[];
}

/** What became of a school notice (doc 91609); it has no id and cannot be taken back. */
export interface Noticed {
  invalidParents: readonly string[];
  invalidStudents: readonly string[];
}

export interface AppChat {
  chatid: string;
  name: string;
  owner: string;
  members: readonly string[];
}

export type AppChatChange = Partial<Pick<AppChat, 'name' | 'owner'>> & {
  chatid: string;
  add?: readonly string[];
  remove?: readonly string[];
};

/** The interfaces that send, change and take back, each under its documented name. Faults as in `WecomApi`. */
export interface MessageApi {
  /** `body` from `bodies`: the same bytes are shown once within the hours of `CHECKED_FOR`. */
  send(body: string, mayRepeat?: MayRepeat): Promise<Sent>;
  /** Greys the buttons of a card for these people, with this word on them. */
  replaceButton(change: { users: readonly string[]; responseCode: string; word: string }): Promise<void>;
  /** Takes a message back, on the WeCom client alone; refused with 42052 after 24 hours. */
  recall(msgid: string): Promise<void>;
  /** Uploads a file, or a recording (AMR), and returns its media id, good for three days. */
  upload(name: string, content: Uint8Array, type?: 'file' | 'voice'): Promise<string>;
  /** Makes a group with an id of our own; a group that is there already is no fault. */
  createChat(chat: AppChat): Promise<void>;
  changeChat(change: AppChatChange): Promise<void>;
  chat(chatid: string): Promise<AppChat>;
  /** WeCom checks no duplicates here: what was not answered may have been shown. */
  sendToChat(chatid: string, content: { kind: 'text' | 'markdown'; text: string }): Promise<void>;
  /** `body` from `bodies.notice`. */
  notify(body: string): Promise<Noticed>;
}

const textual = z.string().nullish().catch(null);
const ids = z.array(z.string()).nullish().catch(null);

/** "A|B" → a, b. */
const joined = textual.transform((text) =>
  (text ?? '')
    .split('|')
    .filter(Boolean)
    .map((id) => id.toLowerCase()),
);
const listed = ids.transform((list) => (list ?? []).map((id) => id.toLowerCase()));

const anySchema = z.looseObject({});
const sentSchema = z
  .looseObject({ invaliduser: joined, unlicenseduser: joined, msgid: textual, response_code: textual })
  .transform(
    (answer): Sent => ({
      msgid: answer.msgid || null,
      responseCode: answer.response_code || null,
      invalidUsers: answer.invaliduser,
      unlicensedUsers: answer.unlicenseduser,
    }),
  );
const noticedSchema = z
  .looseObject({ invalid_parent_userid: listed, invalid_student_userid: listed })
  .transform(
    (answer): Noticed => ({
      invalidParents: answer.invalid_parent_userid,
      invalidStudents: answer.invalid_student_userid,
    }),
  );
const mediaSchema = z.looseObject({ media_id: z.string().min(1) });
const chatSchema = z
  .looseObject({
    chat_info: z.looseObject({
      chatid: z.string(),
      name: z.string().catch(''),
      owner: z.string().catch(''),
      userlist: z.array(z.string()).catch([]),
    }),
  })
  .transform(
    ({ chat_info: { chatid, name, owner, userlist } }): AppChat => ({
      chatid,
      name,
      owner,
      members: userlist,
    }),
  );

export const openMessages = (api: WecomApi, agentId: number): MessageApi => {
  return {
    send: (body, mayRepeat) =>
      api.post('/cgi-bin/message/send', body, sentSchema, {
        isRepeatable: true,
        ...(mayRepeat ? { mayRepeat } : {}),
      }),
    replaceButton: async ({ users, responseCode, word }) => {
      const button = { replace_name: word };
      const body = { userids: users, agentid: agentId, response_code: responseCode, button };
      // The code is good once, so that a repetition does no harm.
      await api.post('/cgi-bin/message/update_template_card', JSON.stringify(body), anySchema, {
        isRepeatable: true,
      });
    },
    recall: async (msgid) => {
      await api.post('/cgi-bin/message/recall', JSON.stringify({ msgid }), anySchema, { isRepeatable: true });
    },
    upload: async (name, content, type = 'file') => {
      const answer = await api.post('/cgi-bin/media/upload', fileForm(name, content), mediaSchema, {
        query: { type },
        isRepeatable: true,
      });
      return answer.media_id;
    },
    createChat: async ({ chatid, name, owner, members }) => {
      const body = JSON.stringify({ chatid, name, owner, userlist: members });
      try {
        await api.post('/cgi-bin/appchat/create', body, anySchema, { isRepeatable: true });
      } catch (fault) {
        if (!(fault instanceof WecomRefusal) || fault.code !== CHAT_EXISTS) throw fault;
      }
    },
    changeChat: async ({ chatid, name, owner, add, remove }) => {
      const body = {
        chatid,
        ...(name === undefined ? {} : { name }),
        ...(owner === undefined ? {} : { owner }),
        ...(add ? { add_user_list: add } : {}),
        ...(remove ? { del_user_list: remove } : {}),
      };
      await api.post('/cgi-bin/appchat/update', JSON.stringify(body), anySchema, { isRepeatable: true });
    },
    chat: (chatid) => api.get('/cgi-bin/appchat/get', chatSchema, { chatid }),
    sendToChat: async (chatid, { kind, text }) => {
      const body = { chatid, msgtype: kind, [kind]: { content: text }, safe: 0 };
      await api.post('/cgi-bin/appchat/send', JSON.stringify(body), anySchema);
    },
    notify: (body) =>
      api.post('/cgi-bin/externalcontact/message/send', body, noticedSchema, { isRepeatable: true }),
  };
};

const CHAT_EXISTS = 86215;

/** As long as WeCom surely recognises a repetition, in seconds; see `checkedOnce`. */
export const CHECKED_FOR = 10_801;

/** To whom a request goes; `salt` tells it from another of the same words. */
export interface Addressed {
  agentId: number;
  to: string;
  salt: string;
}

/**
 * WeCom shows the same request once within the interval, which may be 4 hours at most. Two notices of the same words are
 * two messages all the same: their intervals differ, between 3 and 4 hours.
 */
const checkedOnce = (salt: string) => {
  let digest = 0;
  for (const byte of Buffer.from(salt)) digest = (digest * 31 + byte) % 1_000_003;
  return { enable_duplicate_check: 1, duplicate_check_interval: CHECKED_FOR + (digest % 3600) };
};

const toMember = ({ agentId, to, salt }: Addressed, msgtype: string, content: unknown): string =>
  JSON.stringify({ touser: to, msgtype, agentid: agentId, [msgtype]: content, ...checkedOnce(salt) });

/** The requests as text, to be kept and sent unchanged. */
export const bodies = {
  text: (addressed: Addressed, content: string) => toMember(addressed, 'text', { content }),
  card: (addressed: Addressed, card: Card) => toMember(addressed, 'template_card', card),
  file: (addressed: Addressed, media: string) => toMember(addressed, 'file', { media_id: media }),
  /** A school notice, to a thousand parents at most. */
  notice: ({ agentId, to, salt }: Omit<Addressed, 'to'> & { to: readonly string[] }, content: string) =>
    JSON.stringify({
      recv_scope: 0,
      to_parent_userid: to,
      msgtype: 'text',
      agentid: agentId,
      text: { content },
      ...checkedOnce(salt),
    }),
  /** A recording as a school notice, to as many. */
  noticeVoice: ({ agentId, to, salt }: Omit<Addressed, 'to'> & { to: readonly string[] }, media: string) =>
    JSON.stringify({
      recv_scope: 0,
      to_parent_userid: to,
      msgtype: 'voice',
      agentid: agentId,
      voice: { media_id: media },
      ...checkedOnce(salt),
    }),
};

/** The form of doc 90253: its part is `media`, and says name and length, which `FormData` would not. */
const fileForm = (name: string, content: Uint8Array): Form => {
  const boundary = `not-one-less-${randomUUID()}`;
  const quoted = name.replace(/["\\\r\n]/g, '_');
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="media"; filename="${quoted}"; filelength=${content.byteLength}`,
    'Content-Type: application/octet-stream',
    '',
    '',
  ].join('\r\n');
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    content: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
};
