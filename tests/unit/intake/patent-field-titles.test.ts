import { expect, it } from 'vitest';
import { patentFields } from '../../../src/lib/intake/patent-field-titles';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { INTAKE_RULES } from '../../../src/lib/rulebook/intake-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';

const rules = rulesAt({
  entries: INTAKE_RULES,
  date: mustBeOk(parsePlainDate('2026-11-20')),
  region: 'cn',
});

it('offers every field once, each known to the column synonyms, with a Chinese name', () => {
  const fields = mustBeOk(patentFields(rules));
  expect(new Set(fields.map(({ field }) => field)).size).toBe(fields.length);
  const known = new Set(
    INTAKE_RULES.filter(({ id }) => id.startsWith('intake.patent-columns')).flatMap(({ values }) =>
      Object.keys(values[0]?.value ?? {}),
    ),
  );
  for (const { field, title } of fields) {
    expect(known, field).toContain(field);
    expect(title).toMatch(/\p{Script=Han}|IPC/u);
  }
  for (const required of ['applicationNumber', 'title'])
    expect(fields.map((f) => f.field)).toContain(required);
});
