// SPDX-License-Identifier: Apache-2.0
#include "probe/judge/company.hpp"

#include <algorithm>

namespace probe::judge {
namespace {

/// CCM with short tags is CCM to whom it upsets.
tls::CipherMode kind_of_mode(tls::CipherMode mode) {
  return mode == tls::CipherMode::ccm_8 ? tls::CipherMode::ccm : mode;
}

bool has_psk(tls::KeyExchange exchange) {
  return exchange == tls::KeyExchange::psk || exchange == tls::KeyExchange::rsa_psk ||
         exchange == tls::KeyExchange::dhe_psk || exchange == tls::KeyExchange::ecdhe_psk;
}

}  // namespace

std::uint32_t kind_in(Company company, tls::CipherSuite suite) {
  const auto* const info = tls::find_cipher_suite(suite);
  if (info == nullptr) return 0;
  switch (company) {
    case Company::one_cipher:
      return 1U + (static_cast<std::uint32_t>(info->cipher) << 24U) +
             (static_cast<std::uint32_t>(kind_of_mode(info->mode)) << 16U) + info->key_bits;
    case Company::one_exchange:
      return 1U + (static_cast<std::uint32_t>(info->key_exchange) << 24U) +
             (static_cast<std::uint32_t>(info->authentication) << 16U) + (static_cast<std::uint32_t>(info->mac) << 8U);
    case Company::one_secret:
      return has_psk(info->key_exchange) ? 1 : 2;
    case Company::any:
    case Company::before_accepted:
      break;
  }
  return 0;
}

std::array<bool, 4> companies_of(const std::vector<tls::CipherSuite>& suites) {
  std::array<bool, 4> kept{};
  for (std::size_t company = 0; company < kept.size(); ++company)
    kept[company] = std::all_of(suites.begin(), suites.end(), [&](tls::CipherSuite suite) {
      return kind_in(Company{static_cast<std::uint8_t>(company)}, suite) ==
             kind_in(Company{static_cast<std::uint8_t>(company)}, suites.front());
    });
  return kept;
}

}  // namespace probe::judge
