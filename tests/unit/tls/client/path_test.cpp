// SPDX-License-Identifier: Apache-2.0
#include "tls/client/x509/path.hpp"

#include "tests/unit/tls/client/certificates.hpp"

#include <openssl/err.h>

#include <doctest/doctest.h>

#include <vector>

using tls::Bytes;
using tls::test::certificate;
using tls::test::chain;
using namespace tls::x509;

namespace {

/// The same certificate with another signature.
Bytes forged(const char* name) {
  Bytes der = certificate(name);
  der.back() ^= 1U;
  return der;
}

TEST_CASE("where the signatures of a chain lead") {
  struct Row {
    const char* name;
    std::vector<Bytes> chain, anchors;
    PathEnd end;
  };
  using E = PathEnd;
  const Row rows[] = {
      {"to the root, which was not sent", chain({"leaf", "issuer"}), chain({"root"}), E::there},
      {"to the root, which was sent too", chain({"leaf", "issuer", "root"}), chain({"root"}), E::there},
      {"in any order, with others", chain({"leaf", "brainpool", "root", "issuer"}), chain({"self_signed", "root"}),
       E::there},
      {"to an issuer that is no root", chain({"leaf"}), chain({"issuer"}), E::there},
      {"the certificate itself is believed", chain({"self_signed"}), chain({"self_signed"}), E::there},
      {"long expired, which is not asked", chain({"common_name"}), chain({"root"}), E::there},
      {"a stranger's own", chain({"self_signed"}), chain({"root"}), E::elsewhere},
      {"a stranger's own, who shows our root beside it", chain({"self_signed", "root"}), chain({"root"}), E::elsewhere},
      {"a stranger's root", chain({"leaf", "issuer", "root"}), chain({"brainpool"}), E::elsewhere},
      {"a wrong signature", {forged("common_name")}, chain({"root"}), E::elsewhere},
      {"a wrong signature further up", {certificate("leaf"), forged("issuer")}, chain({"root"}), E::elsewhere},
      {"signed by one that may not", chain({"below_leaf", "leaf", "issuer"}), chain({"root"}), E::elsewhere},
      {"the issuer was not sent, nor said where it is", chain({"leaf"}), chain({"root"}), E::nowhere},
      {"the issuer can be fetched", chain({"says_issuer"}), chain({"root"}), E::beyond},
      {"nothing is believed", chain({"leaf", "issuer"}), {}, E::nowhere},
      {"no chain", {}, chain({"root"}), E::nowhere},
      {"no certificate", {{1, 2, 3}}, chain({"root"}), E::nowhere},
      {"no certificate among those that are believed",
       chain({"leaf", "issuer"}),
       {{1, 2, 3}, certificate("root")},
       E::there},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(static_cast<int>(path_end(row.chain, row.anchors)) == static_cast<int>(row.end));
  }
  CHECK(ERR_peek_error() == 0);
}

}  // namespace
