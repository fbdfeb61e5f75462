const MEMORY = 'zhiya-sitting-name';

const remembered = (): string => {
  try {
    return sessionStorage.getItem(MEMORY) ?? '';
  } catch {
    return '';
  }
};

/** Who answers in this sitting: said once, kept until the tab is closed, and never written anywhere but into answers. */
class Sitting {
  #name = $state(remembered());

  get name(): string {
    return this.#name;
  }
  set name(name: string) {
    this.#name = name.trim();
    try {
      sessionStorage.setItem(MEMORY, this.#name);
    } catch {
      // A browser that keeps nothing still knows the name until the page is left.
    }
  }
}

export const sitting = new Sitting();
