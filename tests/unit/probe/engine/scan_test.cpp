// SPDX-License-Identifier: Apache-2.0
#include "probe/engine/scan.hpp"

#include "probe/engine/lookup.hpp"
#include "reports/catalogue.hpp"
#include "tests/unit/probe/engine/engine_run.hpp"
#include "tests/unit/tls/support/vector_file.hpp"

#include <doctest/doctest.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <set>

namespace {

using namespace probe;
using namespace probe::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

void send(tcp::socket& socket, const tls::Bytes& octets) {
  boost::system::error_code ignored;
  boost::asio::write(socket, boost::asio::buffer(octets), ignored);
}

/// Reads a hello, answers, and waits for the other to leave.
ScriptedPeer::Script answering(tls::Bytes answer) {
  return [answer](tcp::socket& socket) {
    read_hello(socket);
    send(socket, answer);
    read_to_end(socket);
  };
}

/// Has ECDHE-RSA-AES128-GCM-SHA256 and nothing else.
void play_one_suite(tcp::socket& socket) {
  constexpr std::array<std::uint8_t, 2> kSuite{0xC0, 0x2F};
  const auto hello = read_hello(socket);
  // The suites stand behind record and handshake head, version, random, the empty session id and their own length; two
  // of them and a signalling value at most.
  const auto suites = hello.begin() + 46;
  const bool offered = std::search(suites, suites + 6, kSuite.begin(), kSuite.end()) != suites + 6;
  send(socket, tls::test::vector_file(offered ? "openssl-tls12-flight" : "jdk-alert"));
  read_to_end(socket);
}

const ExchangeSummary& first_exchange(const TargetRecord& record) {
  REQUIRE_FALSE(record.exchanges.empty());
  return record.exchanges.front();
}

}  // namespace

TEST_CASE("a scan finds what a server selects, and tells how it was found") {
  const ScriptedPeer peer(play_one_suite);
  const auto record = scan_one(target_of(peer.endpoint()), quick_options());
  CHECK(record.status == TargetStatus::complete);
  CHECK(record.problem.empty());
  CHECK(record.address == "127.0.0.1:" + std::to_string(peer.endpoint().port()));
  const auto version = std::find_if(record.versions.begin(), record.versions.end(), [](const auto& candidate) {
    return candidate.version == tls::ProtocolVersion::TLSv1_2;
  });
  REQUIRE(version != record.versions.end());
  REQUIRE(version->accepted.size() == 1);
  CHECK(version->accepted.front().code == tls::CipherSuite{0xC02F});
  CHECK(version->accepted.front().group == tls::NamedGroup::x25519);

  CHECK(record.stats.connections == peer.connections());
  CHECK(record.stats.connections == record.exchanges.size());
  CHECK(record.stats.elapsed > 0us);
  std::set<ExchangeId> ids;
  for (const auto& exchange : record.exchanges) {
    CHECK(exchange.id == ids.size() + 1);
    ids.insert(exchange.id);
    CHECK(exchange.sent > 40);
    CHECK(exchange.received > 0);
    CHECK(exchange.started + exchange.lasted <= record.stats.elapsed);
  }
  const auto& first = first_exchange(record);
  CHECK(first.response == Response::server_hello);
  CHECK(first.selected == std::vector{tls::CipherSuite{0xC02F}});
  CHECK(first.selected_version == tls::ProtocolVersion::TLSv1_2);
  // The same chain each time.
  REQUIRE(record.certificates.size() == 1);
  CHECK(record.certificates.front().exchange == 1);
  CHECK(record.certificates.front().certificates.size() == 1);
}

