// A client like a JavaScript SDK: camelCase in and out, lists as `name[]=a&name[]=b`, pages up to
// meta.lastPage, single objects unwrapped from `data`. It uses the API's documentation and nothing from this
// project, and calls every read method of a simulator.
//
//     node tests/clients/sdk.mjs http://127.0.0.1:PORT TOKEN

import assert from "node:assert/strict";

const [, , base, token] = process.argv;

const snake = (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (key) => key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

function camelled(value) {
  if (Array.isArray(value)) return value.map(camelled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [camel(key), camelled(one)]));
}

class Refused extends Error {
  constructor(status, body) {
    super(body.reason_phrase ?? body.message ?? `HTTP ${status}`);
    Object.assign(this, { status, body });
  }
}

// `literal` leaves the brackets of a list unencoded, as some query builders do
async function get(path, params = {}, { literal = false, authorization = `Bearer ${token}` } = {}) {
  const url = new URL(`/v2${path}`, base);
  for (const [key, value] of Object.entries(params)) {
    if (Array.isArray(value)) value.forEach((one) => url.searchParams.append(`${snake(key)}[]`, one));
    else if (value !== undefined) url.searchParams.set(snake(key), String(value));
  }
  const address = literal ? url.href.replaceAll("%5B%5D", "[]") : url.href;
  const headers = { accept: "application/json", "content-type": "application/json", authorization };
  const answer = await fetch(address, { headers });
  const body = await answer.json();
  assert.match(answer.headers.get("x-hospitable-trace"), /^[0-9a-f]{32}$/);
  if (!answer.ok) throw new Refused(answer.status, body);
  return camelled(body);
}

async function* pages(path, params) {
  let page = 1;
  let last = 1;
  do {
    const answer = await get(path, { ...params, page });
    assert.equal(answer.meta.currentPage, page);
    yield* answer.data;
    last = answer.meta.lastPage;
    page += 1;
  } while (page <= last);
}

async function all(path, params = {}) {
  const rows = [];
  for await (const row of pages(path, params)) rows.push(row);
  return rows;
}

const refusal = async (promise, status, words) => {
  const error = await promise.then(() => assert.fail("it was not refused"), (refused) => refused);
  assert.ok(error instanceof Refused, error);
  assert.equal(error.status, status);
  assert.match(error.message, words);
  return error.body;
};

let calls = 0;
const counted = (fn) => async (...args) => { calls += 1; return fn(...args); };
const api = {
  user: counted(() => get("/user")),
  properties: counted((params) => all("/properties", params)),
  property: counted((id, include) => get(`/properties/${encodeURIComponent(id)}`, { include })),
  calendar: counted((id, startDate, endDate) => get(`/properties/${id}/calendar`, { startDate, endDate })),
  reservations: counted((params) => all("/reservations", params)),
  reservation: counted((id, include) => get(`/reservations/${encodeURIComponent(id)}`, { include })),
  list: counted((path, params) => all(path, params)),
  one: counted((path, params) => get(path, params)),
};

const user = await api.user();
assert.ok(user.data.id && user.data.email, "the user stands in data");

const properties = await api.properties({ perPage: 1 });
assert.deepEqual((await api.properties({})).map((one) => one.id), properties.map((one) => one.id));
assert.ok(properties.length > 1 && properties.every((one) => one.name && one.address.display));
assert.ok(properties.every((one) => one.user === undefined && one.listings === undefined));
const full = await api.properties({ include: "user,listings,details,bookings" });
assert.ok(full.every((one) => one.user.id && Array.isArray(one.listings)));
const single = await api.property(properties[0].id, "user");
assert.equal(single.data.id, properties[0].id);
assert.ok(single.data.user.id);

const ids = properties.map((one) => one.id);
const year = { properties: ids, startDate: "2024-01-01", endDate: "2027-12-31" };
const rows = await api.reservations({ ...year, perPage: 3, include: "guest,financials,properties" });
assert.ok(rows.length > 3, "there are stays");
assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
assert.ok(rows.every((row) => "financials" in row && "guest" in row && row.properties[0].id));
const asList = await api.reservations({ ...year, include: ["guest", "financialsV2"] });
assert.ok(asList.every((row) => "financials" in row && !("financialsV2" in row) && !("properties" in row)));
const bare = await get("/reservations", year, { literal: true });
assert.ok(bare.data.every((row) => !("financials" in row) && !("guest" in row)));
assert.deepEqual([bare.meta.perPage, bare.meta.currentPage], [10, 1], "the defaults");
assert.equal(bare.meta.total, rows.length);
for (const status of ["accepted", "cancelled", "not_accepted"]) {
  const own = await api.reservations({ ...year, status: [status] });
  const wanted = status.replace("_", " ");
  assert.ok(own.every((row) => row.reservationStatus.current.category === wanted), status);
  assert.equal(own.length, rows.filter((row) => row.reservationStatus.current.category === wanted).length);
}
for (const [dateQuery, field] of [["checkin", "arrivalDate"], ["checkout", "departureDate"]]) {
  const day = rows[0][field].slice(0, 10);
  const found = await api.reservations({ properties: ids, startDate: day, endDate: day, dateQuery });
  assert.ok(found.some((row) => row.id === rows[0].id), dateQuery);
  assert.ok(found.every((row) => row[field].startsWith(day)), dateQuery);
}
const byCode = await api.reservations({ ...year, platformId: rows[0].platformId });
assert.deepEqual(byCode.map((row) => row.id), [rows[0].id]);
for (const name of [rows[0].id, rows[0].code]) {
  const one = await api.reservation(name, "financials,guest");
  assert.equal(one.data.id, rows[0].id);
  assert.deepEqual(one.data.financials, rows[0].financials);
}
const days = await api.calendar(ids[0], "2026-10-01", "2026-10-31");
assert.equal(days.data.days.length, 31);
assert.ok(days.data.days.every((day) => day.status && "available" in day.status));
for (const [path, part] of [["/transactions", "reservation"], ["/payouts", "transactions"]]) {
  const found = await api.list(path, { perPage: 1, startDate: "2026-01-01", endDate: "2026-12-31" });
  assert.ok(found.length > 0 && found.every((one) => !(part in one)), path);
  const one = await api.one(`${path}/${found[0].id}`, { include: part });
  assert.ok(one.data.id === found[0].id && part in one.data, path);
}

const message = await refusal(get("/reservations", { startDate: "2026-01-01" }), 400, /properties field is required/);
assert.ok(message.errors.properties.length === 1);
await refusal(get("/reservations", { ...year, status: "accepted,cancelled" }), 400, /status/);
await refusal(get("/reservations", { ...year, dateQuery: "booked" }), 400, /checkin.*checkout/);
await refusal(get("/properties", { perPage: 101 }), 400, /pagination/);
await refusal(get("/properties/unknown"), 404, /./);
await refusal(get("/reservations/unknown"), 404, /./);
await refusal(get("/user", {}, { authorization: "Bearer other" }), 401, /Unauthenticated/);
console.log(`sdk: ${calls} calls and 7 refusals as documented, ${rows.length} reservations`);
