import { allOf, check, failed, quiet } from '../check';
import { withField } from '../fields';
import * as v from 'valibot';
import { withParameter } from '../data-asset-checks/asset-check';
import { type ItemInput, type ItemTest, itemFactNames, labelOf, proven } from './item-check';

/** Facts without which a form cannot be filled in. Names all that are missing at once. */
export const itemStated: ItemTest = (input) => {
  const read = itemFactNames(input).map((name) => ({ name, fact: input.facts.text(name) }));
  const broken = read.find(({ fact }) => !fact.known && fact.why === 'error')?.fact;
  if (broken !== undefined && !broken.known) return broken.check;
  const absent = read.flatMap(({ name, fact }) => (fact.known ? [] : [labelOf(input, name)]));
  const nodes = read.flatMap(({ fact }) => (fact.known ? [fact.node] : fact.check.nodes));
  return absent.length === 0
    ? check('pass', 'pass', {}, nodes)
    : check('unknown', 'unknown.absent', { absent: absent.join('、') }, nodes);
};

const plainUnit = (text: string): string => text.replace(/\s+/g, '');

/** 不动产单元号 as the register writes it: 28 letters and digits, spaces aside. */
export const unitNumberOf = (text: string): string | null =>
  /^[0-9A-Za-z]{28}$/.test(plainUnit(text)) ? plainUnit(text).toUpperCase() : null;

/** The number of the real-estate unit has its 28 characters, and what the form prints beside it is stated. */
export const unitNumbered: ItemTest = (input) =>
  allOf([
    withField(input.facts.text('unit'), (text, node) =>
      unitNumberOf(text) === null
        ? check('fail', 'fail.form', { unit: text, length: String([...plainUnit(text)].length) }, [node])
        : quiet('pass', [node]),
    ),
    itemStated(input),
  ]);

const minimum = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));

/** At least one of the groups of facts that identify a thing is complete. */
const identified = (input: ItemInput, groups: readonly (readonly string[])[]) => {
  const facts = [...new Set(groups.flat())].map((name) => ({ name, fact: input.facts.text(name) }));
  const known = new Set(facts.flatMap(({ name, fact }) => (fact.known ? [name] : [])));
  const nodes = facts.flatMap(({ fact }) => (fact.known ? [fact.node] : fact.check.nodes));
  const broken = facts.find(({ fact }) => !fact.known && fact.why === 'error')?.fact;
  if (broken !== undefined && !broken.known) return broken.check;
  const words = (names: readonly string[]): string => names.map((name) => labelOf(input, name)).join('加');
  const by = groups.find((names) => names.every((name) => known.has(name)));
  return by === undefined
    ? check('unknown', 'unknown.identifier', { ways: groups.map(words).join('、') }, nodes)
    : check('pass', 'pass', { by: words(by) }, nodes);
};

/** A description that allows the things to be told apart: 担保制度解释 art. 53. */
export const itemIdentified: ItemTest = (input) => {
  const groups = input.loaded.spec.alternatives;
  if (groups === undefined || groups.length === 0) return failed('E_RULE_PARAMETER', '规则没有写明识别方式');
  return withParameter(input, 'minimum', minimum, (characters, rule) =>
    proven(
      input,
      'main',
      allOf([
        withField(input.facts.text('description'), (text, node) => {
          const length = [...text.replace(/\s+/g, '')].length;
          return length < characters
            ? check('fail', 'fail.short', { length: String(length), characters: String(characters) }, [
                node,
                rule,
              ])
            : quiet('pass', [node, rule]);
        }),
        identified(input, groups),
      ]),
    ),
  );
};
