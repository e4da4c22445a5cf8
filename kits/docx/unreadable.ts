/** Thrown where a file is not what it must be, or could do harm. The message is one line for a person: what, where, and the remedy. */
export class UnreadableDocument extends Error {}
