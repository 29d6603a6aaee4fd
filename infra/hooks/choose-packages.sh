#!/bin/sh
# What MSBuild has to know when azd publishes: all packages are the real ones, and the backend that infra/main.bicep makes.
set -eu
azd env set StandIns false
if [ -z "${DURABLE_BACKEND:-}" ]; then
  azd env set DURABLE_BACKEND durableTaskScheduler
fi
