/**
 * Endings under which Windows, or Office, runs what is in a file. They are asked only for text and for bytes of no
 * known kind: programs are known by their bytes, and a photo stays a photo whatever it is called.
 */
const RUNS = new Set(
  (
    'exe com scr pif cpl dll msi msp msc bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh wsc sct hta reg inf lnk ' +
    'jar app apk sh bash command py pl php rb scf gadget chm iso img vhd vhdx appx xll xlam ade mde'
  ).split(' '),
)

export const hasUnsafeName = (name: string): boolean =>
  RUNS.has(/\.([a-z0-9]+)\W*$/i.exec(name)?.[1]?.toLowerCase() ?? '')
