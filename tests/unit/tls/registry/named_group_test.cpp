// SPDX-License-Identifier: Apache-2.0
#include "tls/registry/named_group.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using tls::GroupKind;
using tls::NamedGroup;

TEST_CASE("groups have the codes, kinds and sizes of their RFCs") {
  struct Row {
    int code;
    const char* name;
    GroupKind kind;
    int bits;
  };
  const Row rows[] = {
      {1, "sect163k1", GroupKind::elliptic_curve, 163},              // RFC 4492 section 5.1.1
      {19, "secp192r1", GroupKind::elliptic_curve, 192},             // RFC 4492 section 5.1.1
      {23, "secp256r1", GroupKind::elliptic_curve, 256},             // RFC 8446 section 4.2.7
      {25, "secp521r1", GroupKind::elliptic_curve, 521},             // RFC 8446 section 4.2.7
      {28, "brainpoolP512r1", GroupKind::elliptic_curve, 512},       // RFC 7027 section 2
      {29, "x25519", GroupKind::elliptic_curve, 255},                // RFC 7748 section 4.1: p = 2^255 - 19
      {30, "x448", GroupKind::elliptic_curve, 448},                  // RFC 7748 section 4.2
      {31, "brainpoolP256r1tls13", GroupKind::elliptic_curve, 256},  // RFC 8734 section 2
      {40, "GC512C", GroupKind::elliptic_curve, 512},                // RFC 9189
      {41, "curveSM2", GroupKind::elliptic_curve, 256},              // RFC 8998 section 2
      {256, "ffdhe2048", GroupKind::finite_field, 2048},             // RFC 7919 section 2
      {260, "ffdhe8192", GroupKind::finite_field, 8192},             // RFC 7919 section 2
      {514, "MLKEM1024", GroupKind::post_quantum, 0},                // draft-connolly-tls-mlkem-key-agreement
      {4587, "SecP256r1MLKEM768", GroupKind::hybrid, 256},           // draft-kwiatkowski-tls-ecdhe-mlkem
      {4588, "X25519MLKEM768", GroupKind::hybrid, 255},              // draft-kwiatkowski-tls-ecdhe-mlkem
      {4589, "SecP384r1MLKEM1024", GroupKind::hybrid, 384},          // draft-kwiatkowski-tls-ecdhe-mlkem
      {25497, "X25519Kyber768Draft00", GroupKind::hybrid, 255},      // draft-tls-westerbaan-xyber768d00
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto* const found = tls::find_named_group(static_cast<NamedGroup>(row.code));
    REQUIRE(found != nullptr);
    CHECK(found->name == row.name);
    CHECK(found->kind == row.kind);
    CHECK(found->bits == row.bits);
    CHECK(tls::named_group_from(row.name) == found->code);
  }
}

TEST_CASE("reserved values and GREASE are not groups") {
  for (const int code : {0, 42, 508, 0x0A0A, 0xFAFA, 0xFE00}) {
    CAPTURE(code);
    CHECK(tls::find_named_group(static_cast<NamedGroup>(code)) == nullptr);
  }
  CHECK(to_string(NamedGroup{0x0A0A}) == "0x0A0A");
}

TEST_CASE("groups are read in any case and by code, and not guessed") {
  CHECK(tls::named_group_from("SECP256R1") == NamedGroup::secp256r1);
  CHECK(tls::named_group_from("x25519mlkem768") == NamedGroup::X25519MLKEM768);
  CHECK(tls::named_group_from("0x0017") == NamedGroup::secp256r1);
  CHECK(tls::named_group_from("0xBEEF") == NamedGroup{0xBEEF});
  for (const char* const text : {"", "secp256", "x2551", "0x17", "0xZZZZ", "0x12345"}) {
    CAPTURE(text);
    CHECK_FALSE(tls::named_group_from(text).has_value());
  }
}

}  // namespace
