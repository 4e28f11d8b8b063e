// Server-sent events, read from the chunks of a response: EventSource cannot carry a token.

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Put chunks in, get whole events out. Comments (the gateway's heartbeat) are no event. */
export class EventReader {
  #rest = "";

  read(chunk: string): readonly ServerEvent[] {
    const blocks = (this.#rest + chunk).replaceAll("\r\n", "\n").split("\n\n");
    this.#rest = blocks.pop() ?? "";
    return blocks.map(eventOf).filter((one) => one.data !== "");
  }
}

function eventOf(block: string): ServerEvent {
  const fields = { event: "message", data: [] as string[] };
  for (const line of block.split("\n")) {
    const [name = "", ...rest] = line.split(":");
    const value = rest.join(":").replace(/^ /, "");
    if (name === "event") fields.event = value;
    if (name === "data") fields.data.push(value);
  }
  return { event: fields.event, data: fields.data.join("\n") };
}
