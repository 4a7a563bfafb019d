/** Stands in the place of a photo that cannot be drawn: damaged, too large, or of a kind that nothing here decodes. */
export const NO_PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 360" width="480" height="360">
<rect width="480" height="360" fill="#8a949e" fill-opacity=".16"/>
<g fill="#78828c" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif" font-size="26" text-anchor="middle">
<text x="240" y="176">Không xem trước được ảnh này</text><text x="240" y="214">Xin tải tệp đã gửi để xem</text></g></svg>`
