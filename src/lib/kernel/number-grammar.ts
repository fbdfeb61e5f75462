/** The number readers for files and forms, under one name. */
export { readCount, readDecimal } from './decimal-grammar';
export { type MoneyUnit, readMoney, readNonNegativeMoney } from './money-grammar';
export { type RateUnit, readRate } from './rate-grammar';
