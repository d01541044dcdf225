# SPDX-License-Identifier: Apache-2.0
"""What GitHub's code scanning takes of SARIF, to be held offline."""

import collections
import json
import re


def physical(location):
    place = location.get("physicalLocation", {})
    return bool(place.get("artifactLocation", {}).get("uri")) and place.get("region", {}).get("startLine", 0) >= 1


def rule_problems(rule):
    """docs.github.com, "SARIF support for code scanning": what a reportingDescriptor object has to have."""
    for key in ("shortDescription", "fullDescription", "help"):
        if not rule.get(key, {}).get("text"):
            yield f"rule {rule.get('id')}: no {key}.text"
    if not rule.get("help", {}).get("markdown"):
        yield f"rule {rule.get('id')}: no help.markdown"
    properties = rule.get("properties", {})
    tags = properties.get("tags", [])
    if len(tags) > 20 or "security" not in tags:
        yield f"rule {rule.get('id')}: tags {tags}"
    if not re.fullmatch(r"10\.0|[0-9]\.[0-9]", properties.get("security-severity", "")):
        yield f"rule {rule.get('id')}: security-severity"


def github_problems(log):
    """What GitHub's code scanning asks beyond the schema: it refuses the whole file where a result has no physical
    location (forcedotcom/code-analyzer #1970), shows results of kind "pass" as alerts (microsoft/PSRule #955), does not
    look at suppressions (github/codeql-action #1230), knows results again by primaryLocationLineHash (microsoft/sarif-sdk
    #2985), and has limits (docs.github.com, "SARIF results exceed one or more limits")."""
    if len(log["runs"]) > 20:
        yield "more than 20 runs"
    if len({run["automationDetails"]["id"] for run in log["runs"]}) != len(log["runs"]):
        yield "two runs of one category"
    for run in log["runs"]:
        rules, results = run["tool"]["driver"]["rules"], run["results"]
        if len(results) > 25_000 or len(rules) > 25_000:
            yield "more than 25,000 results or rules"
        for rule in rules:
            yield from rule_problems(rule)
        hashes = collections.Counter()
        for result in results:
            name = f"result of {result.get('ruleId')}"
            if not result.get("message", {}).get("text"):
                yield f"{name}: no message"
            if not result.get("locations") or not all(map(physical, result["locations"])):
                yield f"{name}: no physical location"
            if result.get("kind") == "pass" or result.get("level") == "none" or "suppressions" in result:
                yield f"{name}: no alert"
            if rules[result.get("ruleIndex", -1)]["id"] != result.get("ruleId"):
                yield f"{name}: the index is another rule's"
            hashed = result.get("partialFingerprints", {}).get("primaryLocationLineHash", "")
            if not re.fullmatch(r"[0-9a-f]{16}:[0-9]+", hashed):
                yield f"{name}: no primaryLocationLineHash"
            hashes[hashed] += 1
        if hashes and max(hashes.values()) > 1:
            yield "two results that would be one alert"


def spoilt(log):
    """The same log, with one rule of GitHub's broken after the other."""
    def change(edit):
        copy = json.loads(json.dumps(log))
        edit(copy["runs"][0], copy["runs"][0]["results"][0], copy["runs"][0]["tool"]["driver"]["rules"][0])
        return copy

    yield change(lambda run, result, rule: result["locations"][0].pop("physicalLocation"))
    yield change(lambda run, result, rule: result["locations"][0]["physicalLocation"].pop("region"))
    yield change(lambda run, result, rule: result.update(locations=[]))
    yield change(lambda run, result, rule: result.update(kind="pass"))
    yield change(lambda run, result, rule: result.update(suppressions=[]))
    yield change(lambda run, result, rule: result.pop("partialFingerprints"))
    yield change(lambda run, result, rule: run["results"].append(result))
    yield change(lambda run, result, rule: result.update(ruleIndex=result["ruleIndex"] + 1))
    yield change(lambda run, result, rule: run.update(results=[result] * 25_001))
    yield change(lambda run, result, rule: rule["properties"].update(tags=["security"] * 21))
    yield change(lambda run, result, rule: rule["properties"].update({"security-severity": "high"}))
    yield change(lambda run, result, rule: rule["help"].pop("markdown"))
