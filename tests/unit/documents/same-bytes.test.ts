import { afterEach, expect, it } from 'vitest';
import { writeDocx } from '../../../src/lib/documents/docx/docx-file';
import { createPdfWriter } from '../../../src/lib/documents/pdf/pdf-file';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { documentFonts } from '../../fixtures/document-fonts';
import { PRINTED, PRINTED_SHA256 } from '../../fixtures/printed-page';

const HOME = process.env['TZ'] ?? 'Asia/Shanghai';

afterEach(() => {
  process.env['TZ'] = HOME;
});

it.each(['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
  'in %s the terminal writes the bytes that are written everywhere',
  async (zone) => {
    process.env['TZ'] = zone;
    const write = await createPdfWriter(documentFonts());
    expect({
      pdf: await sha256Hex(await write(PRINTED)),
      docx: await sha256Hex(await writeDocx(PRINTED)),
    }).toEqual(PRINTED_SHA256);
  },
);
