/** A module that cannot be loaded; it has no test, and must count as a failure. Run only by closing-line.test.ts. */
throw new Error('this module never loads');
