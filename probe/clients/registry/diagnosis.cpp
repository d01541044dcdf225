// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/diagnosis.hpp"

#include "probe/clients/registry/offered_suites.hpp"
#include "probe/clients/registry/version_sets.hpp"
#include "probe/clients/tunnel.hpp"

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
  Examination(const ClientSettings& settings, const ClientProfile* windows, Updates updates,
              const GatewayDemand& gateway)
      : settings_(settings), windows_(windows), updates_(updates), gateway_(gateway) {
    result_.windows = windows;
  }
  Diagnosis run();

 private:
  /// The client's versions, as far as they are known, and what is doubtful about them.
  struct Offers {
    VersionSet sure;                     ///< as it stands
    VersionSet asked_by_name;            ///< of which SCHANNEL offers none unless a program asks for it by name
    std::optional<VersionSet> default_;  ///< without the value, which counts only where an update is installed
  };

  void examine_winhttp();
  void examine_schannel();
  void examine_suites();
  void examine_outer_fit();
  void examine_eap();
  void examine_inner_fit();

  [[nodiscard]] std::optional<VersionSet> allowed_by_winhttp() const;
  [[nodiscard]] VersionSet left_by_schannel(VersionSet versions) const;
  [[nodiscard]] VersionSet off_by_default() const;
  [[nodiscard]] bool needs_update(std::string_view update) const;
  [[nodiscard]] Outer outer_with(VersionSet versions) const { return outer_of(gateway_.gateway(), client_, versions); }
  template <class Judge>
  void doubt(HandshakeDiagnosis& handshake, const Offers& offers, std::string_view update, Judge level);
  void say_outer(const Outer& outer);
  void fix_winhttp();
  void add_change(std::string key, std::string_view name, std::uint32_t value);

  const ClientSettings& settings_;
  const ClientProfile* windows_;
  Updates updates_;
  const GatewayDemand& gateway_;
  ClientProfile client_{};  ///< the Windows with this computer's suites and curves: those of `offered_`
  OfferedSuites offered_;
  Diagnosis result_;
};

void say(HandshakeDiagnosis& handshake, Level level, Message text) {
  handshake.remarks.push_back({level, std::move(text)});
}
void say(HandshakeDiagnosis& handshake, Level level, std::string text) {
  handshake.remarks.push_back(remark(level, std::move(text)));
}

Diagnosis Examination::run() {
  examine_winhttp();
  examine_schannel();
  examine_suites();
  examine_outer_fit();
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

/// SCHANNEL may take away what a program asks for; it adds nothing.
VersionSet Examination::left_by_schannel(VersionSet versions) const {
  for (const auto& [version, switches] : settings_.protocols)
    if (is_set(switches.enabled) && switches.enabled.value == 0) versions = without(versions, version);
  return versions;
}

VersionSet Examination::off_by_default() const {
  VersionSet versions;
  for (const auto& [version, switches] : settings_.protocols)
    if (is_set(switches.disabled_by_default) && switches.disabled_by_default.value != 0)
      versions = with(versions, version);
  return versions;
}

bool Examination::needs_update(std::string_view update) const {
  return windows_ != nullptr && windows_->updates.find(update) != std::string_view::npos;
}

void Examination::examine_schannel() {
  auto& outer = result_.outer;
  if (const auto allowed = allowed_by_winhttp()) outer.offers = left_by_schannel(*allowed);
  for (const auto& [version, switches] : settings_.protocols) {
    const auto name = schannel_name(version);
    if (is_set(switches.enabled) && switches.enabled.value == 0) {
      say(outer, Level::fine,
          fmt::format("SCHANNEL switches {} off for clients (Enabled=0, {})", name, switches.enabled.place));
      // Switching one on again is wanted only if it is the one that is missing: examine_outer_fit() sees to it.
      if (gateway_.versions.contains(version))
        say(outer, Level::note,
            fmt::format("that holds for every program, and for EAP-TLS inside the tunnel: {}", name));
    }
    for (const auto* number : {&switches.enabled, &switches.disabled_by_default})
      if (number->presence == Presence::wrong_type)
        say(outer, Level::note,
            fmt::format("SCHANNEL's {} of {} ({}) is no REG_DWORD, and Windows does not read it",
                        number == &switches.enabled ? "Enabled" : "DisabledByDefault", name, number->place));
    if (is_set(switches.disabled_by_default) && switches.disabled_by_default.value != 0)
      say(outer, Level::note,
          fmt::format(
              "SCHANNEL has {} off by default (DisabledByDefault={}, {}): only programs that ask for it by name "
              "get it, as WinHTTP is taken to do",
              name, hexadecimal(switches.disabled_by_default.value), switches.disabled_by_default.place));
  }
  const bool is_seven = windows_ != nullptr && windows_->id == "7sp1";
  if (is_seven && !is_set(settings_.protocols.at(ProtocolVersion::TLSv1_2).disabled_by_default))
    say(outer, Level::note,
        "on Windows 7 KB3140245 also wants SCHANNEL\\Protocols\\TLS 1.2\\Client\\DisabledByDefault=0, for programs "
        "that do not ask for TLS 1.2 by name");
}

Level level_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::connects:
      return Level::fine;
    case Verdict::cut_off_outside:
    case Verdict::cut_off_inside:
      return Level::change;
    case Verdict::sometimes:
    case Verdict::unknown:
      break;
  }
  return Level::unknown;
}

