import { describe, expect, it } from 'vitest';
import { templatesInForce } from '../../../src/lib/case/document-template';
import { mustBeOk, ok } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { failureOf } from './notes';
import { PORTS } from './ports';
import { documentTemplateOf } from './template-sample';

describe.each(PORTS)('document templates on %s', (_name, openPort) => {
  it('are kept byte for byte, by document and by the day from which they apply', async () => {
    const vault = new CaseVault(await openPort());
    const a = await documentTemplateOf('甲');
    const b = await documentTemplateOf('乙', {
      id: 'bank-form-2',
      version: '2',
      effectiveFrom: '2025-01-01',
    });
    expect(mustBeOk(await vault.putTemplate(a.template, a.bytes))).toEqual(a.template);
    mustBeOk(await vault.putTemplate(b.template, b.bytes));
    expect(mustBeOk(await vault.listTemplates())).toEqual({ value: [b.template, a.template], failures: [] });
    expect(mustBeOk(await vault.getTemplateFile(a.template.sha256))).toEqual(a.bytes);
  });

  it('a kept version is never replaced by another content', async () => {
    const vault = new CaseVault(await openPort());
    const [a, b] = [await documentTemplateOf('甲'), await documentTemplateOf('乙')];
    mustBeOk(await vault.putTemplate(a.template, a.bytes));
    expect(failureOf(await vault.putTemplate(b.template, b.bytes)).code).toBe('E_TEMPLATE_TAKEN');
    mustBeOk(await vault.putTemplate({ ...a.template, effectiveTo: '2026-12-31' }, a.bytes));
    expect(mustBeOk(await vault.listTemplates()).value[0]?.effectiveTo).toBe('2026-12-31');
  });

  it('bytes that are not what the record says, and a record without sign-off, are refused', async () => {
    const vault = new CaseVault(await openPort());
    const { template, bytes } = await documentTemplateOf('甲');
    const other = await documentTemplateOf('乙');
    const unsigned = { ...template, signOff: { ...template.signOff, by: '' } };
    expect(failureOf(await vault.putTemplate(template, other.bytes)).code).toBe('E_TEMPLATE_HASH');
    expect(failureOf(await vault.putTemplate(unsigned, bytes)).code).toBe('E_TEMPLATE_HASH');
    expect(mustBeOk(await vault.listTemplates()).value).toEqual([]);
  });

  it('damage is named: a record beside the others, a file when it is asked for', async () => {
    const port = await openPort();
    const vault = new CaseVault(port);
    const { template, bytes } = await documentTemplateOf('甲');
    mustBeOk(await vault.putTemplate(template, bytes));
    mustBeOk(
      await port.write(['documentTemplates', 'templateFiles'], async (transaction) => {
        await transaction.put('documentTemplates', 'other', { ...template });
        await transaction.put('templateFiles', template.sha256, new Uint8Array([1]));
        return ok(null);
      }),
    );
    const listed = mustBeOk(await vault.listTemplates());
    expect([listed.value.length, listed.failures.map(({ code }) => code)]).toEqual([
      1,
      ['E_TEMPLATE_DAMAGED'],
    ]);
    expect(failureOf(await vault.getTemplateFile(template.sha256)).code).toBe('E_TEMPLATE_DAMAGED');
  });

  it('the file goes with the last template that names it', async () => {
    const vault = new CaseVault(await openPort());
    const { template, bytes } = await documentTemplateOf('甲');
    const second = { ...template, id: 'bank-form-2', document: '承诺书' };
    mustBeOk(await vault.putTemplate(template, bytes));
    mustBeOk(await vault.putTemplate(second, bytes));
    mustBeOk(await vault.deleteTemplate(template.id));
    expect(mustBeOk(await vault.getTemplateFile(template.sha256))).toEqual(bytes);
    mustBeOk(await vault.deleteTemplate(second.id));
    mustBeOk(await vault.deleteTemplate(second.id));
    expect(failureOf(await vault.getTemplateFile(template.sha256)).code).toBe('E_TEMPLATE_MISSING');
  });
});

it('of several in force the one that came into force last is used', async () => {
  const { template } = await documentTemplateOf('甲');
  const newer = { ...template, id: 'b', effectiveFrom: '2026-03-01' };
  const ended = { ...template, id: 'c', effectiveFrom: '2026-04-01', effectiveTo: '2026-04-30' };
  const idOn = (day: string): string | undefined =>
    templatesInForce([ended, newer, template], day).get(template.document)?.id;
  expect([
    idOn('2025-12-31'),
    idOn('2026-01-01'),
    idOn('2026-03-01'),
    idOn('2026-04-30'),
    idOn('2026-05-01'),
  ]).toEqual([undefined, 'bank-form-1', 'b', 'c', 'b']);
});
