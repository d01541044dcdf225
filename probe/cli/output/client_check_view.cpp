// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/client_check_view.hpp"

#include "probe/cli/output/help_page.hpp"
#include "probe/cli/output/printable.hpp"
#include "probe/clients/registry/version_sets.hpp"
#include "reports/catalogue.hpp"

#include <fmt/core.h>

#include <string_view>

namespace probe::cli {
namespace {

using registry::Level;

std::string_view mark(Level level) {
  switch (level) {
    case Level::fine:
      return "     ";
    case Level::note:
      return "note ";
    case Level::unknown:
      return "?    ";
    case Level::change:
      return "FAIL ";
  }
  return "     ";
}

std::string wrapped(std::string_view first, std::string_view rest, std::string_view text) {
  constexpr std::size_t kColumns = 100;
  std::string result;
  for (const auto& line : wrap(text, kColumns - rest.size()))
    result += std::string(result.empty() ? first : rest) + line + '\n';
  return result;
}

std::string section(std::string_view title, const registry::HandshakeDiagnosis& handshake, const std::string& offers) {
  auto text = fmt::format("\n{}: {}\n", title, offers);
  constexpr std::size_t kLongest = 1000;
  for (const auto& remark : handshake.remarks)
    text +=
        wrapped(fmt::format("  {}", mark(remark.level)), "       ", printable(reports::english(remark.text), kLongest));
  return text;
}

std::string offers(const registry::HandshakeDiagnosis& handshake) {
  return handshake.offers ? "offers " + registry::sentence(*handshake.offers) : std::string("unknown");
}

std::string suites(const std::vector<tls::CipherSuite>& codes) {
  if (codes.empty()) return "none is known to fit the gateway";
  std::string text = "fits the gateway with ";
  constexpr std::size_t kMost = 4;
  for (std::size_t at = 0; at < codes.size() && at < kMost; ++at)
    text += (at == 0 ? "" : ", ") + tls::to_string(codes[at]);
  return codes.size() > kMost ? text + fmt::format(" and {} more", codes.size() - kMost) : text;
}

/// Told whatever the client has.
std::string wanted(const registry::GatewayDemand& gateway) {
  std::size_t suites = 0;
  for (const auto& version : gateway.record.versions) suites += version.accepted.size();
  if (gateway.versions.empty()) return "What it accepts could not be told.";
  const auto open =
      gateway.unsure.empty() ? std::string() : fmt::format("; not known of {}", registry::sentence(gateway.unsure));
  return fmt::format("It accepts {}{}, in {} cells; inside, for logins by certificate, it wants the same{}.",
                     registry::sentence(gateway.versions), open, suites,
                     gateway.knowledge == Knowledge::documented ? "" : " (concluded)");
}

std::string_view verdict(Level level) {
  switch (level) {
    case Level::fine:
    case Level::note:
      return "This client fits the gateway as it is.";
    case Level::unknown:
      return "Whether this client fits could not be told: see the lines marked '?'.";
    case Level::change:
      return "This client cannot connect as it is.";
  }
  return {};
}

}  // namespace

std::string client_check_view(const registry::Diagnosis& diagnosis, const registry::GatewayDemand& gateway) {
  const auto windows = diagnosis.windows != nullptr ? std::string(diagnosis.windows->label) : "An unknown Windows";
  auto text = fmt::format("{} as a client of {}\n", windows, printable(gateway.name));
  if (!gateway.source.empty()) text += wrapped("  (", "   ", gateway.source + ")");
  text += wrapped("  ", "  ", wanted(gateway));
  text += section("Outside, the SSTP connection (WinHTTP, SCHANNEL)", diagnosis.outer, offers(diagnosis.outer));
  text += section("Cipher suites", diagnosis.suites, suites(diagnosis.common_suites));
  text += section("Inside, the login by certificate (EAP-TLS)", diagnosis.inner, offers(diagnosis.inner));
  text += fmt::format("\n{}\n", verdict(diagnosis.verdict()));
  return text;
}

std::string client_change_view(const std::vector<registry::Change>& changes) {
  if (changes.empty()) return {};
  std::string text = "\nWhat to change, in an administrator's command prompt; then start Windows again:\n\n";
  text += registry::commands_of(changes);
  text += "\nThe same as a .reg file: -o reg=FILE.\n";
  return text;
}

}  // namespace probe::cli
