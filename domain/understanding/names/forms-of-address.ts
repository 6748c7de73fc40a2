import type { Token } from '../tokens/tokens.ts';

const FORM = /^(?:同学|小朋友|童鞋|小盆友)$/;

/** "甲同学": how a pupil is addressed says nothing, and would part the name from what is told of it. */
export const withoutForms = (tokens: readonly Token[]): Token[] =>
  tokens.filter(
    (token, place) => !(token.kind === 'cue' && FORM.test(token.text) && tokens[place - 1]?.kind === 'name'),
  );
