// One process of a locale goes from zone to zone and writes the same package in each; says on stderr where it was.
import { main } from '../../dist/cli/zhiya.mjs';

const [filled, folder, ...zones] = process.argv.slice(2);
for (const [at, zone] of zones.entries()) {
  process.env.TZ = zone;
  const status = await main(['package', filled, '--out', `${folder}${at}.zip`, '--json']);
  if (status !== 0) process.exit(status);
  console.error(new Date(0).getTimezoneOffset(), Intl.DateTimeFormat().resolvedOptions().locale);
}
