import { mustBeOk } from '../kernel/result';
import copyright from './data/registration-copyright.rules.json';
import dataIp from './data/registration-data-ip.rules.json';
import filings from './data/registration-filings.rules.json';
import forms from './data/registration-form.rules.json';
import marks from './data/registration-mark.rules.json';
import movables from './data/registration-movables.rules.json';
import patents from './data/registration-patent.rules.json';
import realEstate from './data/registration-real-estate.rules.json';
import regions from './data/registration-region.rules.json';
import supports from './data/registration-support.rules.json';
import settings from './data/registration.rules.json';
import type { RuleEntry } from './model';
import { parseRuleEntries } from './parse-rules';

/** What is filed where, with forms, papers, contract items, letters, screens of the portals, time limits; names of places. */
export const REGISTRATION_RULES: readonly RuleEntry[] = [
  forms,
  settings,
  regions,
  filings,
  patents,
  marks,
  copyright,
  movables,
  realEstate,
  dataIp,
  supports,
].flatMap((entries) => mustBeOk(parseRuleEntries(entries)));
