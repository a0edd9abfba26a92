// Loaded before our scripts (`node --import`): the right Node, and what is generated from the definitions, which our scripts import.
import './right-node.mjs';

const { generate } = await import('./generated/current.ts');
try {
  generate();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
