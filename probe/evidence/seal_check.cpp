// SPDX-License-Identifier: Apache-2.0
#include "probe/evidence/seal_check.hpp"

#include "probe/evidence/seal/time_stamp.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace probe::evidence {
namespace {

std::string time_text(UtcTime when) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", std::chrono::floor<std::chrono::seconds>(when));
}

/// What the bundle says to be sealed by. Whoever takes a seal away and this file too has to make the manifest anew.
void check_promises(const std::vector<File>& files, Report& report) {
  const auto* const promises = find_file(files, kSealFile);
  if (promises == nullptr) return;
  if (find_file(files, kSignatureFile) == nullptr && find_file(files, kStampFile) == nullptr)
    report.fails(std::string(kSealFile) + ": promises seals, and there are none");
  for (const char* name : {kSignatureFile, kStampFile}) {
    const bool is_promised = ("\n" + promises->octets).find("\n" + std::string(name) + " ") != std::string::npos;
    if (is_promised && find_file(files, name) == nullptr)
      report.fails(std::string("missing: ") + name + ", which " + kSealFile + " promises");
  }
}

/// First of all: somebody who asks whether evidence is true has to know what speaks for it.
void tell_sealed(const File* signature, const File* stamp, Report& report) {
  if (signature == nullptr && stamp == nullptr)
    return report.notes("not sealed: whoever changed these files could have made the manifest anew");
  const std::string by = signature == nullptr ? "a time stamp"
                         : stamp == nullptr   ? "a signature"
                                              : "a signature and a time stamp";
  report.notes("sealed by " + by + ": " + kManifestFile + ", and with it every file that it lists");
  if (signature == nullptr) report.notes("not sealed: who made it");
  if (stamp == nullptr) report.notes("not sealed: when it was made, which is known by the signer's clock alone");
}

/// What is missing, or by nobody who is known.
void tell_unsigned(std::string what, const SealCheck& check, Report& report) {
  if (check.is_unsigned == Unsigned::allowed) return report.notes(std::move(what));
  report.leaves_open(std::move(what));
}

void tell(const std::string& what, const seal::Maker& maker, const SealCheck& check, Report& report) {
  if (maker.distrust.empty()) return report.holds(what);
  if (check.vouching == seal::Vouching::for_anything)
    return report.fails(what + "; --ca does not vouch for that: " + maker.distrust);
  tell_unsigned(
      what + "; the system's roots do not vouch for that (" + maker.distrust + "): name whom you trust by --ca", check,
      report);
}

bool is_named(const seal::Maker& maker, const std::string& name) {
  return maker.subject == name || std::find(maker.names.begin(), maker.names.end(), name) != maker.names.end();
}

void check_signature(const File& manifest, const File& signature, const SealCheck& check, UtcTime when,
                     Report& report) {
  const auto checked = seal::check_signature(manifest.octets, signature.octets, check.roots, check.vouching, when);
  if (!checked) return report.fails(std::string(kSignatureFile) + ": " + checked.error().text);
  for (const auto& signer : checked->signers)
    tell(std::string(kSignatureFile) + ": signed by " + signer.subject +
             (checked->claimed ? ", by its own clock on " + time_text(*checked->claimed) : ""),
         signer, check, report);
  const auto is_wanted = [&check](const seal::Maker& signer) {
    return signer.distrust.empty() && is_named(signer, *check.signer);
  };
  if (check.signer && std::none_of(checked->signers.begin(), checked->signers.end(), is_wanted))
    report.fails(std::string(kSignatureFile) + ": not signed by " + *check.signer + ", whom --signer names");
}

}  // namespace

void check_seals(const std::vector<File>& files, const SealCheck& check, Report& report) {
  const auto* const manifest = find_file(files, kManifestFile);
  const auto* const signature = find_file(files, kSignatureFile);
  const auto* const stamp = find_file(files, kStampFile);
  tell_sealed(signature, stamp, report);
  check_promises(files, report);
  if (manifest == nullptr) return;
  if (signature == nullptr && stamp == nullptr) {
    if (check.vouching == seal::Vouching::for_anything)
      return report.fails("neither signed nor time-stamped: there is nothing that --ca could vouch for");
    return tell_unsigned("neither signed nor time-stamped: who made it, and when, is not shown", check, report);
  }
  auto now = check.now;
  if (stamp != nullptr) {
    const auto& stamped = signature != nullptr ? *signature : *manifest;
    const auto checked = seal::check_stamp(stamped.octets, stamp->octets, check.roots);
    if (!checked) {
      report.fails(std::string(kStampFile) + ": " + checked.error().text);
    } else {
      tell(std::string(kStampFile) + ": " + stamped.name + " was there on " + time_text(checked->when) + ", says " +
               checked->authority.subject,
           checked->authority, check, report);
      // A certificate that has expired since was good when it signed.
      if (checked->authority.distrust.empty()) now = checked->when;
    }
  }
  if (signature != nullptr) return check_signature(*manifest, *signature, check, now, report);
  if (check.signer) return report.fails("not signed: --signer wants " + *check.signer);
  tell_unsigned("not signed: who made it is not shown", check, report);
}

}  // namespace probe::evidence
