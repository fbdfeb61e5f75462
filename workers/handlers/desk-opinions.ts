import type { DeskApi } from '../../src/lib/bridge/desk-contract';
import type { Handlers } from '../../src/lib/bridge/job';
import { sealOpinion } from '../../src/lib/case/desk/opinion';
import { writeDocx } from '../../src/lib/documents/docx/docx-file';
import { ok } from '../../src/lib/kernel/result';
import { draftOpinion, giveOpinion, withSettled } from '../../src/lib/review/desk/opinion/draft';
import { opinionPaper } from '../../src/lib/review/desk/opinion/opinion-paper';
import { reasonsOf } from '../../src/lib/review/desk/opinion/reasons';
import { readRole, readRoles } from '../../src/lib/review/desk/opinion/roles';
import { verdictsOf } from '../../src/lib/review/desk/review-package';
import { ENGINE_VERSION } from '../engine-version';
import { json, placeRules } from './desk-place';

/** Opinions at the desk: roles, drafts, the sealed opinion and its files. */
export const opinionHandlers: Handlers<
  Pick<DeskApi, 'deskRoles' | 'draftOpinion' | 'giveOpinion' | 'opinionFiles'>
> = {
  deskRoles: (place) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const { value, failures } = readRoles(rules.value);
    const roles = value.map(({ code, title, statement, opinions, rule }) => ({
      code,
      title,
      statement,
      opinions,
      instrument: `${rule.citation.instrument}${rule.citation.article ?? ''}`,
      reason: rule.citation.reason ?? '',
      confidence: rule.confidence,
    }));
    return ok({ roles, failures });
  },

  draftOpinion: ({ role, basis, settled, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const read = readRole(rules.value, role);
    if (!read.ok) return read;
    const reasons = withSettled(reasonsOf(basis), settled);
    return ok({ reasons, draft: draftOpinion(read.value, reasons) });
  },

  giveOpinion: async ({ role, basis, settled, decision, entry, ...place }) => {
    const rules = placeRules(place);
    if (!rules.ok) return rules;
    const read = readRole(rules.value, role);
    if (!read.ok) return read;
    const { id, kind, fileName, facts } = entry;
    const given = giveOpinion(read.value, withSettled(reasonsOf(basis), settled), decision, {
      entry: id,
      kind,
      fileName,
      caseTitle: facts.caseTitle,
      fiction: facts.fiction,
      pledgor: facts.pledgor,
      pledgee: facts.pledgee,
      // Of what the reasons are drawn from: the register may hold older ones.
      answers: verdictsOf(basis),
      grounds: (basis.grounds ?? []).map(({ title, pass, fail, unknown }) => ({
        title,
        pass,
        fail,
        unknown,
      })),
      engineVersion: ENGINE_VERSION,
    });
    return given.ok ? ok(await sealOpinion(given.value)) : given;
  },

  opinionFiles: async ({ opinion }) => {
    return ok({ docx: await writeDocx(opinionPaper(opinion)), json: json(opinion) });
  },
};
