// SPDX-License-Identifier: Apache-2.0
#include "probe/clients/forecast.hpp"
#include "probe/policy/builtin.hpp"
#include "probe/policy/judge.hpp"
#include "reports/catalogue.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

using reports::Language;
using reports::Words;

TEST_CASE("sentences of other layers are told in another language, with what stands in them") {
  const Words words(Language::ja);
  CHECK(words.told("The port refuses connections (Connection refused).") ==
        "ポートへの接続が拒否されました (Connection refused)。");
  CHECK(words.told("vpn.example.net: host not found") == "vpn.example.net: ホストが見つかりません");
  CHECK(words.told("not known of 3 suites of TLSv1.2: no answer came within the time-out, and other reasons")
            .find("TLSv1.2 の暗号スイート 3 個 は不明: ") == 0);
  CHECK(words.told("found: the leaf is signed with md5, certificate 2 of the chain is signed with sha1") ==
        "検出: サーバー証明書の署名は md5、チェーンの 2 番目の証明書の署名は sha1");
  CHECK(words.told("accepted: 5 cells (TLSv1.0 2, TLSv1.1 3)") == "受け入れる: 5 セル (TLSv1.0 2, TLSv1.1 3)");
}

TEST_CASE("what no pattern fits stays as it is, and so does a peer's text in a place") {
  const Words words(Language::ja);
  for (const std::string text :
       {"", "a", "{0}", "{", "accepted", "accepted: ", "The port refuses connections", ", ", "a, b"})
    CHECK(words.told(text) == (text == "accepted: " ? "受け入れる: " : text));
  CHECK(words.told("accepted: {0} {5} }{").find("{0} {5} }{") != std::string::npos);
  std::string nested = "x";
  for (int i = 0; i < 2000; ++i) nested = "1 cell (" + nested + ", " + nested.substr(0, 10) + ")";
  CHECK_FALSE(words.told(nested).empty());
  const Words english(Language::en);
  CHECK(english.told("accepted: 1 suite of TLSv1.2") == "accepted: 1 suite of TLSv1.2");
}

TEST_CASE("a pattern and its translation have the same places") {
  const Words words(Language::ja);
  std::size_t count = 0;
  for (const auto& [id, text] : words.all()) {
    if (id.rfind("told.", 0) != 0) continue;
    ++count;
    CAPTURE(id);
    for (const std::string place : {"{0}", "{1}", "{2}", "{3}"}) {
      const auto at = id.find(place);
      CHECK((at == std::string::npos) == (text.find(place) == std::string::npos));
      // Places are numbered as they come: what is found in the first is "{0}".
      const bool is_next = at == std::string::npos || place == "{0}" ||
                           id.rfind(std::string{'{', static_cast<char>(place[1] - 1), '}'}, at) < at;
      CHECK(is_next);
    }
  }
  CHECK(count > 50);
}

TEST_CASE("what the built-in policies find in records is told") {
  const Words words(Language::ja);
  for (const auto& record : {reports::test::small_scan(), reports::test::scan_of_three(), reports::test::unlike_scan()})
    for (const auto& builtin : probe::builtin_policies()) {
      const auto judgement = probe::judge_by(probe::read_builtin(builtin), record, {});
      for (const auto& target : judgement.targets)
        for (const auto& finding : target.findings)
          CHECK_MESSAGE(words.told(finding.reason) != finding.reason, finding.reason);
    }
}

TEST_CASE("what cuts Windows clients off, and what helps, is told") {
  const Words words(Language::ja);
  for (const auto& record : {reports::test::small_scan(), reports::test::scan_of_three(), reports::test::unlike_scan()})
    for (const auto& target : record.targets)
      for (const auto& row : probe::forecast(record, target))
        for (const auto& text : {row.why, row.fix}) {
          const bool known = text.empty() || words.told(text) != text;
          CHECK_MESSAGE(known, text);
        }
}

TEST_CASE("the alert behind a reason is told in every language") {
  const Words words(Language::ja);
  for (int i = 0; i <= static_cast<int>(probe::Reason::not_requested); ++i) {
    const auto reason = static_cast<probe::Reason>(static_cast<std::uint8_t>(i));
    const auto english = probe::explain(reason, tls::AlertDescription::decode_error);
    const auto told = words.told(english);
    CAPTURE(english);
    CHECK(told != english);
    const bool names = english.find("decode_error") != std::string::npos;
    CHECK((told.find("decode_error") != std::string::npos) == names);
    for (const auto* rest : {"answered", "the last answer", "control"}) CHECK(told.find(rest) == std::string::npos);
  }
  CHECK(words.told("accepted: 2 cells (TLSv1.0 1, TLSv1.2 1); 1 of them by some of the unlike servers alone") ==
        "受け入れる: 2 セル (TLSv1.0 1, TLSv1.2 1) (うち 1 個は異なるサーバーの一部だけ)");
}

TEST_CASE("what the scan says of unlike servers, shut-outs and interrupts is told") {
  const Words words(Language::ja);
  for (const std::string text : {
           "Unlike servers answer behind this address. Scan each server for itself: --connect ADDRESS, or "
           "--all-addresses where the name has several.",
           "Unlike servers answer behind this address: 1 cell is accepted sometimes only. Scan each server for itself: "
           "--connect ADDRESS, or --all-addresses where the name has several.",
           "Unlike servers answer behind this address: 3 cells are accepted sometimes only. Scan each server for "
           "itself: --connect ADDRESS, or --all-addresses where the name has several.",
           "Unlike servers answer behind this address: SSTP answered 3 of 7 calls, and something else the rest. Scan "
           "each server for itself: --connect ADDRESS, or --all-addresses where the name has several.",
           "Unlike servers answer behind this address, with 3 different certificates for one hello. Scan each server "
           "for itself: --connect ADDRESS, or --all-addresses where the name has several.",
           "Unlike servers answer behind this address, with 3 different certificates for one hello: 1 cell is accepted "
           "sometimes only. Scan each server for itself: --connect ADDRESS, or --all-addresses where the name has "
           "several.",
           "Unlike servers answer behind this address, with 3 different certificates for one hello: 7 cells are "
           "accepted sometimes only. Scan each server for itself: --connect ADDRESS, or --all-addresses where the name "
           "has several.",
           "The server's answers changed about 3 s after the scan began: hellos that it had accepted are refused "
           "since. What was not asked before that is left open; scan again.",
           "A hello with many suites is refused although the server accepts one of them: a suite in it spoils it. What "
           "is refused was asked suite by suite.",
           "The target stopped answering for good, and the scan stopped knocking: it looks as if it has shut this "
           "address out. Others behind the same address may be cut off too. Wait until it lets this address in again, "
           "then scan with --gentle.",
           "3 of 7 cells could not be determined: the target answers nothing any more that it answered before, and "
           "seems to have shut this address out.",
           "3 of 7 cells could not be determined: the server answered, but accepted nothing that was asked.",
           "The scan was interrupted: 3.",
           "3 of 7 cells could not be determined",
           "3 of 7 calls were never made before the time was up.",
           "The scan was interrupted: 3 of 7 cells could not be determined.",
       }) {
    const auto told = words.told(text);
    CHECK_MESSAGE(told != text, text);
    for (const auto* english : {" the ", " cells", " calls", " server"})
      CHECK_MESSAGE(told.find(english) == std::string::npos, told);
  }
}
