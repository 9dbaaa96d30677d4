/** As much of a browser's page as the script of a report touches, so that it can be run without one. */
export class FakeNode {
  readonly tagName: string;
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, (event: object) => void>();
  readonly dataset: Record<string, string> = {};
  readonly style: Record<string, string> = {};
  childNodes: (FakeNode | string)[] = [];
  open = true;
  value = '';
  readonly clientWidth = 800;
  readonly #ownText: string;

  constructor(tagName: string, ownText = '') {
    this.tagName = tagName;
    this.#ownText = ownText;
  }

  get textContent(): string {
    return (
      this.#ownText +
      this.childNodes.map((node) => (typeof node === 'string' ? node : node.textContent)).join('')
    );
  }

  get lastChild(): FakeNode | string | undefined {
    return this.childNodes.at(-1);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  append(...nodes: (FakeNode | string)[]): void {
    this.childNodes.push(...nodes);
  }

  replaceChildren(...nodes: (FakeNode | string)[]): void {
    this.childNodes = nodes;
  }

  hasChildNodes(): boolean {
    return this.childNodes.length > 0;
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.listeners.set(type, listener);
  }

  getBoundingClientRect() {
    return { left: 0, top: 0 };
  }

  setPointerCapture(): void {
    // Nothing else takes the pointer here.
  }

  getContext(): object {
    return new Proxy({}, { get: () => () => undefined, set: () => true });
  }

  /** Every element below with this tag, in the order of the document. */
  all(tagName: string): FakeNode[] {
    return this.childNodes.flatMap((node) =>
      typeof node === 'string'
        ? []
        : [...(node.tagName === tagName ? [node] : []), ...node.all(tagName)],
    );
  }
}

/** The globals of a page whose elements of some classes are these. */
export function fakePage(pageDataJson: string, places: Readonly<Record<string, FakeNode[]>>) {
  const body = new FakeNode('body');
  const document = {
    body,
    documentElement: body,
    createElement: (name: string) => new FakeNode(name),
    createElementNS: (_: string, name: string) => new FakeNode(name),
    getElementById: () => new FakeNode('script', pageDataJson),
    querySelectorAll: (selector: string) => places[selector] ?? [],
  };
  return {
    document,
    window: { devicePixelRatio: 1 },
    matchMedia: () => new FakeNode('media'),
    getComputedStyle: () => ({ getPropertyValue: () => 'black' }),
    requestAnimationFrame: (draw: () => void) => {
      draw();
    },
    ResizeObserver: class {
      observe(): void {
        // The width never changes.
      }
    },
  };
}
