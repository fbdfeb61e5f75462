// npm run check:guards [ROW …]: takes the guards of the hostile-input catalogue away, one after the other, each in a copy of the
// tree, and runs the tests of its row: they must go red. With --limits: what each row costs instead, in one process (README of
// tests/hostile). No part of npm test, which only checks that every guard is still where the list says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROWS, lineOf, readGuards, testFilesByRow } from './guard-list.mjs';
import { WORK, copiesOfTree, outcomesOf, runTests } from './guard-runs.mjs';
import { measureRows } from './measure-rows.mjs';

const AT_ONCE = 2;

const given = process.argv.slice(2);
const limits = given.includes('--limits');
const asked = given.filter((one) => one !== '--limits');
const unknown = asked.find((row) => !ROWS.includes(row));
if (unknown !== undefined) {
  console.error(`${unknown} is neither a row (ZIP-01 … ZIP-39, PKG-01 … PKG-40) nor --limits`);
  process.exit(2);
}
const rows = ROWS.filter((row) => asked.length === 0 || asked.includes(row));

const copies = copiesOfTree(limits ? 1 : AT_ONCE);
const [tree] = copies;
const filesByRow = testFilesByRow(tree);
const runAll = (env) =>
  runTests(tree, [...new Set(rows.flatMap((row) => filesByRow.get(row)))], `(${rows.join('|')})`, env);

/** Every row must have tests, and they must be green with every guard in place. */
const faultsOf = (report) => {
  if (report === null) return ['no report'];
  const { tests, failed, unloaded } = outcomesOf(report, rows);
  return [
    ...failed.map(({ fullName }) => `red with every guard in place: ${fullName}`),
    ...unloaded.map(({ name, message }) => `does not load: ${name} ${message.slice(0, 500)}`),
    ...rows
      .filter((row) => !tests.some(({ fullName }) => fullName.includes(row)))
      .map((row) => `no test carries ${row}`),
  ];
};

/** Takes one guard away, runs the tests of its row, and puts the guard back. */
const verdictOf = async (folder, { row, edits }) => {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(join(folder, file), 'utf8')]));
  const after = new Map(before);
  for (const { file, find, replace } of edits) after.set(file, after.get(file).split(find).join(replace));
  for (const [file, text] of after) writeFileSync(join(folder, file), text);
  try {
    const report = await runTests(folder, filesByRow.get(row), `${row}\\b`);
    if (report === null) return { red: false, word: 'NO ANSWER' };
    const { tests, failed, unloaded } = outcomesOf(report, [row]);
    if (unloaded.length > 0 || tests.length === 0) return { red: false, word: 'DOES NOT LOAD' };
    const red = failed.length > 0;
    return {
      red,
      word: red ? `red (${failed.length} of ${tests.length} tests)` : `GREEN (${tests.length} tests)`,
    };
  } finally {
    for (const [file, text] of before) writeFileSync(join(folder, file), text);
  }
};

const takeAllAway = async () => {
  const guards = readGuards(tree).filter(({ row }) => rows.includes(row));
  const textOf = (file) => readFileSync(join(tree, file), 'utf8');
  const places = guards.map((guard) =>
    guard.edits.map((edit) => `${edit.file}:${lineOf(guard, edit, textOf(edit.file))}`).join(' + '),
  );
  const faults = faultsOf(await runAll());
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    return 1;
  }
  const lines = [];
  const watched = new Set();
  let [next, printed, red] = [0, 0, 0];
  const work = async (folder) => {
    for (let at = next++; at < guards.length; at = next++) {
      const { row, guard } = guards[at];
      const verdict = await verdictOf(folder, guards[at]);
      if (verdict.red) {
        red += 1;
        watched.add(row);
      }
      lines[at] = `${row}  ${verdict.word}  ${guard}  ${places[at]}`;
      while (lines[printed] !== undefined) console.log(lines[printed++]);
    }
  };
  await Promise.all(copies.map(work));
  const open = rows.filter((row) => !watched.has(row));
  if (open.length > 0) console.log(`Rows with no red guard: ${open.join(', ')}`);
  console.log(`${red} red of ${guards.length} (${watched.size} of ${rows.length} rows)`);
  return red === guards.length && open.length === 0 ? 0 : 1;
};

process.exitCode = limits ? await measureRows({ rows, run: runAll, work: WORK }) : await takeAllAway();
