/** `npm run build:client`: writes the client's package; `npm pack ./.build/client --pack-destination .build` then makes the file that is installed elsewhere. */
import { join } from 'node:path';
import { clientDirectory, writeClientPackage } from '#infra/client/package';

writeClientPackage(join(import.meta.dirname, '../..'));
console.log(
  `${clientDirectory} is written; npm pack ./${clientDirectory} --pack-destination .build makes the file to install elsewhere`,
);
