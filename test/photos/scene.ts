import sharp, { type Sharp } from 'sharp'

/** A made-up picture with a sky, a ground and some shapes: the same for the same seed, another for each. */
export function scene(seed: number, width = 1200, height = 900): Sharp {
  const random = numbersFrom(seed)
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least))
  const colour = (): string => `rgb(${between(0, 255)},${between(0, 255)},${between(0, 255)})`
  const shapes = Array.from({ length: 14 }, () =>
    random() < 0.5
      ? `<ellipse cx="${between(0, width)}" cy="${between(0, height)}" rx="${between(40, 260)}" ry="${between(40, 260)}" fill="${colour()}"/>`
      : `<rect x="${between(-100, width)}" y="${between(-100, height)}" width="${between(60, 420)}" height="${between(60, 420)}" fill="${colour()}"/>`,
  )
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${colour()}"/>
    <rect y="${between(height / 3, height)}" width="100%" height="100%" fill="${colour()}"/>${shapes.join('')}</svg>`
  return sharp(Buffer.from(picture)).flatten({ background: 'white' })
}

/** Numbers from 0 to 1 that look random: a linear congruential generator (Numerical Recipes' constants). */
function numbersFrom(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
