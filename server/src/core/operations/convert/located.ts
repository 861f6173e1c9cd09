/** Keys that cannot be read or written in a format: where it was goes before what it was. */
import { KeyFormatError } from '../../encoding/derFields.ts';
import { OperationError } from '../operation.ts';

/**
 * What `read` gives.
 * @param where the file, block or key, as messages call it
 * @throws OperationError (`input`) for a KeyFormatError
 */
export function located<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw locatedError(where, error);
  }
}

/** The error with its place, for what is read in steps; errors of other kinds as they are. */
export function locatedError(where: string, error: unknown): unknown {
  return error instanceof KeyFormatError ? new OperationError('input', `${where}: ${error.message}`) : error;
}
