/** Each part is made when the client has taken the one before. After a part that cannot be made there comes nothing, not even the end. */
export function streamOf(parts: Iterable<string>, failed: (thrown: unknown) => void): ReadableStream<Uint8Array> {
  const left = parts[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      try {
        const next = left.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (thrown) {
        failed(thrown);
      }
    },
    cancel: () => void left.return?.(),
  });
}
