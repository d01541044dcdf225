// SPDX-License-Identifier: Apache-2.0
#include "reports/escape.hpp"
#include "reports/json_certificates.hpp"
#include "reports/json_message.hpp"
#include "reports/json_place.hpp"
#include "reports/json_server.hpp"
#include "reports/json_values.hpp"
#include "reports/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace reports {
namespace {

/// A record is kept by people: larger ones than this are none.
constexpr std::size_t kMaxSuitesInList = 65536;

std::optional<tls::CipherSuite> code_from(std::string_view text) {
  if (text.size() != 6 && text.size() != 8) return std::nullopt;
  const auto code = tls::cipher_suite_from(text);
  return code && code_string(*code) == text ? code : std::nullopt;
}

tls::ProtocolVersion version(const Place& place) {
  return place.word(tls::protocol_version_from, "a protocol version");
}

/// What a peer selected need not be a version that we know.
tls::ProtocolVersion any_version(const Place& place) {
  const auto text = place.text();
  if (const auto known = tls::protocol_version_from(text)) return *known;
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  if (text.size() != 6 || text.substr(0, 2) != "0x" || std::from_chars(text.data() + 2, end, value, 16).ptr != end)
    place.complain("not a protocol version");
  return tls::ProtocolVersion{static_cast<std::uint16_t>(value)};
}

tls::CipherSuite code(const Place& place) { return place.word(code_from, "a cipher suite code"); }

std::vector<tls::CipherSuite> codes(const Place& place) {
  std::vector<tls::CipherSuite> list;
  const auto elements = place.elements();
  if (elements.size() > kMaxSuitesInList) place.complain("more codes than there are");
  for (const auto& element : elements) list.push_back(code(element));
  return list;
}

/// The lists of one version are searched: they are kept in order whatever the file says.
std::vector<tls::CipherSuite> ascending_codes(const Place& place) {
  auto list = codes(place);
  std::sort(list.begin(), list.end());
  return list;
}

probe::ExchangeId exchange_id(const Place& place) { return place.integer<probe::ExchangeId>(); }

probe::ToolInfo read_tool(const Place& place) {
  probe::ToolInfo tool;
  tool.name = place.at("name").text();
  tool.version = place.at("version").text();
  tool.openssl = place.at("openssl").text();
  return tool;
}

probe::ScanOptions read_options(const Place& place) {
  probe::ScanOptions options;
  options.versions.clear();
  for (const auto& element : place.at("versions").elements()) options.versions.push_back(version(element));
  options.suites = codes(place.at("suites"));
  options.thorough = place.at("thorough").flag();
  options.strict = place.at("strict").flag();
  options.all_addresses = place.at("all_addresses").flag();
  options.depth = place.at("depth").word(probe::rung_from, "a rung");
  options.sstp_concurrency = place.at("sstp_concurrency").integer<std::uint32_t>();
  options.max_connections = place.at("max_connections").integer<std::uint32_t>();
  options.parallel = place.at("parallel").integer<std::uint32_t>();
  options.retries = place.at("retries").integer<std::uint32_t>();
  options.timeout = place.at("timeout").duration<std::chrono::milliseconds>();
  options.deadline = place.at("deadline").duration<std::chrono::milliseconds>();
  options.delay = place.at("delay").duration<std::chrono::milliseconds>();
  if (place.has("gentle")) options.gentle = place.at("gentle").flag();
  if (place.has("seeks_absence")) options.seeks_absence = place.at("seeks_absence").flag();
  return options;
}

std::optional<std::chrono::microseconds> optional_time(const Place& place, const char* name) {
  if (!place.has(name)) return std::nullopt;
  return place.at(name).duration<std::chrono::microseconds>();
}

probe::Climb read_climb(const Place& place) {
  probe::Climb climb;
  climb.exchange = exchange_id(place.at("exchange"));
  if (place.has("halt")) climb.halt = place.at("halt").word(probe::call_outcome_from, "the outcome of a call");
  if (place.has("detail")) climb.detail = place.at("detail").text();
  if (place.has("correlation_id")) climb.correlation_id = place.at("correlation_id").text();
  if (place.has("status")) climb.status = place.at("status").integer<std::uint16_t>();
  const auto times = place.at("times");
  climb.tls = optional_time(times, "tls");
  climb.http = optional_time(times, "http");
  climb.sstp = optional_time(times, "sstp");
  return climb;
}

probe::RequestTrial read_trial(const Place& place) {
  probe::RequestTrial trial{place.at("request").word(probe::request_kind_from, "a kind of request"),
                            exchange_id(place.at("exchange")),
                            place.at("outcome").word(probe::call_outcome_from, "the outcome of a call"), std::nullopt};
  if (place.has("status")) trial.status = place.at("status").integer<std::uint16_t>();
  return trial;
}

probe::SstpFacts read_sstp(const Place& place) {
  probe::SstpFacts facts;
  facts.calls = place.at("calls").integer<std::uint32_t>();
  facts.connected = place.at("connected").integer<std::uint32_t>();
  if (place.has("hash_bitmask")) facts.hash_bitmask = place.at("hash_bitmask").integer<std::uint8_t>();
  if (place.has("server")) facts.server = place.at("server").text();
  for (const auto& element : place.at("deviations").elements()) facts.deviations.push_back(element.text());
  for (const auto& element : place.at("leaves").elements())
    facts.leaves.push_back({element.at("sha1").text(), element.at("sha256").text()});
  if (place.has("trials"))
    for (const auto& element : place.at("trials").elements()) facts.trials.push_back(read_trial(element));
  return facts;
}

std::optional<tls::AlertDescription> read_alert(const Place& place) {
  if (!place.has("alert")) return std::nullopt;
  return tls::AlertDescription{place.at("alert").integer<std::uint8_t>()};
}

/// A cell that was never accepted is none of these.
probe::AnswerCount read_answers(const Place& place) {
  const probe::AnswerCount answers{place.at("accepted").integer<std::uint32_t>(),
                                   place.at("refused").integer<std::uint32_t>()};
  if (answers.accepted == 0) place.complain("never accepted, and among what is");
  return answers;
}

probe::AcceptedSuite read_accepted(const Place& place) {
  probe::AcceptedSuite suite;
  suite.code = code(place.at("code"));
  suite.rung = place.at("rung").word(probe::rung_from, "a rung");
  if (place.has("group")) suite.group = read_group(place.at("group"));
  if (place.has("key_bits")) suite.key_bits = place.at("key_bits").integer<std::uint32_t>();
  suite.exchange = exchange_id(place.at("exchange"));
  if (place.has("needs"))
    for (const auto& element : place.at("needs").elements())
      suite.needs.push_back(element.word(probe::need_from, "a need"));
  if (place.has("answers")) suite.answers = read_answers(place.at("answers"));
  if (place.has("climb")) suite.climb = read_climb(place.at("climb"));
  return suite;
}

probe::VersionResult read_version(const Place& place) {
  probe::VersionResult result;
  result.version = version(place.at("version"));
  result.outcome = place.at("outcome").word(probe::outcome_from, "an outcome");
  result.reason = place.at("reason").word(probe::reason_from, "a reason");
  if (place.has("preferred")) result.preferred = code(place.at("preferred"));
  for (const auto& element : place.at("accepted").elements()) result.accepted.push_back(read_accepted(element));
  std::sort(result.accepted.begin(), result.accepted.end(),
            [](const auto& a, const auto& b) { return a.code < b.code; });
  for (const auto& element : place.at("refused").elements())
    result.refused.push_back({ascending_codes(element.at("codes")),
                              element.at("basis").word(probe::basis_from, "a basis"),
                              element.at("reason").word(probe::reason_from, "a reason"),
                              exchange_id(element.at("exchange")), read_alert(element)});
  for (const auto& element : place.at("inconclusive").elements())
    result.inconclusive.push_back({ascending_codes(element.at("codes")),
                                   element.at("reason").word(probe::reason_from, "a reason"),
                                   exchange_id(element.at("exchange")), read_alert(element)});
  return result;
}

/// A cell cannot be accepted and refused at once: a record that says so has been tampered with.
void check_once_each(const Place& place, const probe::VersionResult& result) {
  std::map<tls::CipherSuite, int> seen;
  const auto count = [&](tls::CipherSuite each) {
    if (++seen[each] > 1) place.complain(code_string(each) + " stands in more than one list");
  };
  for (const auto& suite : result.accepted) count(suite.code);
  for (const auto& refused : result.refused) std::for_each(refused.codes.begin(), refused.codes.end(), count);
  for (const auto& open : result.inconclusive) std::for_each(open.codes.begin(), open.codes.end(), count);
}

/// Nor can a version be refused that has an accepted suite, or one that could not be told.
void check_outcome(const Place& place, const probe::VersionResult& result) {
  using probe::Outcome;
  const auto shown = outcome_of_suites(result);
  const bool claims_suites = result.outcome != Outcome::not_applicable && result.outcome != Outcome::not_tested;
  if (shown ? *shown != result.outcome : claims_suites)
    place.at("outcome").complain(fmt::format("{}, and its suites make it {}", to_string(result.outcome),
                                             shown ? to_string(*shown) : "nothing: there are none"));
}

probe::Finding read_finding(const Place& place) {
  probe::Finding finding;
  finding.kind = place.at("kind").word(probe::finding_kind_from, "a kind of finding");
  // Before version 3 of the record it stood as a text, by that name.
  finding.text = read_message(place.at(place.has("message") ? "message" : "text"));
  if (place.has("version")) finding.version = any_version(place.at("version"));
  finding.codes = codes(place.at("codes"));
  for (const auto& element : place.at("exchanges").elements()) finding.exchanges.push_back(exchange_id(element));
  return finding;
}

/// Version 1 of the record called a look with another hello by another word.
std::optional<probe::Purpose> purpose_from(std::string_view word) {
  return word == "shape" ? probe::Purpose::look : probe::purpose_from(word);
}

probe::ExchangeSummary read_exchange(const Place& place) {
  probe::ExchangeSummary exchange;
  exchange.id = exchange_id(place.at("id"));
  exchange.purpose = place.at("purpose").word(purpose_from, "a purpose");
  exchange.version = version(place.at("version"));
  exchange.shape = place.at("shape").word(probe::hello_shape_from, "a hello shape");
  exchange.codes = codes(place.at("codes"));
  exchange.started = place.at("started").duration<std::chrono::microseconds>();
  exchange.lasted = place.at("lasted").duration<std::chrono::microseconds>();
  exchange.response = place.at("response").word(probe::response_from, "a response");
  if (place.has("selected")) exchange.selected = codes(place.at("selected"));
  if (place.has("selected_version")) exchange.selected_version = any_version(place.at("selected_version"));
  if (place.has("detail")) exchange.detail = place.at("detail").text();
  exchange.sent = place.at("sent").integer<std::uint32_t>();
  exchange.received = place.at("received").integer<std::uint32_t>();
  if (place.has("extensions")) exchange.extensions = read_extensions(place.at("extensions"));
  if (place.has("compression")) exchange.compression = place.at("compression").integer<std::uint8_t>();
  if (place.has("signature_scheme")) exchange.signature_scheme = read_scheme(place.at("signature_scheme"));
  if (place.has("client")) exchange.client = place.at("client").text();
  exchange.alert = read_alert(place);
  if (place.has("named")) exchange.named = place.at("named").flag();
  if (place.has("variant")) exchange.variant = place.at("variant").text();
  if (place.has("retry_suite")) exchange.retry_suite = code(place.at("retry_suite"));
  if (place.has("group")) exchange.group = read_group(place.at("group"));
  if (place.has("key_bits")) exchange.key_bits = place.at("key_bits").integer<std::uint32_t>();
  if (place.has("leaf")) exchange.leaf = place.at("leaf").text();
  if (place.has("local")) exchange.local = place.at("local").text();
  if (place.has("frames")) {
    const auto frames = place.at("frames");
    exchange.frames =
        probe::Frames{frames.at("first").integer<std::uint32_t>(), frames.at("last").integer<std::uint32_t>()};
  }
  return exchange;
}

std::optional<probe::AddressFamily> family_from(std::string_view word) {
  if (word == "any") return probe::AddressFamily::any;
  if (word == "ipv4") return probe::AddressFamily::ipv4;
  if (word == "ipv6") return probe::AddressFamily::ipv6;
  return std::nullopt;
}

probe::Target read_target(const Place& place) {
  probe::Target target;
  target.host = place.at("host").text();
  target.port = place.at("port").integer<std::uint16_t>();
  if (place.has("sni")) target.sni = place.at("sni").text();
  if (place.has("label")) target.label = place.at("label").text();
  if (place.has("purpose")) target.purpose = place.at("purpose").text();
  if (place.has("owner")) target.owner = place.at("owner").text();
  if (place.has("site")) target.site = place.at("site").text();
  if (place.has("origin")) {
    const auto origin = place.at("origin");
    target.origin = probe::TargetOrigin{origin.at("file").text(), origin.at("line").integer<std::uint32_t>()};
  }
  if (place.has("connect")) {
    const auto connect = place.at("connect");
    target.connect.emplace();
    target.connect->host = connect.at("host").text();
    if (connect.has("port")) target.connect->port = connect.at("port").integer<std::uint16_t>();
  }
  target.family = place.at("family").word(family_from, "an address family");
  return target;
}

probe::TargetRecord read_target_record(const Place& place) {
  probe::TargetRecord record;
  record.target = read_target(place);
  record.address = place.at("address").text();
  if (place.has("proxy")) record.proxy = place.at("proxy").text();
  record.status = place.at("status").word(probe::target_status_from, "a status");
  if (place.has("problem")) record.problem = read_message(place.at("problem"));
  for (const auto& element : place.at("versions").elements()) {
    record.versions.push_back(read_version(element));
    check_once_each(element, record.versions.back());
    check_outcome(element, record.versions.back());
  }
  for (const auto& element : place.at("certificates").elements()) record.certificates.push_back(read_chain(element));
  for (const auto& element : place.at("findings").elements()) record.findings.push_back(read_finding(element));
  for (const auto& element : place.at("exchanges").elements()) record.exchanges.push_back(read_exchange(element));
  record.server = read_server(place.at("server"));
  record.sstp = read_sstp(place.at("sstp"));
  const auto stats = place.at("stats");
  record.stats.features = stats.at("features").integer<std::uint32_t>();
  record.stats.calls = stats.at("calls").integer<std::uint32_t>();
  record.stats.connections = stats.at("connections").integer<std::uint32_t>();
  record.stats.elapsed = stats.at("seconds").duration<std::chrono::microseconds>();
  record.stats.slowdowns = stats.at("slowdowns").integer<std::uint32_t>();
  if (stats.has("clients")) record.stats.clients = stats.at("clients").integer<std::uint32_t>();
  if (stats.has("unused")) record.stats.unused = stats.at("unused").integer<std::uint32_t>();
  return record;
}

void check_schema_version(const Place& place) {
  const auto text = place.text();
  int major = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, major);
  if (parsed.ec != std::errc() || parsed.ptr == end || *parsed.ptr != '.') place.complain("not a version (\"1.0\")");
  if (major < kOldestSchemaMajor || major > kSchemaMajor)
    place.complain(
        fmt::format("this program reads records of versions {} to {}, not {}", kOldestSchemaMajor, kSchemaMajor, text));
}

probe::UtcTime time(const Place& place) { return place.word(from_rfc3339, "a UTC time (2026-11-24T14:05:09.123Z)"); }

}  // namespace

std::optional<RecordError> read_json(std::string_view text, probe::ScanRecord& record) {
  try {
    const auto json = nlohmann::json::parse(text);
    const Place place(json);
    check_schema_version(place.at("schema_version"));
    probe::ScanRecord read;
    read.tool = read_tool(place.at("tool"));
    read.started = time(place.at("started"));
    read.finished = time(place.at("finished"));
    read.options = read_options(place.at("options"));
    for (const auto& element : place.at("targets").elements()) read.targets.push_back(read_target_record(element));
    record = std::move(read);
    return std::nullopt;
  } catch (const PlaceError& error) {
    return RecordError{visible(error.text)};
  } catch (const nlohmann::json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    const std::string_view what = error.what();
    return RecordError{visible("not JSON: " + std::string(what.substr(what.find("] ") + 2)))};
  }
}

}  // namespace reports
