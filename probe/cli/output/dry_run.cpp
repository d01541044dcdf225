// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/dry_run.hpp"

#include "probe/agenda/agenda.hpp"
#include "probe/cli/output/printable.hpp"
#include "tls/registry/cipher_suite.hpp"
#include "tls/registry/protocol_version.hpp"

#include <algorithm>
#include <ostream>
#include <string>

namespace probe::cli {
namespace {

using namespace std::chrono_literals;

/// The registry's suites of that version, those that no registry knows where their length fits, as far as asked for.
std::size_t count_suites(const ScanOptions& options, tls::ProtocolVersion version) {
  const auto belongs = [version](tls::CipherSuite code) {
    const auto* const row = tls::find_cipher_suite(code);
    return row != nullptr ? row->versions.contains(version)
                          : tls::is_ssl2_kind(code) == (version == tls::ProtocolVersion::SSLv2);
  };
  if (!options.suites.empty())
    return static_cast<std::size_t>(std::count_if(options.suites.begin(), options.suites.end(), belongs));
  const auto all = tls::cipher_suites();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const auto& row) { return belongs(row.code); }));
}

std::string seconds(std::chrono::milliseconds time) {
  auto text = std::to_string(time.count() / 1000);
  if (const auto rest = time.count() % 1000; rest != 0) {
    auto digits = std::to_string(1000 + rest).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    text += '.' + digits;
  }
  return text + " s";
}

std::string where(const Target& target, const WayOut& way_out) {
  std::string text = printable(to_string(target));
  text += target.sni ? ", SNI " + printable(*target.sni) : ", without SNI";
  if (target.connect) {
    text += ", at " + printable(target.connect->host);
    if (target.connect->port) text += " port " + std::to_string(*target.connect->port);
  }
  if (target.family == AddressFamily::ipv4) text += ", IPv4 only";
  if (target.family == AddressFamily::ipv6) text += ", IPv6 only";
  if (const auto proxy = proxy_for(way_out, target)) text += ", through the proxy " + printable(to_string(*proxy));
  return text;
}

std::string what(const ScanOptions& options) {
  switch (options.depth) {
    case Rung::hello:
      return options.gentle ? "hello: TLS hellos, and finished handshakes between them"
                            : "hello: TLS hellos only, no handshake is finished";
    case Rung::tls:
      return "tls: a finished handshake for each accepted suite";
    case Rung::http:
    case Rung::sstp:
      break;
  }
  return "sstp: for each accepted suite a finished handshake, an SSTP request, a Call Connect Request and a Call "
         "Disconnect; nobody logs in";
}

}  // namespace

std::size_t most_connections(const ScanOptions& options) {
  constexpr std::size_t kOtherQuestions = 120;
  std::size_t suites = 0;
  for (const auto version : options.versions) suites += count_suites(options, version);
  std::size_t most = (2 * suites + kOtherQuestions) * (1 + 2 * options.retries);
  if (options.depth != Rung::hello) most += suites * (1 + options.retries);
  if (options.gentle) most += most / 2;  // each handshake that is finished makes up for two that are not
  most = std::min(most, agenda::kMostConnections);
  if (const auto pause = time_between_connections(options); pause > 0ms)
    most = std::min(most, static_cast<std::size_t>(options.deadline / pause) + 1);
  return most;
}

void write_dry_run(std::ostream& out, const ScanRequest& request) {
  const auto& options = request.options;
  out << "Nothing was sent, and no name was looked up. The scan would go to\n";
  for (const auto& target : request.targets) out << "  " << where(target, request.way_out) << '\n';
  if (options.all_addresses) out << "each at all addresses of its name,\n";
  out << "and ask for\n";
  for (const auto version : options.versions)
    if (const auto suites = count_suites(options, version); suites != 0)
      out << "  " << to_string(version) << ": " << suites << (suites == 1 ? " suite\n" : " suites\n");
  out << "down to the depth\n  " << what(options) << "\nwith\n";
  if (options.gentle)
    out << "  one connection at a time, at least " << seconds(time_between_connections(options))
        << " between two; handshakes finished in between\n";
  else
    out << "  " << options.max_connections << " questions at once to a target, each on its own connection, "
        << (options.max_connections > 1 ? "as many opened ahead, " : "none opened ahead, ") << options.sstp_concurrency
        << " calls at once\n";
  if (!options.gentle && options.delay > 0ms)
    out << "  at least " << seconds(options.delay) << " between two connections\n";
  out << "  " << options.parallel << " targets at once, " << seconds(options.deadline) << " for each at most\n"
      << "  " << most_connections(options) << " connections at most to "
      << (options.all_addresses ? "each address" : "each target")
      << "; usually one for each suite that it accepts, one for each call, and some forty\n";
}

}  // namespace probe::cli
