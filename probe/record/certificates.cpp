// SPDX-License-Identifier: Apache-2.0
#include "probe/record/certificates.hpp"

#include "tls/client/x509/describe.hpp"
#include "tls/client/x509/verify.hpp"

#include <chrono>

namespace probe {

void describe_chains(TargetRecord& record, const tls::x509::Roots& roots, UtcTime now) {
  const auto& name = record.target.sni ? *record.target.sni : record.target.host;
  for (auto& chain : record.certificates) {
    chain.facts.clear();
    for (const auto& der : chain.certificates) chain.facts.push_back(tls::x509::describe(der));
    chain.verdict = tls::x509::verify(chain.certificates, roots, name, std::chrono::floor<std::chrono::seconds>(now));
  }
}

}  // namespace probe
