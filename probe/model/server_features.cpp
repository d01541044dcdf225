// SPDX-License-Identifier: Apache-2.0
#include "probe/model/server_features.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<FeatureKind> kFeatureKinds[] = {
    {FeatureKind::secure_renegotiation, "secure_renegotiation"},
    {FeatureKind::extended_master_secret, "extended_master_secret"},
    {FeatureKind::encrypt_then_mac, "encrypt_then_mac"},
    {FeatureKind::session_tickets, "session_tickets"},
    {FeatureKind::compression, "compression"},
    {FeatureKind::fallback_scsv, "fallback_scsv"},
    {FeatureKind::suite_preference, "suite_preference"},
    {FeatureKind::group_preference, "group_preference"},
    {FeatureKind::answers_without_sni, "answers_without_sni"},
    {FeatureKind::same_certificate_without_sni, "same_certificate_without_sni"},
    {FeatureKind::signs_with_md5, "signs_with_md5"},
    {FeatureKind::signs_with_sha1, "signs_with_sha1"},
    {FeatureKind::signs_with_sha2, "signs_with_sha2"},
};

constexpr Word<Support> kSupport[] = {
    {Support::unknown, "unknown"},
    {Support::yes, "yes"},
    {Support::no, "no"},
    {Support::not_applicable, "not_applicable"},
};

constexpr Word<tls::GroupKind> kGroupKinds[] = {
    {tls::GroupKind::elliptic_curve, "elliptic_curve"},
    {tls::GroupKind::finite_field, "finite_field"},
    {tls::GroupKind::hybrid, "hybrid"},
    {tls::GroupKind::post_quantum, "post_quantum"},
};

}  // namespace

std::string_view to_string(FeatureKind kind) { return word_of(kFeatureKinds, kind); }
std::optional<FeatureKind> feature_kind_from(std::string_view word) { return value_of(kFeatureKinds, word); }

std::string_view to_string(Support support) { return word_of(kSupport, support); }
std::optional<Support> support_from(std::string_view word) { return value_of(kSupport, word); }

std::string_view to_string(tls::GroupKind kind) { return word_of(kGroupKinds, kind); }
std::optional<tls::GroupKind> group_kind_from(std::string_view word) { return value_of(kGroupKinds, word); }

}  // namespace probe
