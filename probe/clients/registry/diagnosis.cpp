// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/diagnosis.hpp"

#include "probe/clients/registry/version_sets.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace probe::registry {
namespace {

using tls::ProtocolVersion;
using tls::VersionSet;

// The values of Microsoft's announcement: SSL 3.0 to TLS 1.2 outside, TLS 1.0 to 1.2 inside.
constexpr std::uint32_t kAnnouncedWinHttp = 0xAA0;
constexpr std::uint32_t kAnnouncedEap = 0xFC0;

class Examination {
 public:
  Examination(const ClientSettings& settings, const ClientProfile* windows, const GatewayDemand& gateway)
      : settings_(settings), windows_(windows), gateway_(gateway) {
    result_.windows = windows;
  }
  Diagnosis run();

 private:
  void examine_winhttp();
  void examine_schannel();
  void examine_outer_fit();
  void examine_suites();
  void examine_eap();
  void examine_inner_fit();

  [[nodiscard]] std::optional<VersionSet> allowed_by_winhttp() const;
  void fix_winhttp();
  void add_change(std::string key, std::string_view name, std::uint32_t value);

  const ClientSettings& settings_;
  const ClientProfile* windows_;
  const GatewayDemand& gateway_;
  Diagnosis result_;
};

void say(HandshakeDiagnosis& handshake, Level level, std::string text) {
  handshake.remarks.push_back({level, std::move(text)});
}

Diagnosis Examination::run() {
  examine_winhttp();
  examine_schannel();
  examine_outer_fit();
  examine_suites();
  examine_eap();
  examine_inner_fit();
  return std::move(result_);
}

bool is_set(const Number& number) { return number.presence == Presence::set; }

/// The versions that this Windows has at all. TLS 1.0 is in every one that has SSTP, TLS 1.1 wherever TLS 1.2 is.
VersionSet supported(const ClientProfile& windows) {
  auto versions = with(windows.outer, ProtocolVersion::TLSv1_0);
  for (const auto version : tls::kProtocolVersions)
    if (windows.registry_outer.contains(version)) versions = with(versions, version);
  return versions.contains(ProtocolVersion::TLSv1_2) ? with(versions, ProtocolVersion::TLSv1_1) : versions;
}

void Examination::examine_winhttp() {
  auto& outer = result_.outer;
  const auto& native = settings_.winhttp;
  const auto& narrow = settings_.winhttp32;
  const std::string name = "WinHttp\\DefaultSecureProtocols";
  switch (native.presence) {
    case Presence::set:
      say(outer, Level::fine,
          fmt::format("{} is {} ({}): {}", name, hexadecimal(native.value), native.place,
                      sentence(winhttp_versions(native.value))));
      if ((native.value & ~0x2AA8U) != 0)
        say(outer, Level::note, fmt::format("bits {} of it mean no version", hexadecimal(native.value & ~0x2AA8U)));
      if (winhttp_versions(native.value).contains(ProtocolVersion::SSLv3))
        say(outer, Level::note,
            "that allows SSL 3.0 as well, as Microsoft's own value 0xaa0 does; 0x800 (TLS 1.2 alone) is the stricter "
            "one, if nothing else on this computer needs the old versions");
      break;
    case Presence::wrong_type:
      say(outer, Level::note, fmt::format("{} ({}) is no REG_DWORD, and Windows does not read it", name, native.place));
      break;
    case Presence::absent:
      say(outer, Level::fine, name + " is not set: the default of this Windows decides");
      break;
    case Presence::unknown:
      say(outer, Level::note,
          name +
              " was not shown: export the key HKLM\\SOFTWARE\\Microsoft\\Windows\\"
              "CurrentVersion\\Internet Settings\\WinHttp to be sure");
      break;
  }
  if (is_set(native) && !is_set(narrow) && narrow.presence != Presence::unknown)
    say(outer, Level::note,
        "the same value is missing below Wow6432Node: 32-bit programs keep the default. The VPN itself reads the "
        "64-bit view; Microsoft sets both");
  if (is_set(narrow) && !is_set(native))
    say(outer, Level::note,
        fmt::format("it is set below Wow6432Node alone ({}), where 32-bit programs look and the VPN does not",
                    narrow.place));
  if (is_set(narrow) && is_set(native) && narrow.value != native.value)
    say(outer, Level::note,
        fmt::format("32-bit programs have another value, {} ({})", hexadecimal(narrow.value), narrow.place));
}

std::optional<VersionSet> Examination::allowed_by_winhttp() const {
  if (is_set(settings_.winhttp)) {
    const auto mask = winhttp_versions(settings_.winhttp.value);
    return windows_ == nullptr ? mask : common(mask, supported(*windows_));
  }
  if (windows_ == nullptr || settings_.winhttp.presence == Presence::unknown) return std::nullopt;
  return windows_->outer;
}

/// SCHANNEL may take away what WinHTTP asks for; it adds nothing.
void Examination::examine_schannel() {
  auto& outer = result_.outer;
  outer.offers = allowed_by_winhttp();
  for (const auto& [version, switches] : settings_.protocols) {
    const auto name = schannel_name(version);
    if (is_set(switches.enabled) && switches.enabled.value == 0) {
      const bool is_needed = gateway_.versions.contains(version);
      say(outer, Level::fine,
          fmt::format("SCHANNEL switches {} off for clients (Enabled=0, {})", name, switches.enabled.place));
      if (outer.offers) outer.offers = without(*outer.offers, version);
      // Switching one on again is wanted only if it is the one that is missing: examine_outer_fit() sees to it.
      if (is_needed && gateway_.inner.contains(version))
        say(outer, Level::note,
            fmt::format("that holds for every program, and for EAP-TLS inside the tunnel: {}", name));
    }
    if (is_set(switches.disabled_by_default) && switches.disabled_by_default.value != 0)
      say(outer, Level::note,
          fmt::format("SCHANNEL has {} off by default (DisabledByDefault={}, {}); WinHTTP asks for its versions by "
                      "name, so this should not matter here",
                      name, hexadecimal(switches.disabled_by_default.value), switches.disabled_by_default.place));
  }
  const bool is_seven = windows_ != nullptr && windows_->id == "7sp1";
  if (is_seven && !is_set(settings_.protocols.at(ProtocolVersion::TLSv1_2).disabled_by_default))
    say(outer, Level::note,
        "on Windows 7 KB3140245 also wants SCHANNEL\\Protocols\\TLS 1.2\\Client\\DisabledByDefault=0, for programs "
        "that do not ask for TLS 1.2 by name");
}

void Examination::examine_outer_fit() {
  auto& outer = result_.outer;
  if (!outer.offers) {
    say(outer, Level::unknown,
        settings_.winhttp.presence == Presence::unknown
            ? "so what it offers outside cannot be told"
            : "what it offers outside cannot be told without the version of Windows: say --windows ID. Windows 7, 8 "
              "and Server 2012 offer TLS 1.0; Windows 8.1 and later offer TLS 1.2");
    return;
  }
  if (!common(*outer.offers, gateway_.versions).empty()) {
    const bool old_mask = is_set(settings_.winhttp) && windows_ != nullptr &&
                          windows_->outer.contains(ProtocolVersion::TLSv1_3) &&
                          !outer.offers->contains(ProtocolVersion::TLSv1_3);
    if (old_mask)
      say(outer, Level::note,
          "this Windows would offer TLS 1.3 too if the value were not there: it is a left-over of older versions");
    return;
  }
  if (gateway_.versions.empty() || !common(*outer.offers, gateway_.unsure).empty()) {
    say(outer, Level::unknown, "whether the gateway accepts any of these versions could not be told");
    return;
  }
  if (windows_ != nullptr && common(supported(*windows_), gateway_.versions).empty()) {
    say(outer, Level::change,
        fmt::format("the gateway accepts {}, which this Windows does not have: no setting helps, a newer Windows does",
                    sentence(gateway_.versions)));
    return;
  }
  say(outer, Level::change,
      fmt::format("it offers {}, the gateway accepts {}: the connection ends before any login, with 0x80072746 or "
                  "0x80090326",
                  sentence(*outer.offers), sentence(gateway_.versions)));
  fix_winhttp();
  for (const auto& [version, switches] : settings_.protocols) {
    if (gateway_.versions.contains(version) && is_set(switches.enabled) && switches.enabled.value == 0)
      add_change(protocol_key(version), "Enabled", 1);
  }
}

void Examination::fix_winhttp() {
  const auto allowed = allowed_by_winhttp();
  if (allowed && !common(*allowed, gateway_.versions).empty()) return;
  if (!gateway_.versions.contains(ProtocolVersion::TLSv1_2)) {
    say(result_.outer, Level::note,
        "no value is proposed: a client should not be opened for versions below TLS 1.2; the gateway must change");
    return;
  }
  add_change(std::string(kWinHttpKey), kDefaultSecureProtocols, kAnnouncedWinHttp);
  add_change(std::string(kWinHttp32Key), kDefaultSecureProtocols, kAnnouncedWinHttp);
  if (windows_ != nullptr && !windows_->updates.empty())
    say(result_.outer, Level::note,
        fmt::format("the value counts only where these updates are installed: {}", windows_->updates));
}

/// A client's suites, each with the versions that it can stand in.
void Examination::examine_suites() {
  auto& handshake = result_.suites;
  handshake.offers = result_.outer.offers;
  std::vector<tls::CipherSuite> own;
  if (settings_.cipher_order == Presence::set) {
    own = settings_.suites;
    say(handshake, Level::fine,
        fmt::format("a policy sets the cipher suites and their order ({}): {} of them", settings_.cipher_order_place,
                    own.size()));
    for (const auto& word : settings_.strange_suites)
      say(handshake, Level::note, fmt::format("the policy's '{}' is no TLS cipher suite", word));
  } else {
    if (settings_.cipher_order == Presence::wrong_type)
      say(handshake, Level::note,
          fmt::format("the cipher-order policy ({}) is no text, and Windows does not read it",
                      settings_.cipher_order_place));
    if (windows_ == nullptr) {
      say(handshake, Level::note, "which suites it offers depends on the version of Windows (--windows ID)");
      return;
    }
    for (const auto& suite : windows_->suites) own.push_back(suite.code);
    say(handshake, Level::fine, "no policy about cipher suites was shown: the order of this Windows holds");
  }
  for (const auto code : own) {
    const auto accepted = std::find_if(gateway_.suites.begin(), gateway_.suites.end(),
                                       [&](const ClientSuite& one) { return one.code == code; });
    if (accepted == gateway_.suites.end()) continue;
    const bool fits = !handshake.offers || !common(*handshake.offers, accepted->versions).empty() ||
                      !common(gateway_.versions, accepted->versions).empty();
    if (fits) result_.common_suites.push_back(code);
  }
  if (!result_.common_suites.empty() || gateway_.suites.empty()) return;
  if (settings_.cipher_order == Presence::set)
    say(handshake, Level::change,
        "none of the policy's suites is accepted by the gateway. Change the policy (Computer Configuration, "
        "Administrative Templates, Network, SSL Configuration Settings, SSL Cipher Suite Order): add one that the "
        "gateway accepts, or set it to 'Not Configured'. A value written into the registry would be replaced at the "
        "next refresh of policies, so none is proposed");
  else
    say(handshake, Level::change,
        "this Windows has none of the suites that the gateway accepts: the gateway must accept one more, or the "
        "Windows be a newer one");
}

void Examination::examine_eap() {
  auto& inner = result_.inner;
  const auto& eap = settings_.eap;
  const std::string name = "RasMan\\PPP\\EAP\\13\\TlsVersion";
  switch (eap.presence) {
    case Presence::set:
      inner.offers = eap_versions(eap.value);
      if (!is_eap_mask(eap.value))
        say(inner, Level::note,
            fmt::format("{} is {} ({}), which is no combination of 0xc0, 0x300 and 0xc00: Windows takes TLS 1.0", name,
                        hexadecimal(eap.value), eap.place));
      else
        say(inner, Level::fine,
            fmt::format("{} is {} ({}): {}", name, hexadecimal(eap.value), eap.place, sentence(*inner.offers)));
      if (eap.value == 0xC00)
        say(inner, Level::note,
            "TLS 1.2 alone also shuts out old RADIUS servers of Wi-Fi and wired networks; 0xfc0 does not");
      break;
    case Presence::wrong_type:
      inner.offers = windows_ == nullptr ? std::optional<VersionSet>() : windows_->inner;
      say(inner, Level::note, fmt::format("{} ({}) is no REG_DWORD, and Windows does not read it", name, eap.place));
      break;
    case Presence::absent:
      if (windows_ != nullptr) inner.offers = windows_->inner;
      say(inner, Level::fine, name + " is not set: the default of this Windows decides");
      break;
    case Presence::unknown:
      say(inner, Level::note,
          name +
              " was not shown: export the key HKLM\\SYSTEM\\CurrentControlSet\\Services\\RasMan\\PPP\\EAP\\13 to be "
              "sure");
      break;
  }
  if (!inner.offers) return;
  for (const auto& [version, switches] : settings_.protocols)
    if (is_set(switches.enabled) && switches.enabled.value == 0) inner.offers = without(*inner.offers, version);
}

void Examination::examine_inner_fit() {
  auto& inner = result_.inner;
  say(inner, Level::note,
      "this matters for login by certificate (EAP-TLS); a login by password (EAP-MSCHAPv2) has no TLS inside");
  if (gateway_.inner.empty()) {
    say(inner, Level::note, "what the gateway wants inside is not known: a scan ends before any login");
    return;
  }
  if (!inner.offers) {
    say(inner, Level::unknown,
        settings_.eap.presence == Presence::unknown
            ? "so what it offers inside cannot be told"
            : "what it offers inside cannot be told without the version of Windows: say --windows ID. Up to Windows "
              "10 1507 it is TLS 1.0; since 1511 it is TLS 1.2");
    return;
  }
  if (!common(*inner.offers, gateway_.inner).empty()) return;
  const auto known = gateway_.inner_known == Known::by_inference
                         ? " (concluded from what it accepts outside: nobody sees the inside without a login)"
                         : "";
  say(inner, Level::change,
      fmt::format("it offers {} inside, the gateway wants {}{}: the tunnel comes up and the login fails with 812",
                  sentence(*inner.offers), sentence(gateway_.inner), known));
  const bool is_off = [&] {
    const auto& switches = settings_.protocols.at(ProtocolVersion::TLSv1_2);
    return is_set(switches.enabled) && switches.enabled.value == 0;
  }();
  if (windows_ != nullptr && !supported(*windows_).contains(ProtocolVersion::TLSv1_2)) {
    say(inner, Level::change, "this Windows has no TLS 1.2: no setting helps, a newer Windows does");
    return;
  }
  if (!gateway_.inner.contains(ProtocolVersion::TLSv1_2)) return;
  const auto own = is_set(settings_.eap) ? eap_versions(settings_.eap.value)
                   : windows_ != nullptr ? windows_->inner
                                         : VersionSet();
  const bool is_wide_enough = own.contains(ProtocolVersion::TLSv1_2);
  if (is_off) add_change(protocol_key(ProtocolVersion::TLSv1_2), "Enabled", 1);
  if (!is_wide_enough) add_change(std::string(kEapKey), kTlsVersion, kAnnouncedEap);
  if (windows_ != nullptr && !windows_->updates.empty())
    say(inner, Level::note,
        fmt::format("the value counts only where these updates are installed: {}", windows_->updates));
  say(inner, Level::note, "the value counts once the service EapHost, or Windows, has been started again");
}

void Examination::add_change(std::string key, std::string_view name, std::uint32_t value) {
  Change change{std::move(key), std::string(name), value};
  auto& changes = result_.changes;
  if (std::find(changes.begin(), changes.end(), change) == changes.end()) changes.push_back(std::move(change));
}

}  // namespace

Level Diagnosis::verdict() const {
  Level worst = Level::fine;
  for (const auto* handshake : {&outer, &suites, &inner})
    for (const auto& remark : handshake->remarks) worst = std::max(worst, remark.level);
  return worst;
}

Diagnosis diagnose(const ClientSettings& settings, const ClientProfile* windows, const GatewayDemand& gateway) {
  return Examination(settings, windows, gateway).run();
}

}  // namespace probe::registry
