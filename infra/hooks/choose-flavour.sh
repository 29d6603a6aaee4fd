#!/bin/sh
# What MSBuild has to know when azd publishes: the real Functions packages, and the backend that infra/main.bicep makes.
set -eu
azd env set FunctionsRuntime Azure
if [ -z "${DURABLE_BACKEND:-}" ]; then
  azd env set DURABLE_BACKEND durableTaskScheduler
fi
