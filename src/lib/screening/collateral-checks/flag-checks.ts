import { type Check, allOf, anyOf, check, failed, quiet } from '../check';
import { withField } from '../fields';
import { type ItemInput, type ItemTest, itemFactNames, labelOf, proven } from './item-check';

const flags = (input: ItemInput, good: boolean): Check =>
  allOf(
    itemFactNames(input).map((name) =>
      withField(input.facts.flag(name), (value, node) =>
        value === good
          ? quiet('pass', [node])
          : check('fail', `fail.${name}`, { label: labelOf(input, name) }, [node]),
      ),
    ),
  );

/** Circumstances that must all be known to be absent. */
export const itemFlagsClear: ItemTest = (input) => proven(input, 'main', flags(input, false));

/** Circumstances that must all be known to hold. */
export const itemFlagsHold: ItemTest = (input) => proven(input, 'main', flags(input, true));

/** What each choice comes to is written in the rule. A choice may ask for papers of its own. */
export const itemChoice: ItemTest = (input) =>
  withField(input.facts.choice('choice'), ({ code, label }, node) => {
    const { choices, papers } = input.loaded.spec;
    const verdict = choices !== undefined && Object.hasOwn(choices, code) ? choices[code] : undefined;
    if (verdict === undefined) return failed('E_RULE_PARAMETER', `规则没有写明“${label}”的结论`);
    const result = check(verdict, `${verdict}.${code}`, { choice: label }, [node]);
    return proven(input, papers !== undefined && Object.hasOwn(papers, code) ? code : 'main', result);
  });

/** Nothing of the kind is agreed, or what must go with it is stated: a floating charge and when it becomes fixed. */
export const itemFlagExplained: ItemTest = (input) =>
  proven(
    input,
    'main',
    anyOf([
      withField(input.facts.flag('flag'), (present, node) =>
        present ? quiet('fail', [node]) : check('pass', 'pass.none', {}, [node]),
      ),
      withField(input.facts.text('explanation'), (explanation, node) =>
        check('pass', 'pass.stated', { explanation }, [node]),
      ),
    ]),
  );
