import { z } from 'zod';
import type { Path } from './values.js';

/**
 * The part of a schema that a value at this path is held against, where the path leads through mappings, lists
 * and unions told apart by their literals. The value is needed to tell which member of a union is meant.
 */
export function schemaAt(schema: z.core.$ZodType, path: Path, value: unknown): z.ZodType | undefined {
  const plain = unwrap(schema);
  const [part, ...rest] = path;
  if (part === undefined) return schema as z.ZodType;
  const inner =
    typeof value === 'object' && value !== null ? (Reflect.get(value, part) as unknown) : undefined;
  if (plain instanceof z.ZodUnion) {
    return members(plain, value)
      .map((member) => schemaAt(member, path, value))
      .find((found) => found !== undefined);
  }
  const next =
    plain instanceof z.ZodObject
      ? (plain.shape as Record<string, z.core.$ZodType>)[part]
      : plain instanceof z.ZodArray
        ? plain.element
        : plain instanceof z.ZodRecord
          ? plain.valueType
          : undefined;
  return next && schemaAt(next, rest, inner);
}

/** The keys that may be written in the mapping at this path, in the schema's order. */
export function keysAt(schema: z.core.$ZodType, path: Path, value: unknown): string[] {
  const here = schemaAt(schema, path, value);
  if (!here) return [];
  const inner = path.reduce<unknown>((found, part) => (found as Record<string, unknown>)[part], value);
  return [...new Set(objects(unwrap(here), inner).flatMap((object) => Object.keys(object.shape)))];
}

function objects(schema: z.core.$ZodType, value: unknown): z.ZodObject[] {
  if (schema instanceof z.ZodObject) return [schema];
  if (!(schema instanceof z.ZodUnion)) return [];
  return members(schema, value).flatMap((member) => objects(member, value));
}

/** The members of a union whose literals the value has; all of them where none is told apart so. */
function members(union: z.ZodUnion, value: unknown): z.core.$ZodType[] {
  const options = union.options.map(unwrap);
  const meant = options.filter((option) => option instanceof z.ZodObject && literalsMatch(option, value));
  return meant.length > 0 ? meant : options;
}

function literalsMatch(object: z.ZodObject, value: unknown): boolean {
  const literals = Object.entries(object.shape).filter(([, field]) => field instanceof z.ZodLiteral);
  return (
    typeof value === 'object' &&
    value !== null &&
    literals.every(([key, field]) => (field as z.ZodLiteral).values.has(Reflect.get(value, key) as string))
  );
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly) {
    return unwrap(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema;
}
