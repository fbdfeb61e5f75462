import { mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import { answerOf, undecided } from '../../src/lib/review/verify-report';
import FiveAnswers from '../../src/lib/ui/FiveAnswers.svelte';
import '../../src/lib/ui/tokens.css';

/** Colour of a token as the browser computes it. */
const colourOf = (token: string): string => {
  const probe = document.createElement('i');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

it('PKG-04 an unsigned package is shown with the word, in amber and without a tick', async () => {
  const pass = answerOf([]);
  const authenticity = answerOf([undecided('E_UNSIGNED', '', '未签名')]);
  const answers = { safety: pass, integrity: pass, authenticity, usability: pass, recalculation: pass };
  const shown = mount(FiveAnswers, { target: document.body, props: { answers } });
  const card = document.querySelector('[data-testid="answer-authenticity"]');
  const word = card?.querySelector('b') ?? null;
  if (card === null || word === null) throw new Error('the answer is shown');
  expect(card.textContent).toContain('未签名');
  expect(card.textContent).not.toMatch(/[✓✔☑✅]|通过/u);
  expect(word.textContent).toBe('未知');
  expect(getComputedStyle(word).color).toBe(colourOf('--amber'));
  expect(colourOf('--amber')).not.toBe(colourOf('--jade'));
  await unmount(shown);
});
