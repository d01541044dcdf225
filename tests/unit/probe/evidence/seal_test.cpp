// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal/signature_check.hpp"
#include "probe/evidence/seal/signer.hpp"
#include "probe/evidence/seal/time_stamp.hpp"
#include "tls/wire/base64.hpp"

#include <doctest/doctest.h>
#include <openssl/err.h>

#include <fstream>
#include <iterator>

using namespace probe;
using namespace probe::seal;

// What tests/interop/make_seals.py had stock OpenSSL make.
namespace {

constexpr std::string_view kContent = "sealed\n";
const UtcTime kWhen{std::chrono::seconds(1800000000)};  // 2027-01-15

std::string path_of(const std::string& name) { return std::string(TEST_SEALS) + "/" + name; }

std::string file(const std::string& name) {
  std::ifstream in(path_of(name), std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

tls::x509::Roots roots(const std::string& name) {
  tls::x509::RootSources sources;
  sources.system = tls::x509::RootSources::System::ignore;
  sources.ca_file = path_of(name);
  auto loaded = tls::x509::Roots::load(sources);
  REQUIRE(loaded.has_value());
  return *std::move(loaded);
}

auto signature(std::string_view octets, const tls::x509::Roots& by, std::string_view content = kContent) {
  return check_signature(content, octets, by, Vouching::for_anything, kWhen);
}

bool same(const Maker& one, const Maker& other) { return one.subject == other.subject && one.names == other.names; }

/// Calls `look` with the octets cut short, longer, and with each bit of each octet turned around.
template <class Look>
void with_each_flaw(const std::string& octets, Look look) {
  for (std::size_t size = 0; size < octets.size(); ++size) look(octets.substr(0, size), true);
  look(octets + '\0', true);
  for (std::size_t at = 0; at < octets.size() * 8; ++at) {
    auto changed = octets;
    changed[at / 8] = static_cast<char>(changed[at / 8] ^ (1 << at % 8));
    look(changed, false);
  }
}

}  // namespace

TEST_CASE("signatures of stock OpenSSL are read: who, when, and who vouches") {
  for (const std::string name : {"rsa", "ecdsa"}) {
    CAPTURE(name);
    const auto checked = signature(file("signature/" + name), roots("root.pem"));
    REQUIRE(checked.has_value());
    REQUIRE(checked->signers.size() == 1);
    const auto& signer = checked->signers[0];
    CHECK(signer.subject == "CN=" + name + " of sstp-probe's tests");
    CHECK(signer.names == std::vector<std::string>{name + " of sstp-probe's tests", "auditor@example.net"});
    CHECK(signer.distrust.empty());
    REQUIRE(checked->claimed);
    CHECK(*checked->claimed > UtcTime(std::chrono::seconds(1790000000)));
    CHECK_FALSE(signature(file("signature/" + name), roots("stranger.pem"))->signers[0].distrust.empty());
    CHECK_FALSE(signature(file("signature/" + name), tls::x509::Roots())->signers[0].distrust.empty());
  }
}

TEST_CASE("what is no detached signature of the content, with a hash that counts, is refused") {
  CHECK_FALSE(signature(file("signature/rsa"), roots("root.pem"), "sealed").has_value());
  CHECK_FALSE(signature(file("signature/rsa"), roots("root.pem"), "sealed\r\n").has_value());
  const auto text = [](const std::string& name) { return signature(file(name), roots("root.pem")).error().text; };
  CHECK(text("signature/sha1").find("anybody can forge") != std::string::npos);
  CHECK(text("signature/attached").find("no detached CMS signature") != std::string::npos);
  CHECK(text("stamp/granted").find("no detached CMS signature") != std::string::npos);
  CHECK(text("root.pem").find("no detached CMS signature") != std::string::npos);
}

TEST_CASE("a flaw in a signature is found, or changes nothing that is told") {
  // Certificates are not signed with it: one that is changed is nobody's any more.
  const auto octets = file("signature/ecdsa");
  const auto known = roots("root.pem");
  const auto whole = signature(octets, known);
  REQUIRE(whole.has_value());
  with_each_flaw(octets, [&](std::string_view flawed, bool must_fail) {
    const auto checked = signature(flawed, known);
    if (!checked) {
      CHECK_FALSE(checked.error().text.empty());
      return;
    }
    REQUIRE_FALSE(must_fail);
    const auto& signer = checked->signers.at(0);
    CHECK((!signer.distrust.empty() || (same(signer, whole->signers[0]) && checked->claimed == whole->claimed)));
  });
}

TEST_CASE("a time stamp of stock OpenSSL is read: when, by whom, and who vouches") {
  const auto octets = file("stamp/granted");
  const auto checked = check_stamp(kContent, octets, roots("root.pem"));
  REQUIRE(checked.has_value());
  CHECK(checked->authority.subject == "CN=tsa of sstp-probe's tests");
  CHECK(checked->authority.distrust.empty());
  CHECK(checked->when > UtcTime(std::chrono::seconds(1790000000)));
  CHECK_FALSE(check_stamp(kContent, octets, roots("stranger.pem"))->authority.distrust.empty());

  const auto text = [&](std::string_view content, const std::string& stamp, const tls::Bytes* nonce = nullptr) {
    return check_stamp(content, stamp, roots("root.pem"), nonce).error().text;
  };
  CHECK(text("something else", octets) == "it stamps something else");
  const tls::Bytes nonce{1, 2, 3, 4, 5, 6, 7, 8};
  CHECK(text(kContent, octets, &nonce).find("answers another question") != std::string::npos);
  CHECK(text(kContent, file("stamp/refused")).find("the authority refused: status 2, Message digest") == 0);
  CHECK(text(kContent, file("signature/rsa")).find("no answer of a time-stamping authority") != std::string::npos);
}

TEST_CASE("a flaw in a time stamp is found, or changes nothing that is told") {
  const auto octets = file("stamp/granted");
  const auto known = roots("root.pem");
  const auto whole = check_stamp(kContent, octets, known);
  REQUIRE(whole.has_value());
  with_each_flaw(octets, [&](std::string_view flawed, bool must_fail) {
    const auto checked = check_stamp(kContent, flawed, known);
    if (!checked) {
      CHECK_FALSE(checked.error().text.empty());
      return;
    }
    REQUIRE_FALSE(must_fail);
    CHECK((!checked->authority.distrust.empty() ||
           (same(checked->authority, whole->authority) && checked->when == whole->when)));
  });
}

TEST_CASE("whatever is looked at, OpenSSL's queue of errors stays as it was") {
  ERR_clear_error();
  ERR_raise(ERR_LIB_USER, 1);
  const auto before = ERR_peek_error();
  const auto check = [before] {
    CHECK(ERR_peek_error() == before);
    CHECK(ERR_peek_last_error() == before);
  };
  const auto known = roots("root.pem");
  // A status that is too large for a number, found by a fuzzer.
  const auto status = tls::from_base64("MDcwNQIzAzAsDCpNZXONnpia38WWkWVzdCBhbGdvcml0aG0gaXMgbm90KoZIzj0EAwNlZC4DAgeA");
  REQUIRE(status.has_value());
  CHECK(!check_stamp(kContent, {reinterpret_cast<const char*>(status->data()), status->size()}, known));
  check();
  with_each_flaw(file("stamp/granted"), [&](std::string_view flawed, bool) {
    (void)check_stamp(kContent, flawed, known);
    check();
  });
  with_each_flaw(file("signature/ecdsa"), [&](std::string_view flawed, bool) {
    (void)signature(flawed, known);
    check();
  });
  const auto no_pass = [] { return std::optional<std::string>(); };
  for (const char* key : {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
    CHECK(!Signer::load({key, ""}, no_pass));
    check();
  }
  ERR_clear_error();
}
