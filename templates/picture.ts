import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { resolve } = createRequire(import.meta.url);

/** The only font there is in a picture: the machine need not have one with Chinese. */
export const FONT = 'Noto Sans SC';
const FONTS = [
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
];

const load = async (): Promise<Uint8Array[]> => {
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return Promise.all(FONTS.map((font) => readFile(resolve(font))));
};

/** Twenty megabytes, read with the first picture and kept. */
let loaded: Promise<Uint8Array[]> | null = null;

/** A drawing as a PNG, at the size that it says. Throws when it is no SVG: a defect of whoever drew it. */
export const pictureOf = async (svg: string): Promise<Buffer> => {
  loaded ??= load();
  const fontBuffers = await loaded;
  const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: FONT } });
  try {
    return Buffer.from(drawing.render().asPng());
  } finally {
    drawing.free();
  }
};
