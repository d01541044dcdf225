// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/evidence_seal.hpp"

#include "probe/cli/output/printable.hpp"
#include "probe/cli/request/limits.hpp"
#include "probe/evidence/seal/time_stamp.hpp"

namespace probe::cli {
namespace {

std::string text_of(const tls::Bytes& octets) { return {octets.begin(), octets.end()}; }

/// The token, or nothing and why.
std::optional<std::string> stamp(const evidence::File& file, const HttpUrl& url, const StampMeans& means,
                                 Environment& environment, std::string& problem) {
  const auto request = seal::stamp_request(file.octets, environment.random);
  HttpPost post;
  post.url = url;
  post.content_type = "application/timestamp-query";
  post.body = text_of(request.der);
  post.most = limits::kStampOctets;
  post.timeout = means.timeout;
  auto answer = environment.post(post, means.way_out, means.roots);
  constexpr unsigned kOk = 200;
  if (!answer.problem.empty()) {
    problem = answer.problem;
  } else if (answer.status != kOk) {
    problem = "it answered " + std::to_string(answer.status) + " " + answer.reason;
  } else if (const auto checked = seal::check_stamp(file.octets, answer.body, means.roots, &request.nonce); !checked) {
    problem = checked.error().text;
  } else {
    return std::move(answer.body);
  }
  problem = printable(origin(url)) + ": " + printable(problem);
  return std::nullopt;
}

}  // namespace

Seals make_seals(const std::vector<evidence::File>& files, const SealRequest& request, const StampMeans& means,
                 Environment& environment) {
  Seals seals;
  const auto* stamped = evidence::find_file(files, evidence::kSignatureFile);
  if (stamped == nullptr) stamped = evidence::find_file(files, evidence::kManifestFile);
  if (request.signer) {
    seals.files.push_back(
        {evidence::kSignatureFile, text_of(request.signer->sign(stamped->octets, environment.now()))});
    stamped = &seals.files.back();
  }
  if (!request.authority) return seals;
  if (auto token = stamp(*stamped, *request.authority, means, environment, seals.problem))
    seals.files.push_back({evidence::kStampFile, *std::move(token)});
  return seals;
}

}  // namespace probe::cli
