/**
 * An element of the page.
 * @throws when it is not there, or is another kind of element
 */
export function element<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}

/** The contents of a template of the page, to be filled. */
export function fromTemplate(id: string): DocumentFragment {
  return document.importNode(element(id, HTMLTemplateElement).content, true);
}

/**
 * The element with `data-slot="NAME"`, which a script fills or shows.
 * @typeParam Type what the template has there
 */
export function slot<Type extends HTMLElement = HTMLElement>(parent: ParentNode, name: string): Type {
  const found = parent.querySelector<Type>(`[data-slot="${name}"]`);
  if (found === null) throw new Error(`The page has no place for ${name}.`);
  return found;
}
