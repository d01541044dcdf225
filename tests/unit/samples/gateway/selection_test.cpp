// SPDX-License-Identifier: Apache-2.0
#include "samples/gateway/selection.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "tests/unit/samples/gateway/captured_hello.hpp"
#include "tests/unit/samples/gateway/sample_profile.hpp"

namespace {

using gateway::test::gateway_with;
using tls::AlertDescription;
using tls::CipherSuite;
using tls::ExtensionType;
using tls::ProtocolVersion;

void drop_extension(tls::ClientHello& hello, ExtensionType type) {
  std::erase_if(*hello.extensions, [&](const auto& extension) { return extension.type == type; });
}

/// "TLSv1.2 0xC02F secp384r1 rsa_pkcs1_sha256", or the alert's name.
std::string outcome(const gateway::Gateway& gateway, const tls::ClientHello& hello) {
  const auto version = choose_version(gateway.profile, hello);
  if (const auto* alert = std::get_if<AlertDescription>(&version)) return to_string(*alert);
  if (std::get<ProtocolVersion>(version) == ProtocolVersion::TLSv1_3) return "TLSv1.3";
  const auto choice = choose_suite(gateway, std::get<ProtocolVersion>(version), hello);
  if (const auto* alert = std::get_if<AlertDescription>(&choice)) return to_string(*alert);
  const auto& selection = std::get<gateway::Selection>(choice);
  auto text = to_string(selection.version) + " " + code_string(selection.suite->code);
  if (selection.curve_share != nullptr) text += " " + to_string(selection.curve_share->group);
  if (selection.scheme) text += " " + to_string(*selection.scheme);
  return text;
}

TEST_CASE("What is chosen from a captured hello") {
  const auto nothing = [](tls::ClientHello&) {};
  struct Row {
    const char* name;
    const char* versions;
    const char* more;
    tls::Bytes hello;
    std::function<void(tls::ClientHello&)> edit;
    const char* outcome;
  };
  const auto tls12 = gateway::test::tls12_hello();
  const auto tls10 = gateway::test::tls10_hello();
  const auto tls13 = gateway::test::tls13_hello();
  const Row rows[] = {
      {"server's order", R"(["TLSv1.2"])", R"(suites = ["0x002F", "0xC02F"])", tls12, nothing, "TLSv1.2 0x002F"},
      {"client's order", R"(["TLSv1.2"])", "preference = \"client\"\nsuites = [\"0x002F\", \"0x0033\"]", tls12, nothing,
       "TLSv1.2 0x0033 rsa_pss_rsae_sha256"},
      {"server's order of groups", R"(["TLSv1.2"])", "suites = [\"0xC02F\"]\ngroups = [\"secp256r1\", \"x25519\"]",
       tls12, nothing, "TLSv1.2 0xC02F secp256r1 rsa_pss_rsae_sha256"},
      {"a group that the client does not have", R"(["TLSv1.2"])", "suites = [\"0xC02F\", \"0x002F\"]", tls12,
       [](tls::ClientHello& hello) {
         drop_extension(hello, ExtensionType::supported_groups);
         const tls::NamedGroup groups[] = {tls::NamedGroup::x448};
         hello.extensions->push_back(tls::supported_groups_extension(groups));
       },
       "TLSv1.2 0x002F"},
      {"no supported_groups: free choice", R"(["TLSv1.2"])", "suites = [\"0xC02F\"]", tls12,
       [](tls::ClientHello& hello) { drop_extension(hello, ExtensionType::supported_groups); },
       "TLSv1.2 0xC02F secp384r1 rsa_pss_rsae_sha256"},
      {"no signature_algorithms: SHA-1", R"(["TLSv1.2"])", "suites = [\"0xC02F\"]", tls12,
       [](tls::ClientHello& hello) { drop_extension(hello, ExtensionType::signature_algorithms); },
       "TLSv1.2 0xC02F secp384r1 rsa_pkcs1_sha1"},
      {"only schemes that the profile allows", R"(["TLSv1.2"])",
       "suites = [\"0xC02F\"]\nschemes = [\"rsa_pkcs1_sha384\"]", tls12, nothing,
       "TLSv1.2 0xC02F secp384r1 rsa_pkcs1_sha384"},
      {"only a scheme that the client does not have", R"(["TLSv1.2"])",
       "suites = [\"0xC02F\"]\nschemes = [\"rsa_md5\"]", tls12, nothing, "handshake_failure"},
      {"no suite shared", R"(["TLSv1.2"])", R"(suites = ["RC4"])", tls12, nothing, "handshake_failure"},
      {"server is older", R"(["SSLv3", "TLSv1.0"])", R"(suites = ["0x002F"])", tls12, nothing, "TLSv1.0 0x002F"},
      {"server is newer", R"(["TLSv1.1", "TLSv1.2"])", "", tls10, nothing, "protocol_version"},
      {"TLS 1.0 signs without a scheme", R"(["TLSv1.0", "TLSv1.2"])", R"(suites = ["0x0033"])", tls10, nothing,
       "TLSv1.0 0x0033"},
      {"anonymous", R"(["TLSv1.0"])", R"(suites = ["anonymous"])", tls10, nothing, "TLSv1.0 0xC018 secp384r1"},
      {"fell back in vain", R"(["TLSv1.0", "TLSv1.2"])", "", tls10,
       [](tls::ClientHello& hello) { hello.cipher_suites.push_back(tls::kFallbackScsv); }, "inappropriate_fallback"},
      {"fell back with reason", R"(["TLSv1.0"])", R"(suites = ["0x0033"])", tls10,
       [](tls::ClientHello& hello) { hello.cipher_suites.push_back(tls::kFallbackScsv); }, "TLSv1.0 0x0033"},
      {"TLS 1.3", R"(["TLSv1.2", "TLSv1.3"])", "", tls13, nothing, "TLSv1.3"},
      {"who has no TLS 1.3 ignores its extension", R"(["TLSv1.2"])", "", tls13, nothing, "handshake_failure"},
      {"who has it reads it", R"(["TLSv1.3"])", "", tls13,
       [](tls::ClientHello& hello) {
         drop_extension(hello, ExtensionType::supported_versions);
         const ProtocolVersion versions[] = {ProtocolVersion::TLSv1_2};
         hello.extensions->push_back(tls::client_supported_versions_extension(versions));
       },
       "protocol_version"},
      {"malformed groups", R"(["TLSv1.2"])", "", tls12,
       [](tls::ClientHello& hello) {
         drop_extension(hello, ExtensionType::supported_groups);
         hello.extensions->push_back({ExtensionType::supported_groups, {0, 3, 0}});
       },
       "decode_error"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto hello = gateway::test::decoded(row.hello);
    row.edit(hello);
    CHECK(outcome(*gateway_with(row.versions, row.more), hello) == row.outcome);
  }
}

}  // namespace
