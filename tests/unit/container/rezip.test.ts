import { Document, Packer, Paragraph } from 'docx';
import { zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it, vi } from 'vitest';
import { readZip, rezip } from '../../../src/lib/container/zip';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { text } from '../../fixtures/zip-builder';

// Long enough for a slow machine; nothing here measures time.
vi.setConfig({ testTimeout: 60_000 });

const plainDates = (name: string, bytes: Uint8Array): Uint8Array =>
  name === 'docProps/core.xml'
    ? text(new TextDecoder().decode(bytes).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '1980-01-01T00:00:00Z'))
    : bytes;

const names = async (bytes: Uint8Array): Promise<string[]> => [...mustBeOk(await readZip(bytes)).keys()];

describe('rezip', () => {
  it('makes two packings of the same content equal', async () => {
    const files = { '[Content_Types].xml': text('<Types/>'), 'xl/workbook.xml': text('<workbook/>') };
    const first = zipSync(files, { level: 9, mtime: '2026-11-22' });
    const second = zipSync(files, { level: 1, mtime: '2001-02-03' });
    expect(first).not.toEqual(second);
    expect(await rezip(first)).toEqual(await rezip(second));
  });

  it('keeps every part of a text document and lets its dates be set', async () => {
    const document = new Document({ sections: [{ children: [new Paragraph('虚构的质押清单')] }] });
    const bytes = new Uint8Array(await Packer.toBuffer(document));
    const packed = mustBeOk(await rezip(bytes, plainDates));
    expect(await names(packed)).toEqual(await names(bytes));
    const core = mustBeOk(await readZip(packed)).get('docProps/core.xml');
    expect(new TextDecoder().decode(core)).toContain('1980-01-01T00:00:00Z');
    expect(mustBeOk(await rezip(packed, plainDates))).toEqual(packed);
  });

  it('keeps every part of a workbook', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: '清单', rows: [['专利号', '名称']] }] });
    const packed = mustBeOk(await rezip(bytes));
    expect(await names(packed)).toEqual(await names(bytes));
    expect((await names(packed))[0]).toBe('[Content_Types].xml');
  });

  it('refuses what the reader refuses', async () => {
    const result = await rezip(text('not an archive'));
    expect(result.ok || result.failure.code).toBe('E_FORMAT');
  });
});
