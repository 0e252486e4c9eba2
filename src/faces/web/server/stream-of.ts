/** Each part is made when the client has taken the one before. */
export function streamOf(parts: Iterable<string>): ReadableStream<Uint8Array> {
  const left = parts[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: () => void left.return?.(),
  });
}
