#!/usr/bin/env bash
# MiniStack 1.5.33 (PyPI), an emulator of AWS: a stack whose output asks for an attribute of a resource that the template does not have is created,
# and its output is empty. CloudFormation refuses such a template when it is sent ("Fn::GetAtt references undefined resource"), so a template that
# an emulator takes may still be refused by AWS. Needs: Python 3.10 or later with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ministack==1.5.33
port=$("$folder/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$folder/state"
GATEWAY_PORT=$port BIND_HOST=127.0.0.1 TMPDIR="$folder/state" STATE_DIR="$folder/state" S3_DATA_DIR="$folder/state" \
  "$folder/venv/bin/python" -m ministack >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 120); do curl -sf "http://127.0.0.1:$port/_ministack/health" >/dev/null && break; sleep 0.5; done
seen=$(AWS_ENDPOINT_URL="http://127.0.0.1:$port" AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1 AWS_ACCESS_KEY_ID=111122223333 \
  AWS_SECRET_ACCESS_KEY=emulator "$folder/venv/bin/python" - <<'PY'
import json, time
import botocore.session

cloudformation = botocore.session.get_session().create_client("cloudformation")
template = {
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {"Address": {"Value": {"Fn::GetAtt": ["Gone", "Arn"]}}},
}
cloudformation.create_stack(StackName="sample", TemplateBody=json.dumps(template))
for _ in range(60):
    [stack] = cloudformation.describe_stacks(StackName="sample")["Stacks"]
    if not stack["StackStatus"].endswith("IN_PROGRESS"):
        break
    time.sleep(0.5)
print(stack["StackStatus"], [output.get("OutputValue", "") for output in stack.get("Outputs", [])])
PY
)
echo "$seen"
[ "$seen" = "CREATE_COMPLETE ['']" ] || { echo "expected: CREATE_COMPLETE ['']"; exit 1; }
