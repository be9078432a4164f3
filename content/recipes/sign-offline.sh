#!/bin/sh
# Signs a release on a machine that has minisign and a shell, and nothing else of ours: no Node, no network.
#
#   sh sign-offline.sh /media/stick/dist minisign.key
#
# Carry the folder here as `mirror -- manifest` left it, sign, carry it back, and run `mirror -- verify` there. It does
# what `mirror -- sign` does, to the byte: the single files get their signature as their last lines, their hashes in
# SHA256SUMS are made anew, and SHA256SUMS is signed. minisign asks for the passphrase twice.
set -eu
LC_ALL=C
export LC_ALL
fail() {
	echo "sign-offline: $*" >&2
	exit 1
}
site=${1:?name the folder of the site}
key=${2:?name the file of the secret key}
case $key in /*) ;; *) key=$PWD/$key ;; esac
[ -f "$key" ] || fail "there is no $key"
[ -f "$site/SHA256SUMS" ] || fail "$site has no SHA256SUMS: run mirror -- manifest first"
cd "$site"

if command -v sha256sum >/dev/null; then sums=sha256sum; else sums='shasum -a 256'; fi
$sums -c SHA256SUMS >/dev/null 2>&1 || fail 'a file is not the one that SHA256SUMS lists: make the manifest anew'

fact() {
	sed -n "s/^  \"$1\": \"\{0,1\}\([0-9-]*\)\"\{0,1\},\{0,1\}\$/\1/p" release.json
}
facts="sequence:$(fact sequence) issued:$(fact issued) expires:$(fact expires)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
singles=$(sed -n 's/^[0-9a-f]\{64\}  \(vestochka-[a-z-]*\.html\)$/\1/p; s/^[0-9a-f]\{64\}  \(verify\.html\)$/\1/p' SHA256SUMS)

# A signature that is there already is five lines, and no part of what is signed.
for file in $singles; do
	if [ "$(tail -n 5 "$file" | head -n 1)" = '<!-- vestochka-signature' ]; then
		lines=$(wc -l <"$file")
		head -n "$((lines - 5))" "$file" >"$work/$file"
	else
		cp "$file" "$work/$file"
	fi
done

cp SHA256SUMS "$work/SHA256SUMS"
if [ -n "$singles" ]; then
	# Names of single files hold no spaces, so the list may fall apart into words.
	# shellcheck disable=SC2086
	(cd "$work" && minisign -S -l -s "$key" -t "vestochka single file $facts" -c 'signature of a release of Vestochka' -m $singles)
	for file in $singles; do
		{
			echo '<!-- vestochka-signature'
			sed -n '2,4p' "$work/$file.minisig"
			echo '-->'
		} >>"$work/$file"
		hash=$($sums <"$work/$file" | cut -c1-64)
		name=$(echo "$file" | sed 's/\./\\./g')
		sed "s/^[0-9a-f]\{64\}  $name\$/$hash  $file/" "$work/SHA256SUMS" >"$work/next"
		mv "$work/next" "$work/SHA256SUMS"
	done
fi
(cd "$work" && minisign -S -l -s "$key" -t "vestochka release $facts" -c 'signature of a release of Vestochka' -m SHA256SUMS)
for file in $singles SHA256SUMS SHA256SUMS.minisig; do
	cp "$work/$file" "$file"
done
$sums -c SHA256SUMS >/dev/null || fail 'the copy was not written whole: carry the folder here again'
echo "$site is signed: $facts"
