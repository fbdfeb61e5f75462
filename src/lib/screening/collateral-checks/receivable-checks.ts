import { check } from '../check';
import { withField } from '../fields';
import { type ItemTest, proven } from './item-check';

/** Class of receivables whose cap presumes that the debtor confirmed. */
const CONFIRMED_CLASS = 'AR_CONF';

/**
 * 担保制度解释 art. 61: a debtor who confirmed cannot say later that there was no debt. Without it the creditor has to
 * prove that the debt was real on the day of registration.
 */
export const debtorConfirmed: ItemTest = (input) =>
  withField(input.facts.choice('confirmed'), (confirmed, node) => {
    if (confirmed.code === 'written') return proven(input, 'main', check('pass', 'pass', {}, [node]));
    return withField(input.facts.text('assetClass'), (assetClass, classNode) =>
      assetClass === CONFIRMED_CLASS
        ? check('fail', 'fail.class', {}, [node, classNode])
        : proven(input, 'real', check('pass', 'pass.real', {}, [node, classNode])),
    );
  });
