// Loaded before our scripts (`node --import`): says in one sentence that the Node which npm brings along is not there.
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(
    `This is Node.js ${process.versions.node}, and Helmdesk runs on the Node.js 24 of the package node, whose install script did not run ` +
      '(npm was told --ignore-scripts): run npm rebuild node --ignore-scripts=false.',
  );
  process.exit(1);
}
