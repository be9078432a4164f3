#!/bin/sh
# The site on IPFS: computes the root CID of a verified copy without a network and packs it for pinning.
#
#   sh content/recipes/ipfs.sh /srv/vestochka/site vestochka.car
#
# It prints the CID and writes it beside the archive (vestochka.car.cid), never into the copy: a CID cannot be part of
# what it names. Give both to a pinning service (`ipfs dag import vestochka.car`). The publisher prints the CID on the
# flyer and names https://CID.ipfs.dweb.link/ among the mirrors of the next release.
set -eu
copy=${1:?name the folder of the copy}
archive=${2:?name the archive to write}
cid=$(npx --no-install ipfs-car pack "$copy/" --no-wrap --output "$archive")
printf '%s\n' "$cid" | tee "$archive.cid"
