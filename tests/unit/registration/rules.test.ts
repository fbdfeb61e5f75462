import { expect, test } from 'vitest';
import { REGISTRATION_RULES } from '../../../src/lib/rulebook/registration-rules';

test('the registration rules are well formed and their ids are unique', () => {
  const ids = REGISTRATION_RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('registration.cnipa-patent.form');
});
