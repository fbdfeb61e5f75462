/** A hand that moves further between press and release does not mean a click. CSS pixels. */
const STILL = 6;
const CLICKABLE = 'summary, button, a[href], label, input[type="checkbox"], input[type="radio"]';

const clickableAt = (target: EventTarget | null): HTMLElement | null => {
  const found = target instanceof Element ? target.closest(CLICKABLE) : null;
  return found instanceof HTMLElement ? found : null;
};

/**
 * A browser makes a click only where press and release meet the same element: when results push the page down between the two,
 * the click is lost. This makes it: pressed on something that can be clicked, released at the same place of the screen, and
 * the thing gone from under the hand. What is under the hand by then is never clicked. Answers how to stop.
 */
export const keepClicks = (page: Document): (() => void) => {
  let pressed: { readonly on: HTMLElement; readonly at: PointerEvent } | null = null;
  const press = (event: PointerEvent): void => {
    const on = event.isPrimary && event.button === 0 ? clickableAt(event.target) : null;
    pressed = on === null ? null : { on, at: event };
  };
  const release = (event: PointerEvent): void => {
    if (pressed === null || event.pointerId !== pressed.at.pointerId) return;
    const { on, at } = pressed;
    pressed = null;
    const isStill = Math.hypot(event.clientX - at.clientX, event.clientY - at.clientY) <= STILL;
    const isMet = event.target instanceof Node && on.contains(event.target);
    if (isStill && !isMet && on.isConnected) on.click();
  };
  const forget = (): void => {
    pressed = null;
  };
  page.addEventListener('pointerdown', press, true);
  page.addEventListener('pointerup', release, true);
  page.addEventListener('pointercancel', forget, true);
  return () => {
    page.removeEventListener('pointerdown', press, true);
    page.removeEventListener('pointerup', release, true);
    page.removeEventListener('pointercancel', forget, true);
  };
};
