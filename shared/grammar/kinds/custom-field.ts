/** A custom field as its author states it: what a template asks for, or an attribute of a class. */
import {
  choice,
  dictionary,
  type Fields,
  flag,
  group,
  integer,
  json,
  list,
  number,
  text,
} from '#shared/grammar/fields';
import { MAX_EXPRESSION } from '#shared/kit/templates/expression-parser';
import { MAX_PATTERN } from '#shared/kit/templates/pattern-parser';
import { customFieldTypes } from '#shared/kit/templates/template';

const visibilities = ['public', 'internal'] as const;
const bound = { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

/** What a template may ask for. */
export const customField = {
  key: text({
    max: 40,
    pattern: /^[a-z][A-Za-z0-9]*$/,
    like: 'a small letter, then letters and digits',
    required: true,
    label: 'Key',
  }),
  type: choice(customFieldTypes, { required: true, label: 'Type' }),
  label: dictionary({ label: 'Label by language' }),
  required: flag({ label: 'Required' }),
  requiredIf: text({
    max: MAX_EXPRESSION,
    label: 'Required if',
    description: 'Such as state in [’resolved’, ’closed’]',
  }),
  readOnlyAfter: text({ max: 80, label: 'Read-only from this state on' }),
  default: json({ max: 16_384, label: 'Default' }),
  min: number({ ...bound, label: 'Least' }),
  max: number({ ...bound, label: 'Most' }),
  maxLength: integer({ min: 1, max: 32_000, label: 'Most characters' }),
  pattern: text({ max: MAX_PATTERN, label: 'What the whole text matches' }),
  options: list(
    group({
      code: text({ max: 80, pattern: /^[^\s,]+$/, like: 'text without blanks and commas', required: true }),
      label: dictionary(),
    }),
    {
      max: 200,
      label: 'Choices',
    },
  ),
  visibility: choice(visibilities, { label: 'Who sees it' }),
  pii: flag({ label: 'Personal data' }),
} as const satisfies Fields;