/// Says what nobody can see here, where the answer depends on it.
template <class Judge>
void Examination::doubt(HandshakeDiagnosis& handshake, const Offers& offers, std::string_view update, Judge level) {
  const auto now = level(offers.sure);
  VersionSet kept = offers.sure;
  for (const auto version : tls::kProtocolVersions)
    if (offers.asked_by_name.contains(version)) kept = without(kept, version);
  if (level(kept) != now) {
    say(handshake, Level::unknown,
        fmt::format(
            "that rests on {}, which SCHANNEL has off by default; that the VPN asks for it by name is concluded "
            "and not documented: set DisabledByDefault=0 to be sure",
            sentence(common(offers.sure, offers.asked_by_name))));
    for (const auto version : tls::kProtocolVersions)
      if (common(offers.sure, offers.asked_by_name).contains(version) && gateway_.versions.contains(version))
        add_change(protocol_key(version), "DisabledByDefault", 0);
  }
  if (!offers.default_ || updates_ == Updates::installed) return;
  const bool depends = level(*offers.default_) != now;
  if (!depends) return;
  if (updates_ == Updates::missing)
    say(handshake, Level::change,
        fmt::format("install {}: without it this Windows does not look at the value, and offers {}", update,
                    sentence(*offers.default_)));
  else
    say(handshake, Level::unknown,
        fmt::format("that counts only where {} is installed, which cannot be seen here: look with 'wmic qfe list' or "
                    "Get-HotFix (later rollups have it too), install it if it is missing, and say --updates installed "
                    "or --updates missing",
                    update));
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
  if (common(*outer.offers, gateway_.versions).empty()) {
    if (gateway_.versions.empty() || !common(*outer.offers, gateway_.unsure).empty()) {
      say(outer, Level::unknown, "whether the gateway accepts any of these versions could not be told");
      return;
    }
    if (windows_ != nullptr && common(supported(*windows_), gateway_.versions).empty()) {
      say(outer, Level::change,
          fmt::format(
              "the gateway accepts {}, which this Windows does not have: no setting helps, a newer Windows does",
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
    return;
  }
  if (windows_ == nullptr) {
    say(outer, Level::unknown,
        "which suites, curves and keys it takes cannot be told without the version of Windows: say --windows ID");
    return;
  }
  say_outer(outer_with(*outer.offers));
  Offers offers{*outer.offers, common(*outer.offers, off_by_default()), std::nullopt};
  if (needs_update("KB3140245") && is_set(settings_.winhttp)) offers.default_ = left_by_schannel(windows_->outer);
  doubt(outer, offers, "KB3140245",
        [&](VersionSet versions) { return versions.empty() ? Level::change : level_of(outer_with(versions).verdict); });
  const bool old_mask = is_set(settings_.winhttp) && windows_->outer.contains(ProtocolVersion::TLSv1_3) &&
                        !outer.offers->contains(ProtocolVersion::TLSv1_3);
  if (old_mask)
    say(outer, Level::note,
        "this Windows would offer TLS 1.3 too if the value were not there: it is a left-over of older versions");
}

/// What comes of the versions that both have.
void Examination::say_outer(const Outer& outer) {
  auto& handshake = outer.expected.outcome == TunnelOutcome::refused ? result_.suites : result_.outer;
  const auto why =
      outer.error ? message("registry.user_sees", outer.why, fmt::format("{:#010x}", *outer.error)) : outer.why;
  switch (outer.verdict) {
    case Verdict::connects:
      if (offered_.no_ecdh && *outer.version == ProtocolVersion::TLSv1_3)
        say(handshake, Level::unknown,
            "SCHANNEL switches ECDH off, and whether TLS 1.3 then goes on is not documented");
      else
        say(handshake, Level::fine, fmt::format("the gateway takes it, in {}", schannel_name(*outer.version)));
      if (gateway_.knowledge == Knowledge::documented)
        say(handshake, Level::note, "certificate and SSTP call were not looked at: that takes a scan (--record)");
      return;
    case Verdict::sometimes:
    case Verdict::unknown:
      say(handshake, Level::unknown, why);
      return;
    case Verdict::cut_off_outside:
    case Verdict::cut_off_inside:
      break;
  }
  if (outer.expected.outcome == TunnelOutcome::refused && offered_.narrowed_otherwise)
    say(handshake, Level::change,
        "of the suites and curves that this computer's settings leave the gateway accepts none: change those that are "
        "named here");
  else if (outer.expected.outcome == TunnelOutcome::refused && offered_.by_policy_alone)
    say(handshake, Level::change,
        "none of the policy's suites is accepted by the gateway. Change the policy (Computer Configuration, "
        "Administrative Templates, Network, SSL Configuration Settings, SSL Cipher Suite Order): add one that the "
        "gateway accepts, or set it to 'Not Configured'. A value written into the registry would be replaced at the "
        "next refresh of policies, so none is proposed");
  else if (outer.expected.outcome == TunnelOutcome::refused && !outer.is_the_servers)
    say(handshake, Level::change, message("registry.one_more_suite", why));
  else
    say(handshake, Level::change, message("registry.at_gateway", why));
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

void Examination::examine_suites() {
  auto& handshake = result_.suites;
  handshake.offers = result_.outer.offers;
  for (auto& remark : unseen_settings(settings_)) handshake.remarks.push_back(std::move(remark));
  if (windows_ == nullptr) {
    say(handshake, Level::note, "which suites it offers depends on the version of Windows (--windows ID)");
    return;
  }
  client_ = *windows_;
  offered_ = offered_suites(*windows_, settings_);
  for (const auto& remark : offered_.remarks) handshake.remarks.push_back(remark);
  client_.suites = offered_.suites;
  client_.groups = offered_.groups;
  const auto& offers = result_.outer.offers;
  const bool any_common = offers && !common(*offers, gateway_.versions).empty();
  const auto versions = any_common ? *offers : common(supported(*windows_), gateway_.versions);
  if (versions.empty()) return;
  const auto tunnel = tunnel_of(gateway_.record, client_, versions);
  result_.common_suites = tunnel.common;
  // Those that it would have with the versions that it lacks: what it has now is for examine_outer_fit().
  if (!any_common && tunnel.outcome == TunnelOutcome::refused)
    say(handshake, Level::change, message("registry.with_its_versions", tunnel.why));
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
      if (windows_ != nullptr) inner.offers = inner_versions(*windows_, ClientState::as_shipped);
      say(inner, Level::note, fmt::format("{} ({}) is no REG_DWORD, and Windows does not read it", name, eap.place));
      break;
    case Presence::absent:
      if (windows_ != nullptr) inner.offers = inner_versions(*windows_, ClientState::as_shipped);
      say(inner, Level::fine, name + " is not set: the default of this Windows decides");
      break;
    case Presence::unknown:
      say(inner, Level::note,
          name +
              " was not shown: export the key HKLM\\SYSTEM\\CurrentControlSet\\Services\\RasMan\\PPP\\EAP\\13 to be "
              "sure");
      break;
  }
  if (inner.offers) inner.offers = left_by_schannel(*inner.offers);
}

void Examination::examine_inner_fit() {
  auto& inner = result_.inner;
  say(inner, Level::note,
      "this matters for login by certificate (EAP-TLS); a login by password (EAP-MSCHAPv2) has no TLS inside");
  if (!inner.offers) {
    say(inner, Level::unknown,
        settings_.eap.presence == Presence::unknown
            ? "so what it offers inside cannot be told"
            : "what it offers inside cannot be told without the version of Windows: say --windows ID. Up to Windows "
              "10 1507 it is TLS 1.0; since 1511 it is TLS 1.2");
    return;
  }
  const auto fate = [&](VersionSet versions) { return inner_of(gateway_.record, versions); };
  const auto now = fate(*inner.offers);
  Offers offers{*inner.offers, common(*inner.offers, off_by_default()), std::nullopt};
  if (needs_update("KB2977292") && is_set(settings_.eap))
    offers.default_ = left_by_schannel(inner_versions(*windows_, ClientState::as_shipped));
  doubt(inner, offers, "KB2977292", [&](VersionSet versions) { return level_of(fate(versions).verdict); });
  if (now.verdict == Verdict::connects) return;
  if (now.verdict == Verdict::unknown) {
    say(inner, Level::unknown, now.why);
    return;
  }
  const auto known = gateway_.knowledge == Knowledge::documented
                         ? ""
                         : " (concluded from what it accepts outside: nobody sees the inside without a login)";
  say(inner, Level::change,
      inner.offers->empty()
          ? "no version is left inside: a login by certificate cannot succeed, whatever the gateway wants"
          : fmt::format("it offers {} inside, the gateway wants {}{}: the tunnel comes up and the login fails with 812",
                        sentence(*inner.offers), sentence(gateway_.versions), known));
  const bool is_off = [&] {
    const auto& switches = settings_.protocols.at(ProtocolVersion::TLSv1_2);
    return is_set(switches.enabled) && switches.enabled.value == 0;
  }();
  if (windows_ != nullptr && !supported(*windows_).contains(ProtocolVersion::TLSv1_2)) {
    say(inner, Level::change, "this Windows has no TLS 1.2: no setting helps, a newer Windows does");
    return;
  }
  if (!gateway_.versions.contains(ProtocolVersion::TLSv1_2)) return;
  const auto own = is_set(settings_.eap) ? eap_versions(settings_.eap.value)
                   : windows_ != nullptr ? inner_versions(*windows_, ClientState::as_shipped)
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

Diagnosis diagnose(const ClientSettings& settings, const ClientProfile* windows, Updates updates,
                   const GatewayDemand& gateway) {
  return Examination(settings, windows, updates, gateway).run();
}

}  // namespace probe::registry
