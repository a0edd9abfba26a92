/** What the folders of records and services state as examples: tests make their requests of it, as the API's description does. */
import { examples } from '#functions/examples';
import { examplesAmong } from '#shared/grammar/examples';

export const examplesOf = examplesAmong(examples);
