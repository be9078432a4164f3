#!/bin/sh
# The site in any object store that rclone knows (https://rclone.org): S3, R2, B2, Azure, Google, WebDAV, SFTP …
#
#   sh content/recipes/rclone.sh /srv/vestochka/site store:bucket
#
# New files first, the signed list last, old files after it: whoever reads meanwhile never sees a list whose files are
# not there. The store must let other pages read (for S3: s3-cors.json in this folder), so that a phone that has kept
# the site can fetch a newer release from here.
set -eu
copy=${1:?name the folder of the copy}
store=${2:?name the remote, as store:bucket}
set -- --checksum --header-upload 'Cache-Control: no-cache'
rclone copy "$@" --exclude '/SHA256SUMS*' "$copy/" "$store"
rclone copy "$@" --include '/SHA256SUMS*' "$copy/" "$store"
rclone sync "$@" "$copy/" "$store"
rclone check --one-way "$copy/" "$store"
