/** libheif's C interface as WebAssembly exports it, as far as it is called here. Pointers and results are numbers. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  export interface Libheif {
    /** The memory, which is another array whenever it has grown. */
    readonly HEAPU8: Uint8Array
    readonly HEAPU32: Uint32Array
    _malloc(bytes: number): number
    _heif_context_alloc(): number
    _heif_context_read_from_memory(error: number, context: number, bytes: number, size: number, options: 0): void
    _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void
    _heif_image_handle_get_width(handle: number): number
    _heif_image_handle_get_height(handle: number): number
    _heif_image_handle_get_item_id(handle: number): number
    _heif_item_get_properties_of_type(context: number, item: number, type: number, ids: 0, most: 0): number
    _heif_image_handle_get_raw_color_profile_size(handle: number): number
    _heif_image_handle_get_raw_color_profile(error: number, handle: number, profile: number): void
    _heif_decode_image(error: number, handle: number, image: number, space: number, chroma: number, options: 0): void
    _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number
  }
  const openLibheif: () => Libheif

  // biome-ignore lint/style/noDefaultExport: so the library exports it
  export { openLibheif as default }
}
