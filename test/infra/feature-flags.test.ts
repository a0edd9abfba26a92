/** The application behaves as CDK recommends for new ones, but for what is listed here with its reason. */
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import settings from '../../cdk.json' with { type: 'json' };

const recommended = z
  .record(z.string(), z.unknown())
  .parse(createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json'));

/** What is set otherwise, or not at all; the reasons stand in docs/adr/0040. */
const otherwise: Readonly<Record<string, unknown>> = {
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn', 'aws-us-gov'],
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:enableAdditionalMetadataCollection': undefined,
};

it('every flag that the library recommends is set as it recommends, and no other flag is', () => {
  const expected = Object.entries({ ...recommended, ...otherwise }).filter(([, value]) => value !== undefined);
  expect(settings.context).toEqual(Object.fromEntries(expected));
});

it('what is set otherwise is still something that the library has an opinion about', () => {
  for (const [flag, value] of Object.entries(otherwise)) {
    expect(recommended, flag).toHaveProperty([flag]);
    expect(recommended[flag]).not.toEqual(value);
  }
});
