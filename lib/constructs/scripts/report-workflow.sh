#!/bin/sh
# Reports how a workflow of Argo ended, from its exit handler. It always succeeds: a workflow is not failed by a report.
#
# Environment:
#   WORKFLOW_STATUS   Succeeded, Failed or Error
#   JOB_NAME, ON_FAILURE_URL, ON_SUCCESS_URL, STYLE  see report-outcome.sh
#   TMPDIR            room for its state (default /tmp)
#
# Exit codes: 0 done; 64 a variable is missing.
set -eu
# shellcheck source=lib/constructs/scripts/say.sh
. "$(dirname "$0")/say.sh"

need WORKFLOW_STATUS JOB_NAME
STATE_DIR=$(mktemp -d "${TMPDIR:-/tmp}/state.XXXXXX")
export STATE_DIR
trap 'rm -rf "$STATE_DIR"' EXIT
code=1
if [ "$WORKFLOW_STATUS" = Succeeded ]; then code=0; fi
echo "$code" >"$STATE_DIR/status"
say "the workflow ended as $WORKFLOW_STATUS"
sh "$(dirname "$0")/report-outcome.sh" || true
