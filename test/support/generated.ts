/** Before the first test is loaded, what is generated from the definitions is made, as before every script of ours. */
import { generate } from '#infra/generated/current';

export const setup = generate;
