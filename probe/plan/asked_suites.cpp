// SPDX-License-Identifier: Apache-2.0
#include "probe/plan/asked_suites.hpp"

#include <algorithm>
#include <array>

namespace probe {
namespace {

/// What servers of any age have: the mandatory suites of RFC 2246, 4346, 5246 and 8446, the usual AES suites, then 3DES
/// and RC4. The order within matters little; that something of each kind is there does.
constexpr std::array<std::uint32_t, 26> kUsual{
    0x1301, 0x1302, 0x1303, 0xC02F, 0xC030, 0xC02B, 0xC02C, 0xC027, 0xC028, 0xC013, 0xC014, 0xC009, 0xC00A,
    0x009C, 0x009D, 0x003C, 0x002F, 0x0035, 0x009E, 0x0033, 0x0039, 0x000A, 0x0005, 0x0004, 0x0013, 0x0009,
};

bool could_be_of(tls::CipherSuite code, tls::ProtocolVersion version) {
  if (const auto* info = tls::find_cipher_suite(code)) return info->versions.contains(version);
  return tls::is_ssl2_kind(code) == (version == tls::ProtocolVersion::SSLv2);
}

}  // namespace

std::vector<tls::CipherSuite> asked_suites(const ScanOptions& options, tls::ProtocolVersion version) {
  std::vector<tls::CipherSuite> asked;
  if (options.suites.empty()) {
    for (const auto& info : tls::cipher_suites())
      if (info.versions.contains(version)) asked.push_back(info.code);
  } else {
    std::copy_if(options.suites.begin(), options.suites.end(), std::back_inserter(asked),
                 [version](tls::CipherSuite code) { return could_be_of(code, version); });
  }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  return asked;
}

std::vector<tls::CipherSuite> likeliest(const std::vector<tls::CipherSuite>& suites, std::size_t count) {
  const auto rank = [](tls::CipherSuite code) {
    return std::find(kUsual.begin(), kUsual.end(), static_cast<std::uint32_t>(code)) - kUsual.begin();
  };
  auto sorted = suites;
  std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
  sorted.resize(std::min(sorted.size(), count));
  return sorted;
}

}  // namespace probe
