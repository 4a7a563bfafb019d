/** What macOS and Windows leave in folders: no content of anybody. `._` files hold the icons of the file after it. */
const LITTER = /^(\._.*|thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|\.ds_store|icon\r)$/i

const LITTER_FOLDER = /^(__macosx|\.trashes|\.spotlight-v100|\$recycle\.bin|system volume information)$/i

export function isLitter({ name, folders }: { readonly name: string; readonly folders: readonly string[] }): boolean {
  return LITTER.test(name) || folders.some(folder => LITTER_FOLDER.test(folder))
}
