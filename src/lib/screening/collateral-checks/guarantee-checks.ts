import { check } from '../check';
import { withField } from '../fields';
import { type ItemTest, proven } from './item-check';

/** 民法典 art. 692: a period that ends with the debt counts as none. It has to end later. */
export const guaranteePeriod: ItemTest = (input) =>
  withField(input.facts.date('until'), (until, node) =>
    withField(input.fields.date('debtEnd'), (debtEnd, debtNode) =>
      until > debtEnd
        ? proven(input, 'main', check('pass', 'pass', { until, debtEnd }, [node, debtNode]))
        : check('fail', 'fail', { until, debtEnd }, [node, debtNode]),
    ),
  );
