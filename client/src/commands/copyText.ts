import * as vscode from 'vscode';
import type { Command } from '../services.ts';

/** Copies a text that is no secret. Not in the palette: messages offer it. */
export const copyText: Command = {
  id: 'jwk.copyText',
  run: (_services, given) => (typeof given === 'string' ? vscode.env.clipboard.writeText(given) : undefined),
};
