/** What the two schemas of keys share. */

/** The JSON Schema (draft-07) keywords that are used here. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly not?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** A schema that is a document of its own. */
export interface SchemaDocument extends Schema {
  readonly $schema: string;
  readonly $id: string;
  readonly $comment: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Where the files of schemas/ are to be had: their `$id`s are addresses that a catalogue can list and an editor fetch. */
const published = 'https://raw.githubusercontent.com/vscode-jwk/vscode-jwk/main/schemas';

/** The keywords a schema document begins with. */
export function heading(file: string): Pick<SchemaDocument, '$schema' | '$id' | '$comment'> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${published}/${file}`,
    $comment: 'Generated from the registry tables by `npm run generate`; do not edit.',
  };
}
