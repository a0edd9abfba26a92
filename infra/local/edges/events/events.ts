/** EventBridge: PutEvents, rules, and delivery to functions; what is acknowledged is in the journal. */

import type { AwsCaller } from '#infra/local/edges/aws/caller';
import { AwsError } from '#infra/local/edges/aws/error';
import type { JsonService } from '#infra/local/edges/aws/server';
import { type BusEvent, eventOf, type Refusal, refusalOf } from '#infra/local/edges/events/event';
import type { EventLog } from '#infra/local/edges/events/log';
import { compileEventPattern, type EventMatcher } from '#infra/local/edges/events/pattern';
import type { AsyncInvocations } from '#infra/local/edges/functions/async-invocations';
import { invokePermissions } from '#infra/local/edges/iam/permissions';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import type { Journal } from '#infra/local/machine/journal';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { arn } from '#infra/local/machine/template/physical';
import type { Deployment } from '#infra/local/machine/template/template';

interface Rule {
  readonly arn: string;
  readonly bus: string;
  readonly matches: EventMatcher;
  readonly targets: readonly JsonObject[];
}

const MAX_ENTRIES = 10;

export interface Events {
  /** The service behind X-Amz-Target AWSEvents. */
  readonly service: JsonService;
  /** An event of an AWS service, on the default bus; it is in the journal when this returns. */
  emit(source: string, detailType: string, detail: JsonObject): void;
}

/** Throws when a rule cannot be honoured here. */
export function createEvents(options: {
  readonly deployment: Deployment;
  readonly journal: Journal;
  readonly clock: LocalClock;
  readonly log: EventLog;
  readonly invocations: AsyncInvocations;
}): Events {
  const { deployment, journal, clock, log, invocations } = options;
  const rules = readRules(deployment);
  const buses = new Set(['default', ...deployment.ofType('AWS::Events::EventBus').map(({ name }) => name)]);

  const put = (entry: JsonObject, caller: AwsCaller): { readonly EventId: string } | Refusal => {
    const bus = (asString(entry.EventBusName) ?? 'default').replace(/^.*event-bus\//, '');
    caller.require('events:PutEvents', arn('events', `event-bus/${bus}`));
    const refusal = refusalOf(entry);
    if (refusal) return refusal;
    const event = eventOf(entry, clock.now());
    deliver(event, bus);
    return { EventId: event.id };
  };

  const deliver = (event: BusEvent, bus: string): void => {
    // On AWS an event for a bus that does not exist is accepted and lost as well.
    const matching = buses.has(bus) ? rules.filter((rule) => rule.bus === bus && rule.matches(event)) : [];
    log.append(event, bus, clock.now());
    invocations.enqueue(
      matching.flatMap((rule) =>
        rule.targets.map((target) => ({
          function: String(target.Arn),
          payload: inputOf(target, event),
          origin: rule.arn,
        })),
      ),
    );
  };

  const service: JsonService = async (operation, input, caller) => {
    if (operation !== 'PutEvents') throw new AwsError('UnknownOperationException', `no operation ${operation}`);
    const entries = asArray(input.Entries).map((entry) => asObject(entry) ?? {});
    if (entries.length === 0 || entries.length > MAX_ENTRIES) {
      throw new AwsError('ValidationException', `PutEvents takes 1 to ${MAX_ENTRIES} entries, not ${entries.length}`);
    }
    const results = journal.transaction(() => entries.map((entry) => put(entry, caller)));
    log.announce();
    invocations.start();
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  };
  return {
    service,
    emit(source, detailType, detail) {
      const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
      journal.transaction(() => deliver(eventOf(entry, clock.now()), 'default'));
      log.announce();
      invocations.start();
    },
  };
}

function inputOf(target: JsonObject, event: BusEvent): string {
  return asString(target.Input) ?? JSON.stringify(event);
}

function readRules(deployment: Deployment): readonly Rule[] {
  const permissions = invokePermissions(deployment);
  return deployment
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties.EventPattern !== undefined && properties.State !== 'DISABLED')
    .map(({ arn: ruleArn, properties }) => {
      const targets = asArray(properties.Targets).map((target) => asObject(target) ?? {});
      for (const target of targets) {
        if (target.InputPath !== undefined || target.InputTransformer !== undefined) {
          throw new Error(`${ruleArn}: the local runner hands on whole events, without InputPath or InputTransformer`);
        }
        permissions.require('events.amazonaws.com', String(target.Arn), ruleArn);
      }
      return {
        arn: ruleArn,
        bus: (asString(properties.EventBusName) ?? 'default').replace(/^.*event-bus\//, ''),
        matches: compileEventPattern(asObject(properties.EventPattern) ?? {}),
        targets,
      };
    });
}
