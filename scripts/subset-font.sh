#!/usr/bin/env bash
# Make the Chinese font of the preview images anew: Noto Sans CJK TC, reduced to the common characters.
# Needs Debian's package fonts-noto-cjk and fonttools (pip install fonttools); the same versions give the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The most frequent characters of both scripts (the first levels of Big5 and of GB 2312), kana, and their punctuation.
characters="$(mktemp)"
trap 'rm -f "$characters"' EXIT
PYTHONUTF8=1 python3 - >"$characters" <<'PYTHON'
for codec, leads in (("big5", range(0xA4, 0xC7)), ("gb2312", range(0xB0, 0xD8))):
    for lead in leads:
        print("".join(bytes((lead, trail)).decode(codec, "ignore") for trail in range(0x40, 0xFF)))
for first, last in ((0x3000, 0x303F), (0x3041, 0x30FF), (0xFF01, 0xFF5E)):
    print("".join(map(chr, range(first, last + 1))))
PYTHON

# The fourth font of the collection is the Taiwanese one.
pyftsubset /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc --font-number=3 --text-file="$characters" \
  --no-hinting --layout-features='' --drop-tables+=BASE,GPOS,GSUB,VORG,vhea,vmtx \
  --output-file=ledger/publish/fonts/NotoSansCJKtc-Common.otf
