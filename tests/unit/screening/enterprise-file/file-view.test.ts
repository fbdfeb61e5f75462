import { expect, it } from 'vitest';
import { fileView } from '../../../../src/lib/screening/enterprise-file/file-view';
import { event, readyFile, searched } from '../../../fixtures/ready-file';
import { fileOf, withFile } from './file-case';

it('页面得到的一企一档可以离开线程，事项的说法与依据都在', () => {
  const file = readyFile();
  const events = [event('lawsuit', { id: 'event-1', number: '（虚构）第101号', state: 'closed' })];
  const view = fileView(fileOf(withFile({ ...file, events, searches: searched('lawsuit') })), []);
  const sent = structuredClone(view);
  expect(sent).toEqual(view);
  const lawsuits = sent.groups.flatMap((group) => group.events).find(({ code }) => code === 'lawsuit');
  expect(lawsuits?.found).toMatchObject({ kind: 'lawsuit', state: 'found' });
  expect(lawsuits?.found.message).toMatch(/1 条/);
  expect(lawsuits?.found.events[0]?.node.label).toMatch(/第101号/);
  expect(lawsuits?.found.nodes.length).toBeGreaterThan(2);
});
