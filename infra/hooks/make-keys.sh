#!/bin/sh
# Makes each key that the settings name and the vault lacks. A key is shown to nobody and is no program's argument. It goes by Azure Resource
# Manager, so that whoever deploys needs no role that reads secrets, and the vault may be closed to the internet.
set -eu
umask 077

arm=https://management.azure.com
vault="/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.KeyVault/vaults/$AZURE_KEY_VAULT_NAME"
version='api-version=2025-05-01'
body=$(mktemp)
trap 'rm -f "$body"' EXIT
made=

make_key() { # name, days that it lives
  url="$arm$vault/secrets/$1?$version"
  if answer=$(az rest --method get --url "$url" --output none 2>&1); then
    return
  fi
  # Anything but "there is none" must not end in a new key under an old name: links that are under way would die.
  case $answer in
    *NotFound* | *'Not Found'*) ;;
    *)
      echo "$answer" >&2
      exit 1
      ;;
  esac
  printf '{"properties":{"value":"%s","attributes":{"enabled":true,"exp":%s}}}' "$(openssl rand -base64 32)" "$(($(date +%s) + $2 * 86400))" >"$body"
  az rest --method put --url "$url" --body "@$body" --output none
  echo "Made the secret $1."
  made=yes
}

# The vault warns 30 days before a key runs out: links' keys are replaced every 90 days, the audit's every year.
for name in $(echo "$LINK_KEYS" | tr ',' ' '); do
  make_key "link-key-$name" 120
done
for name in $(echo "$AUDIT_KEYS" | tr ',' ' '); do
  make_key "audit-key-$name" 395
done

# The app looked for them before they were there, and would look again within a day.
if [ -n "$made" ]; then
  az rest --method post --url "$arm$APP_ID/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none
fi
