// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/registry/offered_suites.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace probe::registry {
namespace {

bool is_off(const Number& number) { return number.presence == Presence::set && number.value == 0; }

void tell_of_strange(const std::vector<std::string>& words, const char* kind, OfferedSuites& offered) {
  for (const auto& word : words)
    offered.remarks.push_back(remark(Level::note, fmt::format("its '{}' is no {}", word, kind)));
}

/// An order leaves out as well; what a Windows does not have it does not get.
void keep_ordered(const std::vector<tls::CipherSuite>& order, OfferedSuites& offered) {
  std::vector<ClientSuite> kept;
  for (const auto code : order)
    for (const auto& own : offered.suites)
      if (own.code == code) kept.push_back(own);
  offered.suites = std::move(kept);
}

void apply_orders(const ClientSettings& settings, OfferedSuites& offered) {
  const auto& policy = settings.policy_order;
  const auto& local = settings.local_order;
  auto& remarks = offered.remarks;
  if (policy.presence == Presence::wrong_type)
    remarks.push_back(
        remark(Level::note,
               fmt::format("the cipher-order policy ({}) is no text, and Windows does not read it", policy.place)));
  if (policy.presence == Presence::set) {
    remarks.push_back(
        remark(Level::fine, fmt::format("a policy sets the cipher suites and their order ({}): {} of them",
                                        policy.place, policy.codes.size())));
    tell_of_strange(policy.strange, "TLS cipher suite", offered);
    keep_ordered(policy.codes, offered);
    offered.by_policy_alone = true;
  } else if (local.presence == Presence::set) {
    remarks.push_back(
        remark(Level::fine, fmt::format("this computer has its own list of cipher suites ({}): {} of them", local.place,
                                        local.codes.size())));
    tell_of_strange(local.strange, "TLS cipher suite", offered);
    keep_ordered(local.codes, offered);
    offered.narrowed_otherwise = true;
  } else if (policy.presence != Presence::unknown) {
    remarks.push_back(remark(Level::fine, "no policy sets the cipher suites: the order of this Windows holds"));
  }
}

void apply_switches(const ClientSettings& settings, OfferedSuites& offered) {
  for (std::size_t at = 0; at < settings.algorithms.size(); ++at) {
    const auto& algorithm = algorithms()[at];
    const auto& enabled = settings.algorithms[at];
    if (enabled.presence == Presence::wrong_type)
      offered.remarks.push_back(
          remark(Level::note, fmt::format("SCHANNEL\\{}\\Enabled ({}) is no REG_DWORD, and Windows does "
                                          "not read it",
                                          algorithm.key, enabled.place)));
    if (!is_off(enabled)) continue;
    const auto count = std::erase_if(offered.suites, [&](const ClientSuite& suite) {
      const auto* const info = tls::find_cipher_suite(suite.code);
      return info != nullptr && algorithm.is_of(*info);
    });
    offered.no_ecdh = offered.no_ecdh || algorithm.key.ends_with("\\ECDH");
    offered.narrowed_otherwise = offered.narrowed_otherwise || count != 0;
    offered.remarks.push_back(remark(
        Level::fine,
        fmt::format("SCHANNEL switches {} off (Enabled=0, {}): {} suites less", algorithm.key, enabled.place, count)));
  }
}

void apply_curves(const ClientSettings& settings, OfferedSuites& offered) {
  const auto& curves = settings.policy_curves;
  if (curves.presence == Presence::wrong_type)
    offered.remarks.push_back(
        remark(Level::note, fmt::format("the policy of curves ({}) is no text, and Windows does not "
                                        "read it",
                                        curves.place)));
  if (curves.presence != Presence::set || curves.codes.empty()) return;
  std::string names;
  for (const auto group : curves.codes) names += (names.empty() ? "" : ", ") + tls::to_string(group);
  offered.remarks.push_back(remark(Level::fine, fmt::format("a policy sets the curves ({}): {}", curves.place, names)));
  tell_of_strange(curves.strange, "curve", offered);
  offered.groups = curves.codes;
  offered.narrowed_otherwise = true;
}

}  // namespace

OfferedSuites offered_suites(const ClientProfile& windows, const ClientSettings& settings) {
  OfferedSuites offered;
  offered.suites.assign(windows.suites.begin(), windows.suites.end());
  offered.groups.assign(windows.groups.begin(), windows.groups.end());
  apply_orders(settings, offered);
  apply_switches(settings, offered);
  apply_curves(settings, offered);
  offered.by_policy_alone = offered.by_policy_alone && !offered.narrowed_otherwise;
  return offered;
}

std::vector<Remark> unseen_settings(const ClientSettings& settings) {
  std::vector<Remark> remarks;
  const auto is_unknown = [](const Number& number) { return number.presence == Presence::unknown; };
  const bool any_switch = std::any_of(settings.algorithms.begin(), settings.algorithms.end(), is_unknown) ||
                          std::any_of(settings.protocols.begin(), settings.protocols.end(),
                                      [&](const auto& each) { return is_unknown(each.second.enabled); });
  if (any_switch)
    remarks.push_back(remark(Level::unknown,
                             "SCHANNEL was not shown, or not all of it, and it may switch off versions, "
                             "ciphers and key exchanges: export the key " +
                                 std::string(kSchannelKey)));
  if (settings.policy_order.presence == Presence::unknown)
    remarks.push_back(
        remark(Level::unknown,
               "whether a policy sets cipher suites and curves was not shown: export the key "
               "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft, which is there even where no policy is"));
  return remarks;
}

}  // namespace probe::registry
