/** CloudFormation's intrinsic functions: a template value becomes a plain one. */
import { asArray, asObject, asString, isObject, type JsonObject } from '#infra/local/machine/json';

/** What the functions look things up in. */
export interface Scope {
  /** Resource, parameter or pseudo parameter by name; `undefined` for AWS::NoValue. Throws for an unknown name. */
  ref(name: string): unknown;
  /** Throws for an unknown resource. */
  attribute(logicalId: string, attribute: string): unknown;
  importValue(name: string): unknown;
  /** An output of another stack, by its logical id. Throws for an unknown one. */
  stackOutput(stack: string, output: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): unknown;
}

/** Resolves every intrinsic function in `value`; members that become AWS::NoValue disappear. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => resolve(entry, scope)).filter((entry) => entry !== undefined);
  }
  if (!isObject(value)) return value;
  const [first, ...others] = Object.entries(value);
  if (first && others.length === 0 && (first[0] === 'Ref' || first[0] === 'Condition' || first[0].startsWith('Fn::'))) {
    const [name, argument] = first;
    // A member that is itself called Condition is an object there, and a name here.
    if (name !== 'Condition' || typeof argument === 'string') return call(name, argument, scope);
  }
  const resolved = Object.entries(value).map(([name, entry]) => [name, resolve(entry, scope)] as const);
  return Object.fromEntries(resolved.filter(([, entry]) => entry !== undefined));
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  // Only the branch that is taken may be looked at: the other may refer to what its condition leaves out.
  if (name === 'Fn::If') {
    const [condition, yes, no] = asArray(argument);
    return resolve(scope.condition(String(condition)) ? yes : no, scope);
  }
  if (name === 'Fn::Sub') return substitute(argument, scope);
  const given = resolve(argument, scope);
  const [head, ...rest] = asArray(given);
  switch (name) {
    case 'Ref':
      return scope.ref(String(given));
    case 'Condition':
      return scope.condition(String(given));
    case 'Fn::GetAtt': {
      const [id = '', ...path] = typeof given === 'string' ? given.split('.') : [String(head), ...rest.map(String)];
      return scope.attribute(id, path.join('.'));
    }
    case 'Fn::ImportValue':
      return scope.importValue(String(given));
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = asObject(given) ?? {};
      return scope.stackOutput(String(StackName), String(OutputName));
    }
    case 'Fn::Join':
      return asArray(rest[0]).map(String).join(String(head));
    case 'Fn::Split':
      return String(rest[0]).split(String(head));
    case 'Fn::Select':
      return asArray(rest[0])[Number(head)];
    case 'Fn::FindInMap':
      return scope.mapping(String(head), String(rest[0]), String(rest[1]));
    case 'Fn::Base64':
      return Buffer.from(String(given)).toString('base64');
    case 'Fn::Equals':
      return head === rest[0];
    case 'Fn::Not':
      return head !== true;
    case 'Fn::And':
      return asArray(given).every((entry) => entry === true);
    case 'Fn::Or':
      return asArray(given).some((entry) => entry === true);
    default:
      throw new Error(`the local runner does not know the intrinsic function ${name}`);
  }
}

/** `${Name}`, `${Name.Attribute}` and `${!Literal}`, with variables of its own in the long form. */
function substitute(argument: unknown, scope: Scope): string {
  const text = asString(argument) ?? String(asArray(argument)[0]);
  const variables: JsonObject = asObject(resolve(asArray(argument)[1], scope)) ?? {};
  return text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in variables) return String(variables[name]);
    const dot = name.indexOf('.');
    return String(dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
  });
}
