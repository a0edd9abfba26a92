#!/usr/bin/env bash
# MiniStack 1.5.33 (PyPI), an emulator of AWS, with AUTH=true, by which it judges IAM policies: a user who may read items whose partition key is like
# "A#*", and this key present (dynamodb:LeadingKeys with Null false, the careful way to keep tenants apart in one table), is denied an item of the key
# "A#1": the condition key is never filled in. Without the condition the same call is allowed. So policies that rest on this key cannot be tried there. Needs: Python 3.10 or later with venv.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ministack==1.5.33
port=$("$folder/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$folder/state"
AUTH=true MINISTACK_ACCOUNT_ID=111122223333 GATEWAY_PORT=$port BIND_HOST=127.0.0.1 TMPDIR="$folder/state" STATE_DIR="$folder/state" S3_DATA_DIR="$folder/state" \
  "$folder/venv/bin/python" -m ministack >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 120); do curl -sf "http://127.0.0.1:$port/_ministack/health" >/dev/null && break; sleep 0.5; done
seen=$(AWS_ENDPOINT_URL="http://127.0.0.1:$port" AWS_DEFAULT_REGION=eu-central-1 "$folder/venv/bin/python" - <<'PY'
import json
import botocore.exceptions
import botocore.session

session = botocore.session.get_session()

def client(service, key="111122223333", secret="test", token=None):
    return session.create_client(service, aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token)

admin = client("dynamodb")
admin.create_table(
    TableName="samples",
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST",
)
admin.put_item(TableName="samples", Item={"pk": {"S": "A#1"}})
iam = client("iam")

def reads(name, condition):
    iam.create_user(UserName=name)
    statement = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*", **condition}
    iam.put_user_policy(
        UserName=name, PolicyName="read", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )
    key = iam.create_access_key(UserName=name)["AccessKey"]
    try:
        item = client("dynamodb", key["AccessKeyId"], key["SecretAccessKey"]).get_item(
            TableName="samples", Key={"pk": {"S": "A#1"}}
        )
        return item["Item"]["pk"]["S"]
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]

print("without the condition:", reads("anywhere", {}))
leading = {
    "Condition": {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["A#*"]},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
}
print("with it:", reads("one-tenant", leading))
PY
)
echo "$seen"
expected='without the condition: A#1
with it: AccessDeniedException'
[ "$seen" = "$expected" ] || { echo "expected:"; echo "$expected"; exit 1; }
