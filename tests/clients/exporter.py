"""A client like a script that exports a month: the library percent-encodes the brackets of lists,
`include` uses commas, only the first page of up to 100 is read, and amounts are added up as reported. It
uses the API's documentation and nothing from this project.

    python3 tests/clients/exporter.py http://127.0.0.1:PORT TOKEN
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

BASE, TOKEN = sys.argv[1].rstrip("/") + "/v2", sys.argv[2]
LISTS = ["guest_fees", "host_fees", "discounts", "adjustments", "taxes"]


def get(path, **params):
    query = urllib.parse.urlencode(params.get("query", {}), doseq=True)
    request = urllib.request.Request(f"{BASE}{path}?{query}" if query else f"{BASE}{path}", headers={
        # as in the documentation's examples
        "Content-Type": "", "Accept": "application/json", "Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def refused(path, status, **query):
    try:
        get(path, query=query)
    except urllib.error.HTTPError as error:
        assert error.code == status, (path, query, error.code)
        return json.load(error)
    raise AssertionError(f"{path} was not refused")


def export(property_id, first, last):
    """The accepted stays of a property by arrival, each with what its lines sum to."""
    rows = get("/reservations", query={
        "per_page": "100", "properties[]": property_id, "start_date": first, "end_date": last,
        "include": "financials"})["data"]
    exported = {}
    for row in rows:
        if row["reservation_status"]["current"]["category"] != "accepted" or not row["financials"]:
            continue
        host = row["financials"]["host"]
        if "revenue" not in host:
            continue
        total = host["accommodation"]["amount"] + sum(
            line["amount"] for key in LISTS for line in host[key])
        exported[row["code"]] = (row["platform"], row["booking_date"][:10], row["check_in"],
                                 row["check_out"], row["nights"], total, host["revenue"]["amount"])
    return exported


def paged(path, size, **query):
    page, rows = 1, []
    while True:
        answer = get(path, query={**query, "per_page": size, "page": page})
        rows += answer["data"]
        if page >= answer["meta"]["last_page"]:
            assert len(rows) == answer["meta"]["total"], (path, len(rows), answer["meta"])
            return rows
        page += 1


def main():
    assert get("/user")["data"]["email"]
    properties = get("/properties")["data"]
    by_name = {one["name"]: one["id"] for one in properties}
    assert len(by_name) == len(properties) > 1, by_name
    stays = {}
    for property_id in by_name.values():
        stays.update(export(property_id, "2024-01-01", "2027-12-31"))
    assert stays, "nothing was exported"
    exact = [code for code, stay in stays.items() if stay[5] == stay[6]]
    assert len(exact) * 2 >= len(stays), "most stays add up"
    everything = {"properties[]": list(by_name.values()), "start_date": "2024-01-01",
                  "end_date": "2027-12-31", "date_query": "checkout"}
    rows = paged("/reservations", 2, include="guest,properties", **everything)
    assert {row["id"] for row in rows} == {row["id"] for row in paged("/reservations", 100, **everything)}
    numbered = {f"properties[{n}]": one for n, one in enumerate(by_name.values())}
    dates = {key: everything[key] for key in ("start_date", "end_date", "date_query")}
    assert get("/reservations", query={**numbered, **dates})["meta"]["total"] == len(rows)
    single = get(f"/reservations/{rows[0]['id']}", query={"include": "financialsV2,guest"})["data"]
    assert single["id"] == rows[0]["id"] and "financials" in single
    property_id = next(iter(by_name.values()))
    assert get(f"/properties/{property_id}", query={"include": "listings"})["data"]["listings"] is not None
    calendar = get(f"/properties/{property_id}/calendar", query={"start_date": "2026-10-01",
                                                               "end_date": "2026-10-01"})["data"]
    assert [day["date"] for day in calendar["days"]] == ["2026-10-01"], calendar
    payouts = paged("/payouts", 100, include="transactions")
    assert payouts and all(isinstance(one["transactions"], list) for one in payouts)
    transactions = paged("/transactions", 100, include="payout,reservation")
    assert transactions and all("payout" in one and "reservation" in one for one in transactions)
    assert "required" in refused("/reservations", 400, start_date="2026-10-01")["reason_phrase"]
    refused("/reservations", 400, **{**everything, "last_message_at": "2026-10-01T00:00:00"})
    refused("/reservations", 400, **{**everything, "start_date": "1 October"})
    refused("/payouts/unknown", 404)
    print(f"exporter: {len(stays)} stays exported, {len(exact)} add up to the revenue")


if __name__ == "__main__":
    main()