TEST_CASE("each way not to answer is told by its name") {
  struct Row {
    std::string name;
    ScriptedPeer::Script script;
    Response response;
  };
  const std::vector<Row> rows{
      {"closes at once", [](tcp::socket&) {}, Response::closed},
      {"resets at once", [](tcp::socket& socket) { reset(socket); }, Response::closed},
      {"closes after the hello", [](tcp::socket& socket) { read_hello(socket); }, Response::closed},
      {"resets after the hello",
       [](tcp::socket& socket) {
         read_hello(socket);
         reset(socket);
       },
       Response::closed},
      {"is silent", read_to_end, Response::silent},
      {"half an answer", answering({0x16, 0x03, 0x03}), Response::partial},
      {"a web server", answering(tls::Bytes{'H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '4', '0', '0', '\r', '\n'}),
       Response::not_tls},
      {"an alert", answering({0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50}), Response::fatal_alert},
      {"an alert before the hello is read",
       [](tcp::socket& socket) {
         send(socket, {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28});
         read_to_end(socket);
       },
       Response::fatal_alert},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto options = quick_options();
    options.retries = 0;
    if (row.response == Response::silent || row.response == Response::partial) options = impatient(options);
    const ScriptedPeer peer(row.script);
    const auto record = scan_one(target_of(peer.endpoint()), options);
    CHECK(first_exchange(record).response == row.response);
    for (const auto& version : record.versions) CHECK(version.accepted.empty());
  }
}

TEST_CASE("a target without connections has a sentence and a column for each version") {
  struct Row {
    std::string name;
    Target target;
    std::string words;
  };
  Target refusing;
  refusing.host = "127.0.0.1";
  refusing.port = refusing_port();
  Target unresolvable;
  unresolvable.host = "vpn.example.invalid";
  const std::vector<Row> rows{{"refused", refusing, "refuse"}, {"unresolvable", unresolvable, "vpn.example.invalid"}};
  for (const auto& row : rows) {
    for (const bool all_addresses : {false, true}) {
      CAPTURE(row.name);
      auto options = quick_options();
      options.all_addresses = all_addresses;
      const auto record = scan_one(row.target, options);
      CHECK(record.status == TargetStatus::unreachable);
      CHECK(reports::english(record.problem).find(row.words) != std::string::npos);
      CHECK(record.versions.size() == tls::kProtocolVersions.size());
      for (const auto& version : record.versions) CHECK(version.refused.empty());
      CHECK(first_exchange(record).response == Response::not_connected);
    }
  }
}

TEST_CASE("a deadline ends a scan, and what is open then is open in the record") {
  const ScriptedPeer peer(read_to_end);
  auto options = quick_options();
  options.timeout = 1h;
  options.deadline = 150ms;
  const auto before = Clock::now();
  const auto record = scan_one(target_of(peer.endpoint()), options);
  CHECK(Clock::now() - before >= 150ms);
  CHECK(Clock::now() - before < 30min);
  CHECK(record.status != TargetStatus::complete);
  for (const auto& version : record.versions) CHECK(version.refused.empty());
}

TEST_CASE("an interrupt ends a scan as its deadline would") {
  const ScriptedPeer peer(read_to_end);
  auto options = quick_options();
  options.timeout = options.deadline = 1h;
  std::atomic<bool> stop{false};
  /// Interrupts the first scan that makes progress.
  struct Interrupting : CountingObserver {
    explicit Interrupting(std::atomic<bool>& flag) : stop(flag) {}
    void on_progress(const Target& target, const Progress& progress) override {
      CountingObserver::on_progress(target, progress);
      stop = true;
    }
    std::atomic<bool>& stop;
  } observer(stop);
  const auto before = Clock::now();
  const auto records =
      scan({target_of(peer.endpoint())}, options, {{}, {}, [](std::span<std::uint8_t>) {}}, observer, stop);
  CHECK(Clock::now() - before < 30min);
  REQUIRE(records.size() == 1);
  CHECK(records.front().status != TargetStatus::complete);
  CHECK(observer.progress_calls >= 1);
  CHECK(observer.ended.size() == 1);
}

TEST_CASE("records stand in the order of the targets, whichever ends first") {
  const ScriptedPeer slow(read_to_end);
  const ScriptedPeer quick(answering({0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28}));
  const std::vector<Target> targets{target_of(slow.endpoint()), target_of(quick.endpoint())};
  CountingObserver observer;
  const std::atomic<bool> stop{false};
  auto options = impatient(quick_options());
  for (const std::size_t parallel : {1U, 2U}) {
    options.parallel = parallel;
    const auto records = scan(targets, options, {{}, {}, [](std::span<std::uint8_t>) {}}, observer, stop);
    REQUIRE(records.size() == 2);
    CHECK(records[0].target == targets[0]);
    CHECK(records[1].target == targets[1]);
  }
  CHECK(observer.ended.size() == 4);
}

TEST_CASE("no targets, no records") { CHECK(scan_all({}, quick_options()).empty()); }

TEST_CASE("each address of a name has a record of its own when asked for") {
  boost::asio::io_context io;
  Target target;
  target.port = refusing_port();
  auto options = quick_options();
  options.all_addresses = true;
  // "localhost" has two addresses on most machines and none on some; "127.1" is a name to us, and one address to every
  // resolver.
  for (const char* name : {"localhost", "127.1"}) {
    CAPTURE(name);
    target.host = name;
    const auto addresses = run(io, look_up(target)).endpoints;
    const auto records = scan_all({target}, options);
    REQUIRE(records.size() == std::max<std::size_t>(addresses.size(), 1));
    for (std::size_t i = 0; i < addresses.size(); ++i) CHECK(records[i].address == endpoint_text(addresses[i]));
  }
}
