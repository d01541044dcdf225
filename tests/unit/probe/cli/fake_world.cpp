// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/probe/cli/fake_world.hpp"

#include "probe/cli/run.hpp"

#include <algorithm>
#include <fstream>
#include <random>

namespace probe::cli::test {
namespace {

namespace fs = std::filesystem;

void fill_at_random(std::span<std::uint8_t> octets) {
  static std::random_device device;
  for (auto& octet : octets) octet = static_cast<std::uint8_t>(device());
}

fs::path new_folder() {
  static std::random_device device;
  const auto folder = fs::temp_directory_path() / ("sstp-probe-test-" + std::to_string(device()));
  fs::create_directory(folder);
  return folder;
}

}  // namespace

FakeWorld::FakeWorld() : environment(in, out, err, interrupted), folder_(new_folder()) {
  environment.takes_utf8 = true;
  environment.columns = [] { return std::size_t{80}; };
  environment.variables = [this](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  environment.now = [] { return UtcTime(std::chrono::milliseconds(1'700'000'000'000)); };
  environment.random = fill_at_random;
  environment.files.open = [](const std::string& path, WriteMode mode, std::error_code& error) {
    return open_output_file(path, mode, fill_at_random, error);
  };
  environment.files.read = read_file;
  environment.files.holds_something = holds_something;
  environment.watch_interrupts = [] {};
  environment.ask_secret = [](const std::string&) { return std::optional<std::string>(); };
  environment.post = [](const HttpPost&, const WayOut&, const tls::x509::Roots&) {
    HttpAnswer answer;
    answer.problem = "nothing answers in this world";
    return answer;
  };
  environment.tool.version = "1.2.3";
  environment.tool.openssl = "OpenSSL 3";
  environment.version_lines = "OpenSSL 3\nBoost 1.81\n";
  environment.scan = [this](const auto& targets, const auto& scan_options, const auto&, auto& observer, const auto&) {
    ++scans;
    asked = targets;
    options = scan_options;
    while_scanning(observer);
    for (const auto& answer : answers) observer.on_target(answer);
    return answers;
  };
}

FakeWorld::~FakeWorld() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

int FakeWorld::run(const std::vector<std::string>& words) {
  std::vector<const char*> argv{"sstp-probe"};
  for (const auto& word : words) argv.push_back(word.c_str());
  return probe::cli::run(static_cast<int>(argv.size()), argv.data(), environment);
}

void FakeWorld::write(const std::string& name, const std::string& text) const {
  std::ofstream(path(name), std::ios::binary) << text;
}

std::string FakeWorld::read(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(path(name), std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> FakeWorld::names() const {
  std::vector<std::string> result;
  for (const auto& entry : fs::directory_iterator(folder_)) result.push_back(entry.path().filename().string());
  std::sort(result.begin(), result.end());
  return result;
}

TargetRecord complete_target(const std::string& host) {
  TargetRecord record;
  record.target.host = host;
  record.target.sni = host;
  record.address = "192.0.2.1:443";
  record.status = TargetStatus::complete;
  for (const auto version : tls::kProtocolVersions) record.versions.emplace_back().version = version;
  auto& result = record.versions[4];
  result.outcome = Outcome::accepted;
  result.reason = Reason::server_selected_it;
  result.accepted.push_back({tls::CipherSuite{0xC02F}, Rung::hello, std::nullopt, std::nullopt, 1});
  result.refused.push_back({{tls::CipherSuite{0x0005}}, Basis::single, Reason::alert_handshake_failure, 2});
  record.exchanges.resize(2);
  for (std::size_t at = 0; at < 2; ++at) {
    record.exchanges[at].id = static_cast<ExchangeId>(at + 1);
    record.exchanges[at].version = tls::ProtocolVersion::TLSv1_2;
    record.exchanges[at].codes = {tls::CipherSuite{at == 0 ? 0xC02FU : 0x0005U}};
  }
  record.stats.connections = 2;
  return record;
}

TargetRecord partial_target(const std::string& host) {
  auto record = complete_target(host);
  record.status = TargetStatus::partial;
  record.problem = verbatim("one cell stayed open");
  record.versions[4].refused.clear();
  record.versions[4].inconclusive.push_back({{tls::CipherSuite{0x0005}}, Reason::timed_out, 2});
  return record;
}

TargetRecord unreachable_target(const std::string& host) {
  TargetRecord record;
  record.target.host = host;
  record.status = TargetStatus::unreachable;
  record.problem = verbatim("the name does not resolve");
  for (const auto version : tls::kProtocolVersions) record.versions.emplace_back().version = version;
  return record;
}

}  // namespace probe::cli::test
