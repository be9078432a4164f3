import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { type Policy, policySchema } from '../../../src/schemas/policy.ts';
import { Refusal } from '../exit.ts';

const projectPolicy = join(import.meta.dirname, '../../../content/roster/policy.yaml');

/**
 * The policy of a release folder: its own `policy.yaml`, else the project's.
 * @throws Refusal with the key that is wrong
 */
export function readPolicy(out: string): Policy {
  const own = join(out, 'policy.yaml');
  const path = existsSync(own) ? own : projectPolicy;
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    if (error instanceof YAMLParseError) throw new Refusal(`${path}: ${error.message}`);
    throw error;
  }
  const parsed = policySchema.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path: key, message }) => `${key.join('.') || 'the file'}: ${message}`,
    );
    throw new Refusal(`${path}: ${faults.join('; ')}. What the keys mean stands in src/schemas/policy.ts.`);
  }
  return parsed.data;
}
