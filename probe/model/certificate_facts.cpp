// SPDX-License-Identifier: Apache-2.0
#include "probe/model/certificate_facts.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

using tls::SignatureHash;
using tls::SignatureKey;

constexpr Word<KeyType> kKeyTypes[] = {
    {KeyType::rsa, "rsa"}, {KeyType::rsa_pss, "rsa_pss"}, {KeyType::dsa, "dsa"},     {KeyType::dh, "dh"},
    {KeyType::ec, "ec"},   {KeyType::ed25519, "ed25519"}, {KeyType::ed448, "ed448"}, {KeyType::other, "other"},
};

constexpr Word<ServerUsage> kUsages[] = {
    {ServerUsage::unrestricted, "unrestricted"},
    {ServerUsage::server_auth, "server_auth"},
    {ServerUsage::any, "any"},
    {ServerUsage::absent, "absent"},
};

constexpr Word<ChainProblem> kProblems[] = {
    {ChainProblem::unreadable, "unreadable"},
    {ChainProblem::bad_signature, "bad_signature"},
    {ChainProblem::self_signed, "self_signed"},
    {ChainProblem::untrusted_root, "untrusted_root"},
    {ChainProblem::incomplete_chain, "incomplete_chain"},
    {ChainProblem::bad_issuer, "bad_issuer"},
    {ChainProblem::expired, "expired"},
    {ChainProblem::not_yet_valid, "not_yet_valid"},
    {ChainProblem::name_mismatch, "name_mismatch"},
    {ChainProblem::wrong_purpose, "wrong_purpose"},
    {ChainProblem::weak_signature, "weak_signature"},
    {ChainProblem::weak_key, "weak_key"},
    {ChainProblem::other, "other"},
    {ChainProblem::no_roots, "no_roots"},
};

constexpr Word<NameMatch> kMatches[] = {
    {NameMatch::not_asked, "not_asked"},
    {NameMatch::alternative_name, "alternative_name"},
    {NameMatch::common_name, "common_name"},
    {NameMatch::mismatch, "mismatch"},
};

constexpr Word<SignatureHash> kHashWords[] = {
    {SignatureHash::none, "none"},     {SignatureHash::md5, "md5"},
    {SignatureHash::sha1, "sha1"},     {SignatureHash::sha224, "sha224"},
    {SignatureHash::sha256, "sha256"}, {SignatureHash::sha384, "sha384"},
    {SignatureHash::sha512, "sha512"}, {SignatureHash::intrinsic, "intrinsic"},
    {SignatureHash::gost, "gost"},     {SignatureHash::sm3, "sm3"},
};

constexpr Word<SignatureKey> kKeys[] = {
    {SignatureKey::anonymous, "anonymous"}, {SignatureKey::rsa, "rsa"},
    {SignatureKey::rsa_pss, "rsa_pss"},     {SignatureKey::dsa, "dsa"},
    {SignatureKey::ecdsa, "ecdsa"},         {SignatureKey::eddsa, "eddsa"},
    {SignatureKey::gost, "gost"},           {SignatureKey::sm2, "sm2"},
    {SignatureKey::mldsa, "mldsa"},         {SignatureKey::other, "other"},
};

}  // namespace

std::string_view to_string(KeyType type) { return word_of(kKeyTypes, type); }
std::string_view to_string(ServerUsage usage) { return word_of(kUsages, usage); }
std::string_view to_string(ChainProblem problem) { return word_of(kProblems, problem); }
std::string_view to_string(NameMatch match) { return word_of(kMatches, match); }
std::string_view to_string(SignatureHash hash) { return word_of(kHashWords, hash); }
std::string_view to_string(SignatureKey key) { return word_of(kKeys, key); }
std::optional<KeyType> key_type_from(std::string_view word) { return value_of(kKeyTypes, word); }
std::optional<ServerUsage> server_usage_from(std::string_view word) { return value_of(kUsages, word); }
std::optional<ChainProblem> chain_problem_from(std::string_view word) { return value_of(kProblems, word); }
std::optional<NameMatch> name_match_from(std::string_view word) { return value_of(kMatches, word); }
std::optional<SignatureHash> signature_hash_from(std::string_view word) { return value_of(kHashWords, word); }
std::optional<SignatureKey> signature_key_from(std::string_view word) { return value_of(kKeys, word); }

}  // namespace probe
