/** The parts of a message between its stops, in order. Where each word of a chat may stand by itself, spaces part it too: see there. */
export const clausesOf = (text: string): string[] => text.split(/[，,。；;\n]/u);

/** The entries of a list that somebody writes out: "李强，王芳、派出所空缺". */
export const entriesOf = (text: string): string[] => text.split(/[，,、。；;\n]/u);
