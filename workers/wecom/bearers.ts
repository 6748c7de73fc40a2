import type { Register } from '../../domain/people/register.ts';

/** Who stands behind an account of the corp: the id of the person, known or new. */
export interface Bearers {
  member(userid: string): string;
  parent(userid: string): string;
}

/**
 * An account that the directory knows belongs to the person it names, whoever told of it; so somebody whose userid was
 * changed stays the same person. Any other has an id of its own, with the book before it, since a parent's userid may
 * be a member's too.
 */
export function bearersIn({ accounts, people }: Register): Bearers {
  const known = new Map(accounts.map(({ channel, id, person }) => [`${channel}/${id}`, person]));
  const taken = new Map(accounts.map(({ channel, id, person }) => [`${channel}/${person}`, id]));
  const ids = new Set(people.map(({ id }) => id));
  const bearer = (channel: 'member' | 'parent', prefix: string, userid: string): string => {
    const person = known.get(`${channel}/${userid}`);
    if (person !== undefined) return person;
    // Somebody new under a userid that a person of that id has given up.
    let id = `${prefix}${userid}`;
    while (ids.has(id) && (taken.get(`${channel}/${id}`) ?? userid) !== userid) id += '~';
    return id;
  };
  return {
    member: (userid) => bearer('member', 'm-', userid),
    parent: (userid) => bearer('parent', 'p-', userid),
  };
}
