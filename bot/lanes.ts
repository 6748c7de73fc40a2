import type { Directory } from '../domain/people/directory.ts';

/**
 * Takes messages apart by school, since schools never wait for each other (docs/decisions/001); everybody above the
 * schools shares the district's lane. The order stays within a lane.
 */
export const lanesOf = <Message extends { sender: string }>(
  messages: readonly Message[],
  directory: Directory,
): Message[][] => {
  const lanes = new Map<string, Message[]>();
  for (const one of messages) {
    const stream = streamOf(one.sender, directory);
    const lane = lanes.get(stream);
    if (lane) lane.push(one);
    else lanes.set(stream, [one]);
  }
  return [...lanes.values()];
};

/** Whose stream a message belongs to: the school of a teacher or a family, or else the district. */
export const streamOf = (person: string, directory: Directory): string => {
  for (const { unit } of directory.postsOf(person, '9999-12-31')) {
    if (unit === null) continue;
    if (directory.schools.has(unit)) return unit;
    const school = directory.classes.get(unit)?.school;
    if (school) return school;
  }
  return directory.childrenOf(person)[0]?.school ?? directory.parts.district.id;
};
