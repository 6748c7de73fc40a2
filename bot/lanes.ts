import type { Directory } from '../domain/people/directory.ts';

/** Messages that keep their order among themselves, and need not with others'. */
export interface Lanes<Message> {
  /** One for each school: schools never wait for each other (docs/decisions/001). */
  schools: Message[][];
  /** One for each township and one for the district, whose people speak of several schools. */
  above: Message[][];
}

export const lanesOf = <Message extends { sender: string }>(
  messages: readonly Message[],
  directory: Directory,
): Lanes<Message> => {
  const lanes = new Map<string, Message[]>();
  for (const one of messages) {
    const place = placeOf(one.sender, directory);
    const lane = lanes.get(place);
    if (lane) lane.push(one);
    else lanes.set(place, [one]);
  }
  const isSchool = ([place]: [string, Message[]]): boolean => directory.schools.has(place);
  const messagesOf = ([, lane]: [string, Message[]]): Message[] => lane;
  return {
    schools: [...lanes].filter(isSchool).map(messagesOf),
    above: [...lanes].filter((one) => !isSchool(one)).map(messagesOf),
  };
};

/** Where somebody speaks: the school of a teacher or a family, or else the township, or else the district. */
export const placeOf = (person: string, directory: Directory): string => {
  const { schools, classes, townships, villages, parts } = directory;
  const units = directory.postsOf(person, '9999-12-31').flatMap(({ unit }) => unit ?? []);
  const school = units.flatMap((unit) => (schools.has(unit) ? unit : (classes.get(unit)?.school ?? [])))[0];
  const township = units.flatMap((unit) =>
    townships.has(unit) ? unit : (villages.get(unit)?.township ?? []),
  )[0];
  return school ?? directory.childrenOf(person)[0]?.school ?? township ?? parts.district.id;
};
