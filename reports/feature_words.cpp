// SPDX-License-Identifier: Apache-2.0
#include "reports/feature_words.hpp"

namespace reports {

using probe::FeatureKind;

std::string_view phrase(FeatureKind kind) {
  switch (kind) {
    case FeatureKind::secure_renegotiation:
      return "secure renegotiation";
    case FeatureKind::extended_master_secret:
      return "extended master secret";
    case FeatureKind::encrypt_then_mac:
      return "encrypt-then-MAC";
    case FeatureKind::session_tickets:
      return "session tickets";
    case FeatureKind::compression:
      return "TLS compression";
    case FeatureKind::fallback_scsv:
      return "fallback SCSV";
    case FeatureKind::suite_preference:
      return "own order of suites";
    case FeatureKind::group_preference:
      return "own order of groups";
    case FeatureKind::answers_without_sni:
      return "answers without SNI";
    case FeatureKind::same_certificate_without_sni:
      return "same certificate without SNI";
    case FeatureKind::signs_with_md5:
      return "signs with MD5";
    case FeatureKind::signs_with_sha1:
      return "signs with SHA-1";
    case FeatureKind::signs_with_sha2:
      return "signs with SHA-2";
  }
  return "";
}

std::string_view kind_name(tls::GroupKind kind) {
  switch (kind) {
    case tls::GroupKind::elliptic_curve:
      return "curves";
    case tls::GroupKind::finite_field:
      return "finite fields";
    case tls::GroupKind::hybrid:
      return "ML-KEM and hybrids";
    case tls::GroupKind::post_quantum:
      return "ML-KEM";
  }
  return "";
}

}  // namespace reports
