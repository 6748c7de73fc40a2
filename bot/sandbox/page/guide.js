import { part } from './dom.js';

const REMEMBERED = 'not-one-less.guide';

/**
 * The first three steps, shown until done or closed. Where the browser keeps nothing they show at each visit.
 * @param {{ onStep: (step: number) => void }} actions what the button of a step does
 */
export function guideCard({ onStep }) {
  const card = part('guide', HTMLElement);
  const steps = [...card.querySelectorAll('[data-step]')];
  let step = 0;

  function draw() {
    for (const item of steps) {
      const place = Number(item.getAttribute('data-step'));
      item.classList.toggle('done', place < step);
      if (place === step) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    }
  }

  /** @param {boolean} open */
  function show(open) {
    card.hidden = !open;
    if (!open) remember();
  }

  for (const item of steps) {
    item
      .querySelector('button')
      ?.addEventListener('click', () => onStep(Number(item.getAttribute('data-step'))));
  }
  part('guide-close', HTMLButtonElement).addEventListener('click', () => show(false));
  part('help', HTMLButtonElement).addEventListener('click', () => {
    step = 0;
    draw();
    show(card.hidden !== false);
  });
  draw();
  show(!isRemembered());

  return {
    close: () => show(false),
    /** A step was taken; one that is not next is no matter. @param {number} taken */
    took(taken) {
      if (taken !== step) return;
      step += 1;
      draw();
      if (step === steps.length - 1) remember();
    },
  };
}

function isRemembered() {
  try {
    return localStorage.getItem(REMEMBERED) !== null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(REMEMBERED, 'done');
  } catch {
    // A browser that keeps nothing shows the steps again next time; nothing else depends on it.
  }
}
