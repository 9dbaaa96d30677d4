/**
 * Script of the page: makes elements. Children that are no nodes become text nodes, so nothing from a run is ever
 * read as markup.
 */
export const domScript: string = String.raw`
function element(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svgElement(name, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children.map((child) => (typeof child === 'number' ? String(child) : child)));
  return node;
}

function button(label, attributes, onClick) {
  const node = element('button', { type: 'button', ...attributes }, label);
  node.addEventListener('click', onClick);
  return node;
}

/** A term and what is said of it, for a dl; nothing when there is nothing to say. */
function fact(term, ...said) {
  const known = said.filter((part) => part !== undefined && part !== '');
  if (known.length === 0) return [];
  return [element('div', {}, element('dt', {}, term), element('dd', {}, ...known))];
}
`;
